package steward.drivers.nest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.drivers.CloudStage;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message;
import steward.value.Amount;
import steward.value.Bytes;

/// Answers and events that are cut, changed, swollen or made up: nothing is thrown, nothing grows,
/// and a command is never said to be taken by an answer that does not say so.
class HostileGoogleTest {
  private static final int ROUNDS = 1_000;
  private static final String[] PIECES = {
    "null",
    "-1",
    "1e400",
    "\"\"",
    "{}",
    "[",
    "\\u0000",
    "9999999999999999999",
    "true",
    "{\"a\":".repeat(40),
    "\u202e",
    "NaN",
    "%%%",
    "/../x",
    "\"OFFLINE\""
  };

  private final Nest nest = Nest.withEvents();
  private final Random random = new Random(77);

  private Bytes mutated(Bytes body) {
    var text = new StringBuilder(body.text());
    for (int n = random.nextInt(4); n > 0 && !text.isEmpty(); n--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setLength(at);
        case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        default -> text.deleteCharAt(at);
      }
    }
    return Bytes.utf8(text.toString());
  }

  private Message twisted(Message.HttpRequest request) {
    nest.events.add(Nest.event("ack" + random.nextInt(9), "2026-11-21T18:00:00Z", Nest.goal(21)));
    if (nest.events.size() > 5) nest.events.clear();
    Message plain = nest.answer(request);
    if (!(plain instanceof Message.HttpResponse answer)) return plain;
    int[] statuses = {200, 200, 200, 200, 400, 401, 403, 404, 429, 500, 503};
    int status = request.path().equals("/token") ? 200 : statuses[random.nextInt(11)];
    return new Message.HttpResponse(request.name(), status, Map.of(), mutated(answer.body()));
  }

  @Test
  void nothing_that_google_says_breaks_the_conversation() {
    CloudStage stage = nest.accepted();
    var fine = new boolean[1];
    stage.cloud(request -> {
      Message answer = twisted(request);
      if (request.path().contains("execute") && answer instanceof Message.HttpResponse said)
        fine[0] |= said.status() == 200;
      return answer;
    });
    for (int i = 0; i < ROUNDS; i++) {
      stage.forget();
      fine[0] = false;
      if (i % 3 == 0) stage.wants(1, new Action.Put(ActionKind.HEAT, Amount.celsius(18 + i % 5)));
      stage.pass(Duration.ofSeconds(20));
      if (stage.all(Effect.Answered.class).stream().anyMatch(Effect.Answered::accepted))
        assertThat(fine[0]).as("round %d", i).isTrue();
      assertThat(stage.effects).as("round %d", i).hasSizeLessThan(900);
    }
    assertThat(stage.talk.state().toString().length()).isLessThan(400_000);
  }
}
