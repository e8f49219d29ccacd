package steward.hub.sonoff;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import steward.access.Refusal;
import steward.api.SonoffApi;
import steward.driver.Kept;
import steward.driver.Way;
import steward.drivers.sonoff.Flash;
import steward.drivers.sonoff.SonoffFamily;
import steward.link.DriverHost;
import steward.link.line.OwnLines;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.network.OwnAddress;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Sha256;

/// Replaces the firmware of units in DIY mode by an image that their owner hands in, one at a time.
/// Thread-safe.
public final class FlashBench implements SonoffApi.Flashes, AutoCloseable {
  /// How many that ended are remembered.
  private static final String FITTING =
      "SONOFF in DIY mode: no other can be given a firmware over the air";

  private static final int REMEMBERED_MAX = 32;

  private static final int TOKEN_BYTES = 16;

  private final Vertx vertx;
  private final OwnLines lines;
  private final DriverHost host;
  private final HouseLoop loop;
  private final BiFunction<Duration, Runnable, Runnable> later;
  private final Map<ThingId, FlashRun> runs = new LinkedHashMap<>();
  private @Nullable ThingId handedFor;
  private ByteArrayOutputStream handed = new ByteArrayOutputStream();

  /// @param later runs a task after a time; what it gives back cancels it
  public FlashBench(
      Vertx vertx,
      OwnLines lines,
      DriverHost host,
      HouseLoop loop,
      BiFunction<Duration, Runnable, Runnable> later) {
    this.vertx = vertx;
    this.lines = lines;
    this.host = host;
    this.loop = loop;
    this.later = later;
  }

  /// What the API's operations about SONOFF devices are built on.
  public SonoffApi api(StockDoor stock) {
    return new SonoffApi(new Ways(stock), this, host);
  }

  @Override
  public synchronized int add(ThingId thing, int at, Bytes part) {
    if (at == 0) {
      // Nobody uploads half a megabyte for a unit that cannot take it.
      host.directory().thing(thing).ifPresent(FlashBench::way);
      handed = new ByteArrayOutputStream();
      handedFor = thing;
    }
    if (!thing.equals(handedFor) || at != handed.size())
      throw new Malformed(
          "/at", "0, or " + handed.size() + " for the image that was begun last", at + "");
    if (at + part.length() > Flash.IMAGE_MAX)
      throw new Malformed(
          "/bytes", "an image of at most " + Flash.IMAGE_MAX + " bytes", "more than that");
    handed.writeBytes(part.toArray());
    return handed.size();
  }

  @Override
  public synchronized SonoffApi.Flash begin(
      Thing thing, String sha256, int length, String principal) {
    if (runs.values().stream().anyMatch(run -> !run.isOver()))
      throw new Refusal(
          Refusal.Why.LIMIT, "the firmware of a device is being replaced: one at a time");
    Way.At way = way(thing);
    Bytes image = image(thing.id(), sha256, length);
    String id = thing.binding().part("id");
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    var server = new ImageServer(vertx, image, way.host(), token);
    var run =
        new FlashRun(
            thing.id(),
            digest(image),
            image.length(),
            Instant.now(),
            server,
            later,
            how -> note(thing, "the replacing of its firmware ended: " + how, "steward"));
    note(thing, "its firmware is to be replaced by one of SHA-256 " + digest(image), principal);
    remember(thing.id(), run);
    int port = way.doors().getFirst().port();
    server
        .open(own(way.host()))
        .onSuccess(url -> {
          var line = lines.open(way, "flash of " + thing.id(), run::came, (_, _) -> {});
          run.begin(Flash.begin(id, port, url, digest(image)), line);
        })
        .onFailure(e -> run.fail("the image could not be served: " + e.getMessage()));
    return run.shown();
  }

  private void note(Thing thing, String sentence, String principal) {
    loop.post(
        new Fact.Noted("“" + thing.name() + "”: " + sentence + "."), thing.id().value(), principal);
  }

  private void remember(ThingId thing, FlashRun run) {
    runs.remove(thing);
    if (runs.size() >= REMEMBERED_MAX) runs.remove(runs.keySet().iterator().next());
    runs.put(thing, run);
    handed = new ByteArrayOutputStream();
    handedFor = null;
  }

  private static Way.At way(Thing thing) {
    return diy(thing)
        .orElseThrow(() -> new Malformed("/id", "a " + FITTING, "'" + thing.id() + "'"));
  }

  private static Optional<Way.At> diy(Thing thing) {
    var family = new SonoffFamily();
    boolean isDiy =
        thing.udn().family().equals(family.name())
            && thing.binding().part("mode", "diy").equals("diy");
    if (isDiy
        && family.way(List.of(thing), Kept.NOTHING) instanceof Way.At at
        && !at.doors().isEmpty()) return Optional.of(at);
    return Optional.empty();
  }

  private Bytes image(ThingId thing, String sha256, int length) {
    Bytes image = Bytes.wrap(handed.toByteArray());
    if (!thing.equals(handedFor) || image.length() != length)
      throw new Malformed(
          "/length", "the image handed in before, of " + image.length() + " bytes", length + "");
    Flash.objection(image, sha256.toLowerCase(Locale.ROOT), digest(image))
        .ifPresent(why -> {
          throw new Malformed("/sha256", "an image that can be given to it", why);
        });
    return image;
  }

  private static String digest(Bytes image) {
    return Sha256.hex(image.unsafeArray());
  }

  private static String own(String device) {
    try {
      return OwnAddress.towards(InetAddress.ofLiteral(device)).getHostAddress();
    } catch (IOException | IllegalArgumentException e) {
      throw new Malformed("/id", "a device at an address in figures that can be reached", device);
    }
  }

  @Override
  public synchronized SonoffApi.Flash of(Thing thing) {
    FlashRun run = runs.get(thing.id());
    if (run != null) return run.shown();
    boolean fits = diy(thing).isPresent();
    String stage = fits ? "ready" : "unfit";
    String why = fits ? "It is in DIY mode: an image can be handed in" : "It is no " + FITTING;
    return new SonoffApi.Flash(thing.id(), stage, why, "", 0, 0, true, Instant.now());
  }

  @Override
  public synchronized void close() {
    runs.values().forEach(FlashRun::close);
  }
}
