package steward.drivers.kasa;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Effect;
import steward.thing.Message;
import steward.value.Bytes;

/// Brings a question to the device and its answer back: by the old cipher, or in a KLAP session
/// that it opens first, and opens again once where the device has forgotten it. Confined to one
/// step.
final class Sender {
  static final String GREET = "handshake1";
  static final String PROVE = "handshake2";
  static final String REQUEST = "request";
  private static final String OPEN_UP =
      "switch on “third-party compatibility” in the vendor's app (off and on again where it is on)";
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final Turn turn;
  private final Reach reach;

  Sender(Turn turn, Reach reach) {
    this.turn = turn;
    this.reach = reach;
  }

  void send(String text) {
    if (!turn.wire.klap()) {
      turn.goes();
      out(new Message.TcpFrame(reach.port(), Xor.encrypt(text)));
      turn.wire = turn.wire.asked(turn.now());
    } else if (turn.wire.session().filter(s -> !s.isOver(turn.now())).isPresent()) {
      turn.goes();
      Session session = turn.wire.session().get().next();
      String path = "/app/request?seq=" + session.number();
      out(post(REQUEST, path, session.cookie(), session.seal(Bytes.utf8(text))));
      turn.wire = turn.wire.asked(session, turn.now());
    } else {
      Bytes seed = turn.seed();
      out(post(GREET, "/app/handshake1", "", seed));
      turn.wire = turn.wire.greeted(seed, turn.now());
    }
  }

  private void out(Message message) {
    turn.add(new Effect.Send(message));
    turn.wake(Turn.LATE, Turn.PATIENCE);
  }

  private Message.HttpRequest post(String name, String path, String cookie, Bytes body) {
    Map<String, String> headers =
        cookie.isEmpty()
            ? Map.of("content-type", "application/octet-stream")
            : Map.of(
                "content-type", "application/octet-stream", "cookie", "TP_SESSIONID=" + cookie);
    return new Message.HttpRequest(name, reach.httpPort(), "POST", path, headers, body, WITHIN);
  }

  void frame(Bytes body) {
    if (turn.wire.klap() || turn.wire.phase() != Wire.Phase.ASKED) return;
    turn.heard(Xor.decrypt(body));
  }

  void answer(Message.HttpResponse answer, List<Account> accounts) {
    if (!turn.wire.klap() || !isAwaited(answer.name())) return;
    switch (answer.name()) {
      case GREET -> greeted(answer, accounts);
      case PROVE -> proved(answer);
      case REQUEST -> answered(answer);
      default -> {}
    }
  }

  private boolean isAwaited(String name) {
    return switch (turn.wire.phase()) {
      case FREE -> false;
      case GREETED -> name.equals(GREET);
      case PROVING -> name.equals(PROVE);
      case ASKED -> turn.wire.klap() ? name.equals(REQUEST) : name.equals(tcp());
    };
  }

  private String tcp() {
    return "tcp:" + reach.port();
  }

  private void greeted(Message.HttpResponse answer, List<Account> accounts) {
    Bytes body = answer.body();
    if (answer.status() != 200 || !Greeting.isAnswer(body)) {
      switch (reach.manner()) {
        case AES, TPAP -> turn.shut("its firmware wants a login that is not supported; " + OPEN_UP);
        case XOR, KLAP -> {
          if (answer.status() == 403) turn.shut("it refuses local control: " + OPEN_UP);
          else give("its handshake ended with HTTP status " + answer.status());
        }
      }
      return;
    }
    Optional<Greeting> found = Greeting.of(turn.wire.local(), body, accounts);
    if (found.isEmpty()) {
      turn.shut(new Device(turn.things(), reach, accounts).wrongAccount());
      return;
    }
    Session session = Session.of(found.get(), answer.headers(), turn.now());
    out(post(PROVE, "/app/handshake2", session.cookie(), found.get().proof()));
    turn.wire = turn.wire.proving(found.get(), session, turn.now());
  }

  private void proved(Message.HttpResponse answer) {
    if (answer.status() != 200) {
      turn.shut("it knows the account, and yet refused us with HTTP status " + answer.status());
      return;
    }
    String cookie = Session.cookie(answer.headers());
    if (!cookie.isEmpty()) {
      turn.wire.session().ifPresent(s -> turn.wire = turn.wire.withSession(s.withCookie(cookie)));
    }
    turn.begin();
  }

  private void answered(Message.HttpResponse answer) {
    Optional<Session> session = turn.wire.session();
    if (answer.status() == 200 && session.isPresent()) {
      Optional<Bytes> text = session.get().open(answer.body());
      if (text.isPresent()) {
        turn.wire = turn.wire.answered();
        if (turn.wire.habit().fresh()) turn.wire = turn.wire.without();
        turn.heard(text.get());
      } else {
        turn.wire = turn.wire.without();
        if (!again()) turn.fail("its answer was not made with the keys of the session");
      }
    } else if (answer.status() == 403 || answer.status() == 401) {
      if (!sessionOver()) {
        turn.fail("it ends each session at once; another program may be signed in to it");
      }
    } else {
      turn.wire = turn.wire.without();
      turn.fail("it answered with HTTP status " + answer.status());
    }
  }

  /// The device has forgotten the session: once, another is made and the question repeated.
  boolean sessionOver() {
    turn.wire = turn.wire.ended();
    return again();
  }

  private boolean again() {
    if (turn.wire.again()) return false;
    turn.wire = turn.wire.repeating();
    turn.begin();
    return true;
  }

  /// What came was no answer.
  void garbled(String reason) {
    turn.fail(reason);
  }

  void failed(Message.Failed failed) {
    if (isAwaited(failed.name())) failed(failed.why(), failed.reason());
  }

  void failed(Message.Failed.Why why, String reason) {
    switch (why) {
      case BROKEN -> broken(reason);
      case UNREACHABLE, LATE -> {
        if (!turn.wire.klap() && isFree(why)) tryKlap();
        else give(reason);
      }
      case UNTRUSTED, FORBIDDEN -> turn.shut(reason);
    }
  }

  private void broken(String reason) {
    boolean inSession = turn.wire.klap() && turn.wire.phase() == Wire.Phase.ASKED;
    if (inSession ? sessionOver() : again()) return;
    give(reason);
  }

  /// A command may have arrived where the answer is only late; then it is not repeated elsewhere.
  private boolean isFree(Message.Failed.Why why) {
    return why == Message.Failed.Why.UNREACHABLE || !turn.wire.again() && !turn.isDoing();
  }

  /// Where the old port is shut, the firmware may have been updated.
  private void tryKlap() {
    turn.wire = turn.wire.by(true);
    turn.begin();
  }

  private void give(String reason) {
    boolean guessed = reach.manner() == Reach.Manner.XOR && turn.wire.greeting().isEmpty();
    if (guessed && turn.wire.klap()) {
      turn.wire = turn.wire.by(false);
      turn.fail("it does not answer, neither on port " + reach.port() + " nor by KLAP: " + reason);
    } else {
      turn.fail(reason);
    }
  }
}
