package steward.drivers.netatmo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.drivers.CloudStage;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Reading;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Word;

/// Conversations with Netatmo: sign-in, what is read, commands, limits.
class NetatmoTalkTest {
  private static final String ROOM = "room-77";

  private final Netatmo netatmo = new Netatmo();

  private static Action heat(double goal) {
    return new Action.Put(ActionKind.HEAT, Amount.celsius(goal));
  }

  private static Message json(Message.HttpRequest to, int status, String body) {
    return CloudStage.json(to, status, body);
  }

  @Test
  void a_new_refresh_token_is_kept_before_anything_is_asked_with_its_access() {
    CloudStage stage = netatmo.stage().open();
    assertThat(stage.lines().getFirst()).isEqualTo("POST api.netatmo.com/oauth2/token");
    assertThat(stage.asked.getFirst().body())
        .contains("grant_type=refresh_token&refresh_token=first%7Crefresh&client_id=60f0")
        .contains("client_secret=the%20client%27s%20secret");
    assertThat(stage.asked.get(1).request().headers())
        .containsEntry("authorization", "Bearer access|1");
    int kept = stage.effects.indexOf(new Effect.Keep("refresh", Bytes.utf8("refresh|1")));
    int used = stage.effects.indexOf(new Effect.Send(stage.asked.get(1).request()));
    assertThat(kept).isBetween(0, used - 1);
    assertThat(stage.talk.kept().text("refresh")).isEqualTo("refresh|1");
  }

  @Test
  void a_house_that_starts_again_and_again_asks_no_more_than_the_limits_allow() {
    CloudStage stage = netatmo.stage().open();
    int asked = stage.asked.size();
    for (int i = 0; i < 60; i++) {
      stage =
          new CloudStage(
              Netatmo.FAMILY,
              Netatmo.FAMILY.byHand(Netatmo.BINDING),
              stage.talk.kept(),
              netatmo::answer);
      asked += stage.open().asked.size();
    }
    assertThat(asked).as("40 requests in 10 s and one for a token").isBetween(40, 41);
  }

  @Test
  void a_command_that_the_house_takes_back_while_the_limit_holds_it_is_never_told() {
    CloudStage stage = netatmo.accepted();
    int kitchen = Netatmo.place(stage, ROOM);
    netatmo.busy = true;
    stage.wants(kitchen, heat(21)).pass(Duration.ofSeconds(1)).forget();
    netatmo.busy = false;
    stage.wants(kitchen, heat(23)).talk.withdrawn(2);
    stage.pass(Duration.ofMinutes(3));
    assertThat(stage.lines()).isNotEmpty().noneMatch(line -> line.contains("setroomthermpoint"));
  }

  @Test
  void an_access_that_is_kept_is_used_after_a_restart() {
    CloudStage first = netatmo.stage().open();
    var again =
        new CloudStage(
            Netatmo.FAMILY,
            Netatmo.FAMILY.byHand(Netatmo.BINDING),
            first.talk.kept(),
            netatmo::answer);
    again.open();
    assertThat(again.lines()).noneMatch(line -> line.contains("token")).isNotEmpty();
  }

  @Test
  void tokens_are_changed_before_they_end_and_each_refresh_token_is_used_once() {
    CloudStage stage = netatmo.stage().open().pass(Duration.ofHours(9));
    List<String> used =
        stage.asked.stream()
            .filter(asked -> asked.line().contains("token"))
            .map(asked -> asked.body().replaceAll(".*refresh_token=|&client_id.*", ""))
            .toList();
    assertThat(used).startsWith("first%7Crefresh", "refresh%7C1", "refresh%7C2");
    assertThat(used).doesNotHaveDuplicates().hasSizeBetween(3, 4);
  }

  @Test
  void a_sign_in_that_is_over_asks_for_a_new_one_and_nothing_else_is_tried() {
    CloudStage stage = netatmo.stage();
    stage.cloud(request -> json(request, 400, "{\"error\":\"invalid_grant\"}"));
    stage.open().pass(Duration.ofHours(5));
    assertThat(stage.asked).hasSize(1);
    assertThat(stage.stood(0)).startsWith("error sign in again at dev.netatmo.com");
    stage.forget().wants(0, heat(20));
    assertThat(stage.effects).singleElement().isInstanceOf(Effect.Unsent.class);
  }

  @Test
  void what_is_missing_is_said_before_anything_is_asked() {
    var stage =
        new CloudStage(
            Netatmo.FAMILY, Netatmo.FAMILY.byHand(Netatmo.BINDING), Kept.NOTHING, netatmo::answer);
    assertThat(stage.open().asked).isEmpty();
    assertThat(stage.stood(0)).startsWith("waiting the client secret is missing");
  }

