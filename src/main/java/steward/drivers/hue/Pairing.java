package steward.drivers.hue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import steward.driver.Effect;
import steward.driver.Payload;
import steward.thing.Message;
import steward.thing.Status;
import steward.value.Bytes;
import steward.value.Text;

/// Asks a bridge for a key while a person goes to press its round button. Confined to one step.
///
/// Whoever asks in the half minute after the press gets a key with all rights, so we ask only for a
/// while: after the bridge was accepted, and when a person says so.
record Pairing(Turn turn) {
  static final String NAME = "pair";
  static final Duration EVERY = Duration.ofSeconds(2);
  static final Duration AT_FIRST = Duration.ofMinutes(5);
  static final Duration WHEN_ASKED = Duration.ofMinutes(2);

  private static final int BUTTON_NOT_PRESSED = 101;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{8,128}");
  private static final String HOW =
      "wake it here, then press the round button on the bridge within two minutes";

  /// What a key looks like; anything else must not stand in a header.
  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  static Talk.Pairing silent(Talk.Pairing was) {
    return new Talk.Pairing(was.began(), false, was.until(), Optional.empty());
  }

  /// The first time, asks for a while; later a person begins it.
  void begin() {
    if (!turn.pairing.began()) {
      open(AT_FIRST, Optional.empty());
    } else if (turn.now().isBefore(turn.pairing.until())) {
      ask();
    } else {
      waits();
    }
  }

  private void open(Duration window, Optional<Long> waking) {
    Instant until = turn.now().plus(window);
    boolean isAsking = turn.pairing.asking();
    turn.pairing = new Talk.Pairing(true, isAsking, until, waking);
    turn.health =
        new Talk.Health(
            Status.State.WAITING,
            "press the round button on the bridge within "
                + window.toMinutes()
                + " minutes: only then it gives a key");
    if (!isAsking) ask();
  }

  private void waits() {
    if (turn.health.state() == Status.State.ERROR) return; // that says more
    turn.health = new Talk.Health(Status.State.WAITING, "it is not paired: " + HOW);
  }

  /// A person is on the way to the button.
  void wanted(long command) {
    if (!turn.key.isEmpty()) {
      turn.answered(command, false, "it is paired already");
      return;
    }
    if (turn.pairing.asking()) turn.effects.add(new Effect.Waits(command));
    open(WHEN_ASKED, Optional.of(command));
  }

  void ask() {
    if (!turn.key.isEmpty() || turn.pairing.asking()) return;
    if (!turn.now().isBefore(turn.pairing.until())) {
      waits();
      return;
    }
    turn.pairing.waking().ifPresent(command -> turn.effects.add(new Effect.Goes(command)));
    turn.pairing = new Talk.Pairing(true, true, turn.pairing.until(), Optional.empty());
    turn.send(
        new Message.HttpRequest(
            NAME,
            turn.site.port(),
            "POST",
            "/api",
            Map.of("content-type", "application/json"),
            Bytes.utf8("{\"devicetype\":\"steward#house\"}"),
            Duration.ofSeconds(5)));
  }

  /// The old interface answers 200 whatever happened, with a list of `success` and `error`.
  void answered(Message.HttpResponse answer) {
    turn.pairing = answeredNow();
    Payload first = Payload.json(answer.body()).orElse(Payload.MISSING).at(0);
    String key = first.at("success").at("username").textOr("");
    if (isKey(key)) {
      turn.key = key;
      turn.health = new Talk.Health(Status.State.WAITING, "paired; it is asked for its things");
      turn.effects.add(new Effect.Keep("key", Bytes.utf8(key)));
      new Streaming(turn).subscribe();
      turn.wake(Probing.TICK, turn.pace.wait(turn.moment.random()));
      return;
    }
    int error = first.at("error").at("type").wholeOr(0);
    if (error != BUTTON_NOT_PRESSED && !HueDriver.isBusy(answer.status())) {
      String said = Text.clean(first.at("error").at("description").textOr("no key and no reason"));
      turn.dropped("asked for a key, the bridge says: " + said);
    }
    turn.wake(NAME, EVERY);
  }

  private Talk.Pairing answeredNow() {
    return new Talk.Pairing(true, false, turn.pairing.until(), turn.pairing.waking());
  }

  void failed(Message.Failed failed) {
    turn.pairing = answeredNow();
    turn.failed(HueDriver.sentence(failed));
    turn.wake(NAME, EVERY);
  }

  /// The bridge does not know our key. Nothing more is asked with it: only a person can help.
  void refused(String what) {
    turn.key = "";
    turn.pairing = new Talk.Pairing(true, false, turn.now(), Optional.empty());
    turn.stream = turn.stream.in(Talk.Stream.Phase.DOWN, turn.now());
    turn.fetch = turn.fetch.ended(0);
    turn.health =
        new Talk.Health(
            Status.State.ERROR,
            "the bridge does not take our key any more, so it must be paired anew: " + HOW);
    new Writing(turn).refuse("the bridge does not take our key any more: it must be paired anew");
    turn.dropped("the bridge answers 403 to " + what);
    turn.effects.add(new Effect.Close("the bridge does not take our key"));
  }
}
