package steward.drivers.sonoff;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Moment;
import steward.driver.Payload;
import steward.driver.Step;
import steward.thing.Message;
import steward.thing.Thing;

/// Finds out whether the device at a new address has the device key of LAN mode, without sending
/// it. Immutable.
///
/// That an announcement can be decrypted proves nothing: everybody on the network has heard earlier
/// ones and can repeat them. So the device is asked [#ROUNDS] harmless questions, of which chance
/// encrypts some with its key and some with a random one: whoever lacks the key cannot tell them
/// apart, and must take and refuse exactly the right ones. Guessing succeeds once in 4096. It does
/// not tell the device from somebody who passes everything on to it, and a device that treats both
/// kinds alike proves nothing; then a person decides.
final class Prover implements Driver<Prover.Round> {
  static final int ROUNDS = 12;

  /// A guesser may send always the same answer: at least so many of each kind are asked.
  private static final int EACH_MIN = 3;

  private static final String NEXT = "next";

  private final Binds binds;
  private final LanCipher cipher;

  /// Where it stands.
  ///
  /// @param genuine which rounds are encrypted with the key, a bit each; chosen at the first
  record Round(int number, int genuine, int resets) {}

  private Prover(Binds binds, LanCipher cipher) {
    this.binds = binds;
    this.cipher = cipher;
  }

  static Optional<Driver<?>> of(List<Thing> device, Kept kept) {
    String key = kept.text(Binds.KEY).strip();
    if (key.isEmpty()) return Optional.empty();
    return Optional.of(new Prover(Binds.of(device.getFirst().binding()), LanCipher.of(key)));
  }

  @Override
  public Round start() {
    return new Round(0, 0, 0);
  }

  /// Two to choose by, sixteen for a wrong key, sixteen to encrypt with.
  @Override
  public int randomBytes() {
    return 2 + 16 + LanCipher.IV_LENGTH;
  }

  @Override
  public Step<Round> on(Round round, Input input) {
    return switch (input) {
      case Input.Opened(Moment moment) -> {
        var chosen = new Round(0, choice(moment), 0);
        yield ask(chosen, moment);
      }
      case Input.Due(_, Moment moment) -> ask(round, moment);
      case Input.Came(Message.HttpResponse answer, Moment moment) ->
          answered(round, answer, moment);
      case Input.Came(Message.Failed failed, _) -> failed(round, failed);
      case Input.Came _, Input.Lost _, Input.Wanted _, Input.Withdrawn _ -> Step.of(round);
    };
  }

  private static int choice(Moment moment) {
    int bits = (moment.random().at(0) & 0xff) << 8 | moment.random().at(1) & 0xff;
    int genuine = bits & (1 << ROUNDS) - 1;
    // Too few of one kind are filled up from the front.
    for (int i = 0; Integer.bitCount(genuine) < EACH_MIN; i++) genuine |= 1 << i;
    for (int i = 0; ROUNDS - Integer.bitCount(genuine) < EACH_MIN; i++) genuine &= ~(1 << i);
    return genuine;
  }

  private boolean isGenuine(Round round) {
    return (round.genuine() >> round.number() & 1) == 1;
  }

  private Step<Round> ask(Round round, Moment moment) {
    LanCipher with =
        isGenuine(round)
            ? cipher
            : LanCipher.of(java.util.HexFormat.of().formatHex(moment.random().toArray(), 2, 18));
    // It starts to report fast for a moment: nothing that anybody would notice.
    String body = Requests.sealed(binds.id(), with, "{\"uiActive\":1}", moment);
    return Step.of(
        round,
        new Effect.Send(Requests.post("proof:" + round.number(), binds.port(), "uiActive", body)));
  }

  private Step<Round> answered(Round round, Message.HttpResponse answer, Moment moment) {
    if (!answer.name().equals("proof:" + round.number())) return Step.of(round);
    int error =
        answer.status() != 200
            ? answer.status()
            : Documents.object(answer.body())
                .map((Payload json) -> json.at("error").wholeOr(-1))
                .orElse(-1);
    if (error == 0 != isGenuine(round))
      return Step.of(round, new Effect.Close("it does not tell what its key opens from what not"));
    var next = new Round(round.number() + 1, round.genuine(), 0);
    if (next.number() == ROUNDS) {
      return Step.of(
          next,
          new Effect.Proved(
              "telling, "
                  + ROUNDS
                  + " times, what was encrypted with its device key from what was"
                  + " not"));
    }
    return ask(next, moment);
  }

  private Step<Round> failed(Round round, Message.Failed failed) {
    boolean again =
        failed.why() == Message.Failed.Why.BROKEN && round.resets() < SonoffDriver.RESETS_MAX;
    if (!again) return Step.of(round, new Effect.Close("it did not answer: " + failed.reason()));
    var next = new Round(round.number(), round.genuine(), round.resets() + 1);
    return Step.of(next, new Effect.Wake(NEXT, Duration.ofMillis(100)));
  }
}
