package steward.drivers.daikin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.value.Bytes;
import steward.value.Malformed;

/// Whatever answers, nothing is thrown, nothing is taken for a success, and what is kept stays
/// bounded.
class HostileInputTest {
  private static final List<String> SEEDS =
      List.of(
          Stage.BASIC,
          Stage.CONTROL,
          Stage.COOL,
          "ret=OK,htemp=25.5,hhum=-,otemp=21.0,err=0,cmpfreq=40",
          "ret=OK,model=NOTSUPPORT,s_fdir=1",
          "ret=OK,today_runtime=38,datas=5700/4000/6100/3900/2200/3400/400",
          "ret=OK,s_dayw=2,week_heat=10/0/0,week_cool=1/2/3",
          "ret=OK,adv=",
          "ret=PARAM NG",
          "ret=LPW NG",
          "ret=OK,pow=1&mode=3&stemp=25.0&shum=0",
          "opmode=1&units=.&settemp=24.0&fanspeed=3&fanflags=1&acmode=16&roomtemp=23&outsidetemp=0",
          "Page Not Found /aircon/get_control_info",
          "<html><body>no</body></html>",
          "",
          "{\"responses\":[{\"fr\":\"/dsiot/edge.adp_i\",\"rsc\":2000,\"pc\":{\"pn\":\"adp_i\",\"pch\":["
              + "{\"pn\":\"mac\",\"pv\":\"a0b1c2d3e4f5\"},{\"pn\":\"ver\",\"pv\":\"3_12_3\"}]}},"
              + "{\"fr\":\"w\",\"rsc\":2000,\"pc\":{\"pn\":\"week_power\",\"pch\":[{\"pn\":\"datas\",\"pv\":[1,2,null]}]}}]}",
          "{\"responses\":[{\"fr\":\"x\",\"rsc\":2000,\"pc\":{\"pn\":\"dgc_status\",\"pch\":[{\"pn\":\"e_1002\","
              + "\"pch\":[{\"pn\":\"e_A002\",\"pch\":[{\"pn\":\"p_01\",\"pv\":\"01\"}]},{\"pn\":\"e_3001\",\"pch\":["
              + "{\"pn\":\"p_01\",\"pv\":\"0200\"},{\"pn\":\"p_02\",\"pv\":\"32\"},{\"pn\":\"p_05\",\"pv\":null}]},"
              + "{\"pn\":\"e_A001\",\"pch\":[{\"pn\":\"p_01\",\"pv\":\"20205846\"}]}]}]}}]}",
          "{\"responses\":[{\"rsc\":4000}]}",
          "[[[[[[");
  private static final List<Map<String, String>> SECRETS =
      List.of(
          Map.of(),
          Map.of("key", "0123456789012"),
          Map.of("skyfi-password", "x"),
          Map.of("password", "y"));
  private static final List<Action> ACTIONS =
      List.of(
          Action.turnOn(),
          Action.turnOff(),
          Stage.goal(22),
          Stage.put(ActionKind.MODE, "heat"),
          Stage.put(ActionKind.FAN, "auto"),
          Stage.put(ActionKind.SWING, "both"),
          Stage.put(ActionKind.SPECIAL, "powerful"),
          Stage.put(ActionKind.SPECIAL, "none"));