  @Test
  void an_old_access_is_changed_once_and_then_given_up() {
    CloudStage stage = netatmo.stage().open().forget();
    String expired = "{\"error\":{\"code\":3,\"message\":\"Access token expired\"}}";
    stage.cloud(request ->
        request.path().contains("token") ? netatmo.answer(request) : json(request, 403, expired));
    stage.pass(Duration.ofSeconds(75));
    assertThat(stage.lines())
        .startsWith(
            "GET api.netatmo.com/api/homestatus?home_id=5f00",
            "POST api.netatmo.com/oauth2/token",
            "GET api.netatmo.com/api/homestatus?home_id=5f00");
    assertThat(stage.stood(0)).startsWith("error its cloud does not take our access (403)");
    stage.cloud(netatmo::answer);
    stage.pass(Duration.ofMinutes(5));
    assertThat(stage.stood(0)).startsWith("present");
  }

  @Test
  void a_cloud_that_has_enough_of_us_is_left_alone_as_long_as_it_says() {
    CloudStage stage = netatmo.stage().open().forget();
    stage.cloud(request ->
        new Message.HttpResponse(request.name(), 429, Map.of("retry-after", "600"), Bytes.EMPTY));
    stage.pass(Duration.ofMinutes(9));
    assertThat(stage.asked).hasSize(1);
    assertThat(stage.stood(0)).isEqualTo("present its cloud wants no further requests for 600 s");
    stage.cloud(netatmo::answer);
    stage.pass(Duration.ofMinutes(3));
    assertThat(stage.stood(0)).isEqualTo("present its cloud answers");
  }

  @Test
  void its_own_word_for_too_much_is_understood() {
    CloudStage stage = netatmo.stage().open().forget();
    String reached = "{\"error\":{\"code\":26,\"message\":\"User usage reached\"}}";
    stage.cloud(request -> json(request, 403, reached));
    stage.pass(Duration.ofSeconds(100));
    assertThat(stage.asked).hasSize(1);
  }

  @Test
  void the_limits_are_kept_however_much_is_wanted() {
    CloudStage stage = netatmo.accepted().forget();
    int room = Netatmo.place(stage, ROOM);
    for (int i = 0; i < 7200; i++) {
      stage.wants(room, heat(18 + i % 7 / 2.0));
      stage.pass(Duration.ofMillis(500));
    }
    assertThat(stage.most(Duration.ofSeconds(10))).isLessThanOrEqualTo(50);
    assertThat(stage.most(Duration.ofHours(1))).isBetween(300L, 500L);
    assertThat(stage.all(Effect.Unsent.class))
        .anyMatch(unsent -> unsent.why().contains("the limit of requests"));
  }

  @Test
  void stations_and_modules_are_things_with_what_they_measure() {
    CloudStage stage = netatmo.accepted();
    int main = Netatmo.place(stage, "70ee50000001");
    assertThat(stage.value(main, Property.TEMPERATURE)).isEqualTo("21.4 °C");
    assertThat(stage.value(main, Property.CO2)).isEqualTo("653 ppm");
    assertThat(stage.value(main, Property.NOISE)).isEqualTo("38 dB");
    assertThat(stage.value(main, Property.PRESSURE)).isEqualTo("1013.2 mbar");
    int garden = Netatmo.place(stage, "020000000002");
    assertThat(stage.value(garden, Property.TEMPERATURE)).isEqualTo("-3.2 °C");
    assertThat(stage.value(garden, Property.BATTERY)).isEqualTo("71 %");
    int roof = Netatmo.place(stage, "060000000003");
    assertThat(stage.value(roof, Property.WIND)).isEqualTo("5 m/s");
    assertThat(stage.value(roof, Property.WIND_DIRECTION)).as("none without wind").isEmpty();
    assertThat(stage.value(Netatmo.place(stage, "050000000004"), Property.RAIN))
        .isEqualTo("0.505 mm");
    int cellar = Netatmo.place(stage, "030000000005");
    assertThat(stage.stood(cellar)).isEqualTo("absent Netatmo cannot reach it");
    assertThat(stage.value(cellar, Property.BATTERY)).isEmpty();
  }

  @Test
  void a_measurement_has_the_time_of_its_measuring_and_is_told_once() {
    CloudStage stage = netatmo.accepted();
    stage.pass(Duration.ofMinutes(12));
    int garden = Netatmo.place(stage, "020000000002");
    var udn = stage.talk.things().get(garden).udn();
    List<Reading> all =
        stage.all(Effect.Saw.class).stream()
            .map(Effect.Saw::reading)
            .filter(r -> r.thing().equals(udn) && r.property() == Property.TEMPERATURE)
            .toList();
    assertThat(all).hasSize(1);
    assertThat(all.getFirst().at()).isEqualTo("2026-11-21T17:58:10Z");
  }

