package steward.drivers.kasa;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Payload;
import steward.driver.Step;
import steward.thing.Message;
import steward.value.Bytes;

/// Finds out whether the device at an address is the one that we know: it must show that it knows
/// the person's own account, and then, in the session that only such a device can open, be asked
/// for its MAC address. The published accounts prove nothing.
///
/// Nothing secret is revealed: our proof goes out only after the device has shown the same secret.
final class Prover implements Driver<Prover.Talk> {
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final Device device;
  private final List<Account> own;

  /// @param smart which dialect is tried
  record Talk(Bytes local, Optional<Session> session, boolean smart, boolean again) {}

  Prover(Device device, List<Account> own) {
    this.device = device;
    this.own = List.copyOf(own);
  }

  @Override
  public Talk start() {
    return new Talk(Bytes.EMPTY, Optional.empty(), device.reach().smart(), false);
  }

  @Override
  public int randomBytes() {
    return 32;
  }

  @Override
  public Step<Talk> on(Talk talk, Input input) {
    return switch (input) {
      case Input.Opened(var moment) -> {
        Bytes seed = Digests.slice(moment.random(), 0, Greeting.SEED);
        var next = new Talk(seed, Optional.empty(), talk.smart(), false);
        yield Step.of(next, send(Sender.GREET, "/app/handshake1", "", seed));
      }
      case Input.Came(Message.HttpResponse answer, var moment) ->
          answered(talk, answer, moment.at());
      case Input.Came(Message.Failed failed, _) -> close(talk, failed.reason());
      case Input.Came _, Input.Lost _, Input.Due _, Input.Wanted _, Input.Withdrawn _ ->
          Step.of(talk);
    };
  }

  private Effect send(String name, String path, String cookie, Bytes body) {
    Map<String, String> headers =
        cookie.isEmpty() ? Map.of() : Map.of("cookie", "TP_SESSIONID=" + cookie);
    int port = device.reach().httpPort();
    return new Effect.Send(
        new Message.HttpRequest(name, port, "POST", path, headers, body, WITHIN));
  }

  private static Step<Talk> close(Talk talk, String reason) {
    return Step.of(talk, new Effect.Close(reason));
  }

  private Step<Talk> answered(Talk talk, Message.HttpResponse answer, Instant now) {
    if (answer.status() != 200)
      return close(talk, "it answered with HTTP status " + answer.status());
    return switch (answer.name()) {
      case Sender.GREET -> greeted(talk, answer, now);
      case Sender.PROVE -> ask(talk, now);
      case Sender.REQUEST -> told(talk, answer.body(), now);
      default -> Step.of(talk);
    };
  }

  private Step<Talk> greeted(Talk talk, Message.HttpResponse answer, Instant now) {
    Optional<Greeting> found = Greeting.of(talk.local(), answer.body(), own);
    if (found.isEmpty()) return close(talk, "it does not know the account that you entered");
    Session session = Session.of(found.get(), answer.headers(), now);
    var next = new Talk(talk.local(), Optional.of(session), talk.smart(), false);
    return Step.of(
        next, send(Sender.PROVE, "/app/handshake2", session.cookie(), found.get().proof()));
  }

  private Dialect dialect(Talk talk, Instant now) {
    return talk.smart() ? new Smart(now.toEpochMilli(), device.terminal()) : new Iot(false);
  }

  private Step<Talk> ask(Talk talk, Instant now) {
    if (talk.session().isEmpty()) return close(talk, "it answered out of turn");
    Session session = talk.session().get().next();
    Bytes text = Bytes.utf8(dialect(talk, now).look(Optional.empty()));
    String path = "/app/request?seq=" + session.number();
    return Step.of(
        new Talk(talk.local(), Optional.of(session), talk.smart(), talk.again()),
        send(Sender.REQUEST, path, session.cookie(), session.seal(text)));
  }

  private Step<Talk> told(Talk talk, Bytes body, Instant now) {
    Optional<Payload> answer =
        talk.session().flatMap(session -> session.open(body)).flatMap(Payload::json);
    if (answer.isEmpty())
      return close(talk, "its answer was not made with the keys of the session");
    Optional<Profile> profile = dialect(talk, now).profile(answer.get());
    if (profile.isEmpty() && !talk.again()) {
      return ask(new Talk(talk.local(), talk.session(), !talk.smart(), true), now);
    }
    boolean same = profile.filter(p -> p.udn().equals(device.udn())).isPresent();
    return same
        ? Step.of(talk, new Effect.Proved("its account's secret, and its MAC address"))
        : close(talk, "it is another device of the same account");
  }
}
