package steward.drivers.hue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Pace;
import steward.driver.Step;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.thing.Status;

/// Talks with one bridge: pairs with it, asks for everything once, follows its events, and writes
/// what is wanted at the pace that it bears. Pure; its state is a [Talk].
final class HueDriver implements Driver<Talk> {
  /// How often a bridge is asked a cheap question: an event stream that died looks like a quiet
  /// house.
  static final Pace.Rhythm RHYTHM =
      new Pace.Rhythm(Duration.ofSeconds(60), Duration.ofSeconds(4), 0, Duration.ofMinutes(2));

  /// The parts of a bridge are accepted one after the other, and each makes the link anew.
  static final Duration SETTLE = Duration.ofMillis(400);

  static final String BEGIN = "begin";

  private final Site site;
  private final String key;

  HueDriver(Site site, String key) {
    this.site = site;
    this.key = Pairing.isKey(key) ? key : "";
  }

  @Override
  public int randomBytes() {
    return 4;
  }

  @Override
  public Talk start() {
    return new Talk(
        key,
        Talk.Pairing.NONE,
        Talk.Stream.NONE,
        Talk.Fetch.NONE,
        House.EMPTY,
        Outbox.EMPTY,
        List.of(),
        Pace.of(RHYTHM),
        Talk.Health.UNKNOWN,
        0,
        0,
        Map.of());
  }

  @Override
  public Step<Talk> on(Talk talk, Input input) {
    Moment moment = input.moment();
    var turn = new Turn(site, talk, moment);
    switch (input) {
      case Input.Opened _ -> opened(turn);
      case Input.Lost(String reason, _) -> lost(turn, reason);
      case Input.Due(String name, _) -> due(turn, name);
      case Input.Wanted wanted -> new Writing(turn).wanted(wanted);
      case Input.Withdrawn(long command, _) -> {
        new Writing(turn).withdrawn(command);
        turn.pairing = turn.pairing.without(command);
      }
      case Input.Came(Message message, _) -> came(turn, message);
    }
    return turn.step();
  }

  private static void opened(Turn turn) {
    forget(turn, "the connection to the bridge was made anew");
    turn.forgetStanding();
    turn.wake(BEGIN, SETTLE.plusMillis((long) (turn.chance() * SETTLE.toMillis())));
  }

  /// What was asked over an older connection is not answered any more.
  private static void forget(Turn turn, String why) {
    turn.stream = turn.stream.in(Talk.Stream.Phase.DOWN, turn.now());
    turn.fetch = turn.fetch.ended(0);
    turn.pairing = Pairing.silent(turn.pairing);
    new Writing(turn).giveUp(why);
  }

  private static void lost(Turn turn, String reason) {
    forget(turn, "the bridge cannot be reached: " + reason);
    turn.forgetStanding();
  }

  private static void begin(Turn turn) {
    if (turn.key.isEmpty()) {
      new Pairing(turn).begin();
      return;
    }
    new Streaming(turn).subscribe();
    turn.wake(Probing.TICK, turn.pace.wait(turn.moment.random()));
  }

  private static void due(Turn turn, String name) {
    switch (name) {
      case BEGIN -> begin(turn);
      case Pairing.NAME -> new Pairing(turn).ask();
      case Streaming.NAME -> new Streaming(turn).subscribe();
      case Streaming.LATE -> new Streaming(turn).late();
      case Fetching.NAME -> new Fetching(turn).begin();
      case Probing.TICK -> new Probing(turn).tick();
      case Probing.DOUBT -> new Probing(turn).doubt();
      case Writing.FLUSH -> new Writing(turn).flush();
      case Writing.CHECK -> new Writing(turn).check();
      default -> {}
    }
  }

  private static void came(Turn turn, Message message) {
    switch (message) {
      case Message.HttpResponse answer -> answered(turn, answer);
      case Message.Failed failed -> failed(turn, failed);
      case Message.Opened(String name) -> {
        if (name.equals(Streaming.NAME)) new Streaming(turn).opened();
      }
      case Message.ServerSentEvent event -> new Streaming(turn).event(event);
      case Message.Publish _,
          Message.HttpRequest _,
          Message.Datagram _,
          Message.TcpFrame _,
          Message.Dial _,
          Message.Subscribe _,
          Message.WebSocketText _,
          Message.Service _,
          Message.Seen _,
          Message.WebhookCall _ ->
          turn.dropped("a bridge sends no such message");
    }
  }

  private static void answered(Turn turn, Message.HttpResponse answer) {
    String name = answer.name();
    if (name.equals(Pairing.NAME)) new Pairing(turn).answered(answer);
    else if (turn.key.isEmpty()) turn.dropped("an answer of " + name + " before the pairing");
    else if (answer.status() == 403) new Pairing(turn).refused(name);
    else if (name.startsWith(Fetching.NAME)) new Fetching(turn).answered(answer);
    else if (name.startsWith(Probing.NAME)) new Probing(turn).answered(answer);
    else if (name.startsWith(Writing.PUT)) new Writing(turn).answered(answer);
    else if (name.startsWith(Writing.CHECK)) new Writing(turn).checked(answer);
  }

  private static void failed(Turn turn, Message.Failed failed) {
    if (failed.why() == Why.UNTRUSTED) untrusted(turn, failed.reason());
    String name = failed.name();
    if (name.equals(Pairing.NAME)) new Pairing(turn).failed(failed);
    else if (name.equals(Streaming.NAME)) new Streaming(turn).ended(failed);
    else if (name.startsWith(Fetching.NAME)) new Fetching(turn).failed(failed);
    else if (name.startsWith(Probing.NAME)) turn.failed(sentence(failed));
    else if (name.startsWith(Writing.PUT)) new Writing(turn).failed(failed);
  }

  private static void untrusted(Turn turn, String reason) {
    turn.health =
        new Talk.Health(
            Status.State.ERROR,
            "it is not believed to be the bridge: "
                + reason
                + ". After a reset or a change of the bridge, forget its certificate.");
  }

  static String sentence(Message.Failed failed) {
    return "the bridge does not answer: " + failed.reason();
  }

  /// Whether the bridge is too busy, or only starting.
  static boolean isBusy(int status) {
    return status == 429 || status >= 500;
  }

  static Effect.Unsent unsent(long command, String why) {
    return new Effect.Unsent(command, why);
  }
}
