package steward.drivers.hue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import steward.driver.Effect;
import steward.driver.Payload;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;

/// Follows the stream of events of a bridge. Confined to one step.
///
/// A bridge sends nothing to say that it is there, keeps the events of the last minutes for who
/// comes back, and in trouble accepts streams only to end them at once, until it is left alone.
record Streaming(Turn turn) {
  static final String NAME = "events";

  /// The wake-up for a stream that does not open.
  static final String LATE = "events-late";

  static final Duration OPENS_WITHIN = Duration.ofSeconds(20);
  static final Duration AGAIN = Duration.ofSeconds(2);
  static final Duration AGAIN_MAX = Duration.ofMinutes(10);

  /// A stream that lived so long was a good one.
  static final Duration STEADY = Duration.ofSeconds(60);

  /// After a longer gap the bridge may have forgotten events.
  static final Duration GAP_MAX = Duration.ofSeconds(60);

  /// A press that is older than this when it comes is not acted on.
  static final Duration PRESS_AGE_MAX = Duration.ofSeconds(10);

  private static final Duration CATCHING_UP = Duration.ofSeconds(5);
  private static final int HELD_MAX = 100;
  private static final int HELD_LENGTH_MAX = 500_000;
  private static final int EVENTS_MAX = 2_000;
  private static final int ID_LENGTH_MAX = 60;

  void subscribe() {
    if (turn.key.isEmpty() || turn.stream.phase() != Talk.Stream.Phase.DOWN) return;
    Map<String, String> headers = new TreeMap<>();
    headers.put("hue-application-key", turn.key);
    headers.put("accept", "text/event-stream");
    if (isResumable()) headers.put("last-event-id", turn.stream.lastId());
    turn.stream = turn.stream.in(Talk.Stream.Phase.ASKED, turn.now());
    turn.send(new Message.Subscribe(NAME, turn.site.port(), "/eventstream/clip/v2", headers));
    turn.wake(LATE, OPENS_WITHIN);
  }

  private boolean isResumable() {
    return !turn.house().isEmpty()
        && !turn.stream.lastId().isEmpty()
        && !turn.stream.heardAt().plus(GAP_MAX).isBefore(turn.now());
  }

  /// Nobody says that a stream will not open.
  void late() {
    if (turn.stream.phase() != Talk.Stream.Phase.ASKED) return;
    turn.failed("the bridge does not open its stream of events");
    turn.effects.add(new Effect.Close("its stream of events does not open"));
  }

  void opened() {
    boolean isWhole = isResumable() && turn.pace.failures() == 0;
    turn.stream = turn.stream.in(Talk.Stream.Phase.OPEN, turn.now());
    if (isWhole) new Probing(turn).ask();
    else new Fetching(turn).begin();
  }

  void ended(Message.Failed failed) {
    Talk.Stream was = turn.stream;
    boolean lived = was.isOpen() && !was.since().plus(STEADY).isAfter(turn.now());
    int tries = lived ? 1 : was.tries() + 1;
    turn.stream = was.in(Talk.Stream.Phase.DOWN, turn.now()).tried(tries);
    if (failed.why() != Why.BROKEN) turn.failed(HueDriver.sentence(failed));
    if (turn.key.isEmpty()) return;
    long wait = Math.min(AGAIN.toMillis() * tries, AGAIN_MAX.toMillis());
    turn.wake(NAME, Duration.ofMillis(wait + (long) (turn.chance() * wait / 4)));
    // Why a stream is refused, only an ordinary answer tells.
    boolean isRefused = !was.isOpen() && failed.why() == Why.BROKEN;
    if (turn.house().isEmpty() || isRefused) new Fetching(turn).begin();
    // An older stream that we gave up is still there.
    if (failed.why() == Why.FORBIDDEN) turn.effects.add(new Effect.Close(failed.reason()));
  }

