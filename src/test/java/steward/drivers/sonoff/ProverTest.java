package steward.drivers.sonoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Moment;
import steward.driver.Payload;
import steward.driver.Step;
import steward.drivers.Talk;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Thing;
import steward.value.Bytes;

class ProverTest {
  private static final String KEY = "0d1f2e3c-4b5a-4678-9a0b-c1d2e3f4a5b6";
  private static final Kept KEPT = Kept.NOTHING.with("device-key", Bytes.utf8(KEY));
  private static final List<Thing> THINGS =
      Talk.accepted(
          new SonoffFamily()
              .byHand(
                  Binding.of("sonoff", "host", "192.0.2.7", "id", "1000a0b0c0", "mode", "lan")));

  /// Whether the one that takes what it takes, and refuses all else, is believed.
  private static boolean isBelieved(Predicate<Message.HttpRequest> takes, Random random) {
    Driver<?> prover = new SonoffFamily().prover(THINGS, KEPT).orElseThrow();
    return isBelieved(prover, takes, random);
  }

  private static <S> boolean isBelieved(
      Driver<S> prover, Predicate<Message.HttpRequest> takes, Random random) {
    Step<S> step = prover.on(prover.start(), new Input.Opened(moment(prover, random)));
    for (int i = 0; i < 100; i++) {
      for (Effect effect : step.effects()) {
        if (effect instanceof Effect.Proved) return true;
        if (effect instanceof Effect.Close) return false;
      }
      var asked = (Message.HttpRequest) ((Effect.Send) step.effects().getFirst()).message();
      assertThat(asked.body().text()).doesNotContain(KEY);
      String body = "{\"error\":" + (takes.test(asked) ? 0 : 400) + "}";
      var answer = new Message.HttpResponse(asked.name(), 200, Map.of(), Bytes.utf8(body));
      step = prover.on(step.state(), new Input.Came(answer, moment(prover, random)));
    }
    throw new AssertionError("it never ends");
  }

  private static Moment moment(Driver<?> prover, Random random) {
    var bytes = new byte[prover.randomBytes()];
    random.nextBytes(bytes);
    return new Moment(Instant.EPOCH, Bytes.wrap(bytes));
  }

  private static boolean opens(Message.HttpRequest asked) {
    Payload body = Payload.json(asked.body()).orElseThrow();
    return LanCipher.of(KEY)
        .decrypted(body.at("iv").textOr(""), body.at("data").textOr(""))
        .flatMap(Documents::object)
        .isPresent();
  }

  @Test
  void the_device_with_the_key_is_believed() {
    var random = new Random(1);
    for (int i = 0; i < 50; i++) assertThat(isBelieved(ProverTest::opens, random)).isTrue();
  }

  @Test
  void who_takes_or_refuses_everything_is_not() {
    var random = new Random(2);
    for (int i = 0; i < 200; i++) {
      assertThat(isBelieved(_ -> true, random)).isFalse();
      assertThat(isBelieved(_ -> false, random)).isFalse();
    }
  }

  @Test
  void who_guesses_is_hardly_ever_believed() {
    var random = new Random(3);
    int believed = 0;
    for (int i = 0; i < 2000; i++) if (isBelieved(_ -> random.nextBoolean(), random)) believed++;
    assertThat(believed).isLessThan(5);
  }

  @Test
  void without_a_key_there_is_no_proof() {
    assertThat(new SonoffFamily().prover(THINGS, Kept.NOTHING)).isEmpty();
  }
}