  @Test
  void a_room_is_heated_and_what_is_read_afterwards_shows_it() {
    CloudStage stage = netatmo.accepted();
    int room = Netatmo.place(stage, ROOM);
    assertThat(stage.value(room, Property.GOAL_TEMPERATURE)).isEqualTo("20 °C");
    assertThat(stage.value(room, Property.MODE)).isEqualTo("auto");
    assertThat(stage.value(room, Property.HEATING)).isEqualTo("heating");
    stage.forget().wants(room, heat(21.7));
    assertThat(stage.asked.getFirst().body())
        .isEqualTo("home_id=5f00&room_id=77&mode=manual&temp=21.5");
    assertThat(stage.effects)
        .contains(new Effect.Goes(1), new Effect.Answered(1, true, ""))
        .noneMatch(effect -> effect instanceof Effect.Saw);
    stage.pass(Duration.ofSeconds(5));
    assertThat(stage.value(room, Property.GOAL_TEMPERATURE)).isEqualTo("21.5 °C");
    assertThat(stage.value(room, Property.MODE)).isEqualTo("heat");
    var thing = stage.talk.things().get(room);
    assertThat(Netatmo.FAMILY.expectation(thing, heat(21.7)))
        .isEqualTo(
            new Expectation.Report(
                Property.GOAL_TEMPERATURE,
                new Expectation.Accepted.Near(Amount.celsius(21.5), 0.01),
                Duration.ofSeconds(60)));
    stage.forget().wants(room, new Action.Put(ActionKind.MODE, new Word("auto")));
    assertThat(stage.asked.getFirst().body()).isEqualTo("home_id=5f00&room_id=77&mode=home");
  }

  @Test
  void commands_keep_their_order_and_go_before_what_is_only_read() {
    CloudStage stage = netatmo.accepted();
    int room = Netatmo.place(stage, ROOM);
    stage.cloud(_ -> CloudStage.never());
    stage.forget().pass(Duration.ofSeconds(70));
    String open = stage.asked.getLast().request().name();
    stage.forget();
    stage.wants(room, heat(20)).wants(room, heat(21));
    assertThat(stage.asked).as("one question at a time").isEmpty();
    stage.cloud(netatmo::answer);
    var reading = stage.talk.came(new Message.Failed(open, Message.Failed.Why.LATE, "no answer"));
    assertThat(reading).contains(new Effect.Goes(1)).doesNotContain(new Effect.Goes(2));
  }

  @Test
  void a_refusal_is_told_in_its_words_and_an_account_for_weather_alone_is_enough() {
    String forbidden = "{\"error\":{\"code\":13,\"message\":\"Operation is forbidden\"}}";
    CloudStage stage = netatmo.stage();
    stage.cloud(request ->
        request.path().startsWith("/api/homesdata")
            ? json(request, 403, forbidden)
            : netatmo.answer(request));
    stage.open().pass(Duration.ofMinutes(20));
    assertThat(stage.stood(0)).isEqualTo("present its cloud answers");
    assertThat(stage.lines().stream().filter(line -> line.contains("homesdata"))).hasSize(1);
    assertThat(stage.all(Effect.Dropped.class).getFirst().sentence())
        .isEqualTo("homesdata: its cloud refuses it (403): “Operation is forbidden”");
    CloudStage rooms = netatmo.accepted().forget();
    rooms.cloud(request -> json(request, 400, "{\"error\":{\"code\":21,\"message\":\"no\"}}"));
    rooms.wants(Netatmo.place(rooms, ROOM), heat(20));
    assertThat(rooms.all(Effect.Answered.class))
        .containsExactly(new Effect.Answered(1, false, "its cloud refuses it (400): “no”"));
  }

  @Test
  void a_cloud_that_is_away_makes_all_absent_and_is_asked_ever_more_seldom() {
    CloudStage stage = netatmo.accepted().forget();
    int room = Netatmo.place(stage, ROOM);
    stage.cloud(request ->
        new Message.Failed(request.name(), Message.Failed.Why.UNREACHABLE, "nobody is there"));
    stage.pass(Duration.ofMinutes(5));
    assertThat(stage.stood(room)).isEqualTo("absent its cloud cannot be reached: nobody is there");
    stage.forget().pass(Duration.ofHours(2));
    assertThat(stage.asked).hasSizeLessThan(16);
    stage.forget().wants(room, heat(20));
    assertThat(stage.all(Effect.Answered.class))
        .containsExactly(
            new Effect.Answered(1, false, "its cloud cannot be reached: nobody is there"));
    stage.cloud(netatmo::answer);
    stage.pass(Duration.ofMinutes(20));
    assertThat(stage.stood(room)).startsWith("present");
  }

  @Test
  void trouble_after_a_command_is_no_success_and_is_looked_into() {
    CloudStage stage = netatmo.accepted().forget();
    int room = Netatmo.place(stage, ROOM);
    stage.cloud(request ->
        request.path().contains("setroom")
            ? json(request, 503, "<html>")
            : netatmo.answer(request));
    stage.wants(room, heat(25)).pass(Duration.ofSeconds(6));
    assertThat(stage.all(Effect.Answered.class)).isEmpty();
    assertThat(stage.value(room, Property.GOAL_TEMPERATURE)).isEqualTo("20 °C");
  }

  @Test
  void no_secret_is_told_by_the_state_of_a_conversation() {
    CloudStage stage = netatmo.accepted();
    assertThat(stage.talk.state().toString())
        .doesNotContain("access|")
        .doesNotContain("refresh|")
        .doesNotContain("client's secret");
  }
}