  void event(Message.ServerSentEvent event) {
    if (!turn.stream.isOpen()) return;
    boolean isCatchingUp = turn.now().isBefore(turn.stream.since().plus(CATCHING_UP));
    Optional<Long> sentAt = seconds(event.id());
    boolean isLate = isCatchingUp && isOld(sentAt);
    Optional<Long> lag =
        isCatchingUp && turn.stream.lag().isPresent()
            ? turn.stream.lag()
            : sentAt.map(at -> turn.now().getEpochSecond() - at);
    String id = event.id().length() <= ID_LENGTH_MAX && isPlain(event.id()) ? event.id() : "";
    turn.stream =
        new Talk.Stream(
            turn.stream.phase(), turn.stream.since(), turn.stream.tries(), id, turn.now(), lag);
    if (turn.fetch.running()) hold(event.data());
    take(event.data(), !isLate, isLate);
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /// The id of an event begins with the second in which the bridge sent it.
  private static Optional<Long> seconds(String id) {
    int colon = id.indexOf(':');
    OptionalDouble number = Payload.number(colon < 0 ? id : id.substring(0, colon));
    return number.isPresent() ? Optional.of((long) number.getAsDouble()) : Optional.empty();
  }

  private boolean isOld(Optional<Long> sentAt) {
    if (sentAt.isEmpty() || turn.stream.lag().isEmpty()) return false;
    long age = turn.now().getEpochSecond() - sentAt.get() - turn.stream.lag().get();
    return age > PRESS_AGE_MAX.toSeconds();
  }

  private void hold(String data) {
    Talk.Fetch fetch = turn.fetch;
    int length = fetch.held().stream().mapToInt(String::length).sum() + data.length();
    boolean isFull = fetch.held().size() >= HELD_MAX || length > HELD_LENGTH_MAX;
    List<String> held = new ArrayList<>(fetch.held());
    if (!isFull) held.add(data);
    turn.fetch = fetch.holding(held, isFull);
  }

  /// Takes the changes of one event.
  ///
  /// @param happening whether what is momentary happens now: it never does a second time
  /// @param isLate whether it happened too long ago
  void take(String data, boolean happening, boolean isLate) {
    Optional<List<Clip.Envelope>> envelopes = Clip.envelopes(data);
    if (envelopes.isEmpty()) {
      turn.dropped("an event of " + data.length() + " characters that is no list");
      doubt();
      return;
    }
    int count = 0;
    for (Clip.Envelope envelope : envelopes.get()) {
      count += envelope.data().size();
      if (count > EVENTS_MAX) {
        turn.dropped("the rest of an event with more than " + EVENTS_MAX + " changes");
        doubt();
        return;
      }
      take(envelope, happening, isLate);
    }
  }

  private void take(Clip.Envelope envelope, boolean happening, boolean isLate) {
    switch (envelope.type()) {
      case "update" -> {
        for (Payload change : envelope.data())
          Resource.read(change).ifPresent(told -> update(told, happening, isLate));
      }
      case "add" -> {
        if (envelope.data().stream().anyMatch(one -> Resource.read(one).isPresent())) doubt();
      }
      case "delete" -> {
        boolean isOurs =
            envelope.data().stream()
                .anyMatch(one -> turn.house().get(one.at("id").textOr("")).isPresent());
        if (isOurs) doubt();
      }
      case "error" -> turn.dropped("the bridge tells an error in its stream of events");
      default -> turn.dropped("an event of an unknown type");
    }
  }

  private void update(Resource told, boolean happening, boolean isLate) {
    Resource before = turn.house().get(told.type(), told.id()).orElse(null);
    if (before == null) {
      if (!turn.house().isEmpty()) doubt();
      return;
    }
    Resource now = before.merged(told);
    turn.house(turn.house().with(List.of(now)));
    var hearing = new Hearing(turn);
    if (Hearing.isNewPress(before, told)) {
      if (happening) hearing.press(now);
      else if (isLate) turn.dropped("a press that came too late to be acted on");
    }
    hearing.state(now, told);
    if (told.type().equals("zigbee_connectivity")) reached(before, now);
    boolean isRenamed = told.has("metadata.name") || !told.services().isEmpty();
    if (isRenamed) doubt();
  }

  /// What was reported of a lamp out of reach was stale; now it holds again.
  private void reached(Resource before, Resource now) {
    if (before.text("status").equals(now.text("status"))) return;
    turn.house()
        .get("device", now.owner())
        .filter(device -> turn.house().unreachable(device.id()).isEmpty())
        .ifPresent(device -> {
          var hearing = new Hearing(turn);
          for (Resource light : turn.house().services(device, "light")) hearing.state(light, light);
        });
  }

  /// Something is there that was not, or the other way round: everything is asked for, soon.
  private void doubt() {
    new Fetching(turn).doubt();
  }
}