  @Test
  void no_answer_makes_the_driver_throw_or_ask_two_things_at_once() {
    long seed = 20_261_122L;
    var random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      Talk<?> talk = Stage.with(SECRETS.get(round % SECRETS.size())).talk;
      Message.@Nullable HttpRequest asked = null;
      for (int i = 0; i < 60; i++) {
        byte[] body = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
        try {
          asked = input(talk, asked, body, random);
        } catch (RuntimeException e) {
          throw new AssertionError(
              "seed "
                  + seed
                  + ", round "
                  + round
                  + ", input "
                  + i
                  + ": "
                  + new String(body, StandardCharsets.UTF_8),
              e);
        }
        long sent = talk.sent().size();
        assertThat(sent).as("one request at a time").isLessThanOrEqualTo(1);
        var state = (Conversation) talk.state();
        assertThat(state.errands().size()).isLessThanOrEqualTo(Conversation.ERRANDS_MAX);
        assertThat(state.picture().pages().size()).isLessThanOrEqualTo(8);
      }
    }
  }

  /// @return the request that waits after it
  private static Message.@Nullable HttpRequest input(
      Talk<?> talk, Message.@Nullable HttpRequest asked, byte[] body, Random random) {
    int kind = random.nextInt(10);
    if (asked == null || kind == 0) {
      talk.next();
    } else if (kind == 1) {
      talk.wants(ACTIONS.get(random.nextInt(ACTIONS.size())));
      if (talk.sent().isEmpty()) return asked;
    } else if (kind == 2) {
      Why[] whys = Why.values();
      talk.came(new Message.Failed(asked.name(), whys[random.nextInt(whys.length)], "so"));
    } else {
      int status = random.nextInt(8) == 0 ? List.of(403, 404, 500).get(random.nextInt(3)) : 200;
      talk.came(new Message.HttpResponse(asked.name(), status, Map.of(), Bytes.of(body)));
    }
    return talk.sent().isEmpty() ? null : (Message.HttpRequest) talk.sent().getFirst();
  }

  @Test
  void only_the_word_of_success_is_taken_for_one() {
    var random = new Random(20_261_123L);
    for (int i = 0; i < 3_000; i++) {
      Stage stage = Stage.classic();
      stage.talk.wants(Action.turnOff());
      stage.says(Stage.CONTROL);
      byte[] body = mutated("ret=PARAM NG,adv=", random);
      stage.talk.came(
          new Message.HttpResponse(stage.asked().name(), 200, Map.of(), Bytes.of(body)));
      boolean accepted =
          stage.talk.effects().stream()
              .anyMatch(effect -> effect instanceof Effect.Answered(_, boolean yes, _) && yes);
      assertThat(accepted)
          .as(new String(body, StandardCharsets.UTF_8))
          .isEqualTo(new String(body, StandardCharsets.UTF_8).strip().matches("(?s)ret=OK(,.*)?"));
    }
  }

  @Test
  void no_sighting_makes_the_family_throw() {
    var random = new Random(20_261_124L);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
      Message inner =
          i % 2 == 0
              ? new Message.Datagram(30_050, Bytes.of(body))
              : new Message.HttpResponse(
                  i % 3 == 0 ? "daikin-dsiot" : "daikin-classic", 200, Map.of(), Bytes.of(body));
      Stage.FAMILY
          .sight(new Message.Seen("192.0.2.9", inner))
          .flatMap(Stage.FAMILY::offer)
          .ifPresent(offer ->
              assertThat(offer.things().getFirst().binding().part("host")).isEqualTo("192.0.2.9"));
    }
  }

  @Test
  void no_binding_makes_anything_but_a_malformed_error() {
    var random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      String text = new String(mutated("192.0.2.7", random), StandardCharsets.UTF_8);
      try {
        var offer =
            Stage.FAMILY.byHand(
                Binding.of("daikin", "host", text, "mac", "a0:b1:c2:d3:e4:f5", "port", text + "1"));
        Stage.FAMILY.driver(Talk.accepted(offer), Kept.NOTHING);
      } catch (Malformed expected) {
        assertThat(expected).hasMessageContaining("/binding/");
      }
    }
  }

  @Test
  void a_line_without_end_and_names_without_number_are_read_in_no_time() {
    String commas = "ret=OK" + ",aaaa".repeat(3_000);
    assertThat(KeyValues.read(Bytes.utf8(commas))).isEmpty();
    var many = new StringBuilder("ret=OK");
    for (int i = 0; i < 1_500; i++) many.append(",k").append(i).append("=1");
    assertThat(KeyValues.read(Bytes.utf8(many.toString())).orElseThrow())
        .hasSize(KeyValues.FIELDS_MAX);
    assertThat(KeyValues.read(Bytes.utf8("ret=OK,a=" + "x".repeat(20_000)))).isEmpty();
  }

  @Test
  void a_name_is_decoded_byte_by_byte_and_freed_of_what_nobody_sees() {
    assertThat(KeyValues.decoded("%4b%c3%bc%63%68%65")).isEqualTo("Küche");
    assertThat(KeyValues.decoded("%1b%5b%33%31%6dred%e2%80%ae")).isEqualTo("[31mred");
    assertThat(KeyValues.decoded("50%")).isEqualTo("50%");
    assertThat(KeyValues.decoded("%zz%4")).isEqualTo("%zz%4");
    assertThat(KeyValues.decoded("Wohnzimmer")).isEqualTo("Wohnzimmer");
  }

  private static byte[] mutated(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = Arrays.copyOf(bytes, at);
        case 2 -> bytes[at] = (byte) "0123456789,=&%/-ONGM{}[]\":".charAt(random.nextInt(26));
        default ->
            bytes =
                (new String(bytes, 0, at, StandardCharsets.UTF_8) + text)
                    .getBytes(StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }
}
