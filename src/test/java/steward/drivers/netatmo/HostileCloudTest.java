package steward.drivers.netatmo;

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

/// Answers that are cut, changed, swollen or made up: nothing is thrown, nothing grows, no secret
/// is lost, and a command is never said to be taken by an answer that does not say so.
class HostileCloudTest {
  private static final int ROUNDS = 1_500;
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
    "\"70:ee:50:00:00:0g\"",
    "/../x",
    "\"room-\""
  };

  private final Netatmo netatmo = new Netatmo();
  private final Random random = new Random(421);

  private Bytes mutated(Bytes body) {
    var text = new StringBuilder(body.text());
    for (int n = random.nextInt(4); n > 0 && !text.isEmpty(); n--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.setLength(at);
        case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 2 -> text.deleteCharAt(at);
        default -> text.replace(at, Math.min(text.length(), at + 9), PIECES[random.nextInt(9)]);
      }
    }
    if (random.nextInt(200) == 0) text.append(" ".repeat(400_000));
    return Bytes.utf8(text.toString());
  }

  private Message twisted(Message.HttpRequest request) {
    if (random.nextInt(9) == 0)
      return new Message.Failed(request.name(), Message.Failed.Why.BROKEN, "it broke off");
    var answer = (Message.HttpResponse) netatmo.answer(request);
    int[] statuses = {200, 200, 200, 200, 400, 401, 403, 404, 429, 500, 503};
    int status = request.path().contains("token") ? 200 : statuses[random.nextInt(11)];
    Map<String, String> headers =
        random.nextInt(5) == 0
            ? Map.of("retry-after", PIECES[random.nextInt(PIECES.length)])
            : Map.of();
    return new Message.HttpResponse(request.name(), status, headers, mutated(answer.body()));
  }

  @Test
  void nothing_that_a_cloud_says_breaks_the_conversation() {
    CloudStage stage = netatmo.accepted();
    int room = Netatmo.place(stage, "room-77");
    var taken = new java.util.HashSet<Boolean>();
    stage.cloud(request -> {
      Message answer = twisted(request);
      if (request.path().contains("setroom") && answer instanceof Message.HttpResponse said)
        taken.add(said.status() == 200 && said.body().text().replace(" ", "").contains("\"ok\""));
      return answer;
    });
    for (int i = 0; i < ROUNDS; i++) {
      stage.forget();
      taken.clear();
      if (i % 3 == 0)
        stage.wants(room, new Action.Put(ActionKind.HEAT, Amount.celsius(18 + i % 5)));
      stage.pass(Duration.ofSeconds(20));
      if (stage.all(Effect.Answered.class).stream().anyMatch(Effect.Answered::accepted))
        assertThat(taken).as("round %d", i).contains(true);
      assertThat(stage.effects).as("round %d", i).hasSizeLessThan(600);
    }
    assertThat(stage.talk.kept().text("refresh")).isNotEmpty();
    assertThat(stage.talk.state().toString().length()).isLessThan(400_000);
  }
}
