package steward.drivers.hue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.thing.Action;
import steward.thing.Message;
import steward.value.Bytes;

/// Whatever calls itself a bridge, nothing is thrown, what is kept stays bounded, and no command is
/// taken for done by what cannot be read.
class HueHostileTest {
  private static final List<String> NAMES =
      List.of("fetch:all", "fetch:type:light", "probe:button", "put:1", "check:lamp-1", "pair");
  private static final List<Integer> STATUSES = List.of(200, 207, 400, 404, 429, 503, 200, 200);

  @Test
  void no_answer_and_no_event_makes_the_driver_throw() {
    long seed = 20_261_122L;
    var random = new Random(seed);
    Rig rig = Rig.running();
    rig.wants("lamp-1", Action.turnOn());
    for (int i = 0; i < 6_000; i++) {
      byte[] body = mutated(Rig.HOME, random);
      Message message =
          random.nextBoolean()
              ? new Message.HttpResponse(
                  NAMES.get(random.nextInt(NAMES.size())),
                  STATUSES.get(random.nextInt(STATUSES.size())),
                  Map.of(),
                  Bytes.wrap(body))
              : new Message.ServerSentEvent("events", i + ":0", "", event(body));
      try {
        rig.talk.came(message);
        if (i % 50 == 0) rig.pass(30_000);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", message " + i, e);
      }
      assertThat(rig.talk.effects().size()).isLessThan(400);
    }
    var state = (steward.drivers.hue.Talk) rig.talk.state();
    assertThat(state.house().resources().size()).isLessThanOrEqualTo(House.RESOURCES_MAX);
    assertThat(state.checks().size()).isLessThanOrEqualTo(Writing.CHECKS_MAX);
    assertThat(state.toString()).doesNotContain(Rig.KEY);
  }

  private static String event(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    int data = text.indexOf("\"data\":");
    return data < 0 ? text : "[{\"type\":\"update\"," + text.substring(data) + "]";
  }

  @Test
  void an_answer_that_cannot_be_read_never_takes_a_command() {
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      Rig rig = Rig.running();
      rig.wants("lamp-1", Action.turnOn());
      byte[] body = new byte[random.nextInt(400)];
      random.nextBytes(body);
      rig.talk.came(new Message.HttpResponse("put:1", 200, Map.of(), Bytes.wrap(body)));
      assertThat(rig.talk.effects())
          .noneMatch(e -> e instanceof Effect.Answered(_, boolean accepted, _) && accepted);
    }
  }

  @Test
  void a_resource_that_grows_without_end_is_kept_small() {
    Rig rig = Rig.running();
    for (int i = 0; i < 500; i++) {
      String more = "\"x" + i + "\":{\"y\":\"" + "z".repeat(500) + "\"}";
      rig.event(
          i + ":0",
          Rig.update(
              Rig.lamp(
                  "\"metadata\":{\"name\":\"" + "n".repeat(5_000) + "\"," + more + "}," + more)));
    }
    var state = (steward.drivers.hue.Talk) rig.talk.state();
    Resource lamp = state.house().get("lamp-1").orElseThrow();
    assertThat(lamp.facts().size()).isLessThan(30);
    assertThat(lamp.text("metadata.name")).hasSize(Resource.TEXT_MAX);
  }

  @Test
  void ten_thousand_resources_are_taken_up_to_the_limit() {
    var home = new StringBuilder("{\"errors\":[],\"data\":[");
    for (int i = 0; i < 6_000; i++)
      home.append("{\"id\":\"l").append(i).append("\",\"type\":\"light\"},");
    Rig rig = Rig.running();
    rig.event("1:0", "{\"type\":\"delete\",\"data\":[{\"id\":\"lamp-1\"}]}");
    rig.pass(25_000);
    rig.answer("fetch:all", 200, home.append("{}]}").toString());
    var state = (steward.drivers.hue.Talk) rig.talk.state();
    assertThat(state.house().resources()).hasSize(House.RESOURCES_MAX);
    assertThat(rig.learnt().things()).hasSize(Catalogue.THINGS_MAX);
  }

  @Test
  void names_full_of_what_nobody_sees_are_cleaned() {
    Rig rig = Rig.running(Rig.HOME.replace("Living room", "Liv\\u202eing\\u0000\\n room"));
    assertThat(rig.thing("room-1").name()).isEqualTo("Living room");
  }

  private static byte[] mutated(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int n = random.nextInt(6); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(8)) {
        case 0 -> bytes = Arrays.copyOf(bytes, at);
        case 1, 2, 3 -> bytes[at] = (byte) "0123456789{}[]\",:-.eE".charAt(random.nextInt(21));
        case 4 -> bytes[at] = (byte) random.nextInt(256);
        default -> bytes[at] = (byte) ('a' + random.nextInt(26));
      }
    }
    return bytes;
  }
}
