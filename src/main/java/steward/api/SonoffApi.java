package steward.api;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.link.DriverHost;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;
import steward.value.Tree;

/// What SONOFF devices need beyond other things: the advice on the way out of their maker's cloud,
/// and the replacing of their firmware.
public final class SonoffApi {
  private static final int WORD_MAX = 60;
  private static final int PART_BYTES_MAX = 48 * 1024;
  private static final int PART_TEXT_MAX = PART_BYTES_MAX / 3 * 4 + 4;
  private static final int IMAGE_BYTES_MAX = 1 << 20;

  private final Ways ways;
  private final Flashes flashes;
  private final DriverHost host;

  /// The advice.
  public interface Ways {
    Advice advise(String model, String firmware);
  }

  /// Which ways there are for a model and firmware.
  ///
  /// @param best the name of the way to take first, where one can be named
  /// @param isOpen whether the listener for stock devices is
  public record Advice(
      Optional<String> best, List<Way> ways, List<String> sentences, boolean isOpen) {
    public Advice {
      ways = List.copyOf(ways);
      sentences = List.copyOf(sentences);
    }
  }

  /// One of them.
  ///
  /// @param fits `yes`, `perhaps` or `no`
  public record Way(String name, String title, String fits, String why, List<String> steps) {
    public Way {
      steps = List.copyOf(steps);
    }
  }

  /// The replacing of firmware, one at a time.
  public interface Flashes {

    /// Adds to the image that is handed in for a thing; at 0 it begins anew.
    ///
    /// @return its length so far
    /// @throws steward.value.Malformed if it does not continue what is there, or is too long
    int add(ThingId thing, int at, Bytes part);

    /// Begins with the image that was handed in.
    ///
    /// @throws steward.value.Malformed if the thing or the image does not fit
    Flash begin(Thing thing, String sha256, int length, String principal);

    /// How the last one stands; where none was begun, whether one could be: its stage is `ready` or
    /// `unfit`, with the reason.
    Flash of(Thing thing);
  }

  /// How the replacing of a device's firmware stands.
  ///
  /// @param loaded the bytes that the device took so far
  public record Flash(
      ThingId thing,
      String stage,
      String sentence,
      String sha256,
      int length,
      int loaded,
      boolean isOver,
      Instant since) {}

  public SonoffApi(Ways ways, Flashes flashes, DriverHost host) {
    this.ways = ways;
    this.flashes = flashes;
    this.host = host;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "/ways-out",
                "waysOut",
                "Which way leads a SONOFF of this model and firmware out of its maker's cloud",
                "WaysOut",
                this::advise)
            .with(
                new Operation.Query("model", "string", "As it stands on the unit"),
                new Operation.Query("firmware", "string", "Such as 1.5.5")),
        Operation.get(
            "/things/{id}/flash",
            "getFlash",
            "How the replacing of its firmware stands, or whether it can be replaced",
            "Flash",
            this::state),
        new Operation(
            "PUT",
            "/things/{id}/flash",
            "putImage",
            "Hand in a part of the image that it shall get, in base64; at 0 it begins anew",
            List.of(),
            "ImagePart",
            Map.of(200, "ImageSoFar"),
            this::add),
        new Operation(
            "POST",
            "/things/{id}/flash",
            "flash",
            "Replace its firmware by the image that was handed in; nothing can take that back",
            List.of(),
            "StartFlash",
            Map.of(202, "Flash"),
            this::begin));
  }

  private CompletableFuture<Answer> advise(Request request) {
    String model = word(request, "model");
    String firmware = word(request, "firmware");
    Advice advice = ways.advise(model, firmware);
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("model", model);
    json.put("firmware", firmware);
    json.put("best", advice.best().orElse(null));
    json.put(
        "ways",
        advice.ways().stream()
            .map(way ->
                Map.of(
                    "way", way.name(),
                    "title", way.title(),
                    "fits", way.fits(),
                    "why", way.why(),
                    "steps", way.steps()))
            .toList());
    json.put("advice", advice.sentences());
    json.put("pairing", advice.isOpen());
    return Answer.now(Answer.ok(json));
  }

  private static String word(Request request, String name) {
    String text = steward.value.Text.clean(request.query(name).orElse("")).strip();
    if (text.length() > WORD_MAX)
      throw new steward.value.Malformed(
          "?" + name, "at most " + WORD_MAX + " characters", text.length() + "");
    return text;
  }

  private Thing thing(Request request) {
    String id = request.part("id");
    Optional<Thing> known =
        ThingId.isSlug(id) ? host.directory().thing(new ThingId(id)) : Optional.empty();
    return known.orElseThrow(() -> Problem.notFound("thing", id));
  }

  private CompletableFuture<Answer> state(Request request) {
    Thing thing = thing(request);
    return Answer.now(Answer.ok(json(flashes.of(thing))));
  }

  private CompletableFuture<Answer> add(Request request) {
    Thing thing = thing(request);
    Tree body = request.body().only(Set.of("at", "bytes"));
    int at = body.get("at").whole(0, IMAGE_BYTES_MAX);
    Bytes part = decoded(body.get("bytes"));
    return Answer.now(Answer.ok(Map.of("length", flashes.add(thing.id(), at, part))));
  }

  private static Bytes decoded(Tree bytes) {
    String text = bytes.text(PART_TEXT_MAX);
    try {
      return Bytes.wrap(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      throw bytes.wrong("base64 of at most " + PART_BYTES_MAX + " bytes");
    }
  }

  private CompletableFuture<Answer> begin(Request request) {
    Thing thing = thing(request);
    Tree body = request.body().only(Set.of("sha256", "length"));
    String sha256 = body.get("sha256").text(64);
    int length = body.get("length").whole(1, IMAGE_BYTES_MAX);
    Flash begun = flashes.begin(thing, sha256, length, request.principal());
    return Answer.now(Answer.of(202, json(begun)));
  }

  private static Map<String, Object> json(Flash flash) {
    var json = new LinkedHashMap<String, Object>();
    json.put("thing", flash.thing().value());
    json.put("stage", flash.stage());
    json.put("sentence", flash.sentence());
    json.put("sha256", flash.sha256());
    json.put("length", flash.length());
    json.put("loaded", flash.loaded());
    json.put("over", flash.isOver());
    json.put("since", Json.instant(flash.since()));
    return json;
  }
}
