package steward.drivers.nest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.drivers.CloudStage;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Word;

/// Conversations with Google's interface for Nest: the first sign-in, what is read, commands,
/// events, limits.
class NestTalkTest {
  private static Action heat(double goal) {
    return new Action.Put(ActionKind.HEAT, Amount.celsius(goal));
  }

  private static Action mode(String word) {
    return new Action.Put(ActionKind.MODE, new Word(word));
  }

  private static String did(CloudStage stage) {
    return stage.asked.getFirst().body();
  }

  @Test
  void a_code_is_changed_for_tokens_once_and_then_forgotten() {
    var nest = new Nest();
    Kept pasted =
        Kept.NOTHING
            .with("secret", Bytes.utf8("google-client-secret"))
            .with("code", Bytes.utf8("4/0AbCdEf-code"));
    CloudStage stage = nest.stage(pasted);
    stage.cloud(request ->
        request.path().equals("/token")
            ? CloudStage.json(
                request,
                200,
                "{\"access_token\":\"a1\",\"refresh_token\":\"r1-long\",\"expires_in\":3599}")
            : nest.answer(request));
    stage.open();
    assertThat(did(stage))
        .startsWith(
            "grant_type=authorization_code&code=4%2F0AbCdEf-code&redirect_uri=https%3A%2F%2F");
    assertThat(stage.talk.kept().text("refresh")).isEqualTo("r1-long");
    assertThat(stage.talk.kept().get("code")).isEmpty();
    assertThat(stage.lines().get(1)).contains("/devices");
    assertThat(stage.stood(0)).isEqualTo("present its cloud answers");
  }

  @Test
  void a_code_that_is_not_taken_leads_to_the_link_for_a_new_one() {
    var nest = new Nest();
    Kept pasted = Nest.KEPT.with("code", Bytes.utf8("used-already"));
    CloudStage stage = nest.stage(pasted);
    stage.cloud(request -> CloudStage.json(request, 400, "{\"error\":\"invalid_grant\"}"));
    stage.open().pass(Duration.ofHours(1));
    assertThat(stage.asked).hasSize(1);
    assertThat(stage.stood(0))
        .startsWith("error sign in again at https://nestservices.google.com/partnerconnections/")
        .contains("response_type=code")
        .endsWith("the code is not taken: it is valid once, for minutes");
  }

  @Test
  void before_the_first_sign_in_the_link_stands_on_the_page() {
    CloudStage stage =
        new Nest().stage(Kept.NOTHING.with("secret", Bytes.utf8("google-client-secret")));
    assertThat(stage.open().asked).isEmpty();
    assertThat(stage.stood(0))
        .startsWith("waiting the first sign-in is missing: sign in at https://nestservices");
  }

  @Test
  void a_thermostat_is_a_thing_with_what_it_measures() {
    CloudStage stage = new Nest().accepted();
    assertThat(stage.talk.things().get(1).name()).isEqualTo("Hallway");
    assertThat(stage.value(1, Property.TEMPERATURE)).isEqualTo("19.63 °C");
    assertThat(stage.value(1, Property.HUMIDITY)).isEqualTo("43 %");
    assertThat(stage.value(1, Property.MODE)).isEqualTo("heat");
    assertThat(stage.value(1, Property.GOAL_TEMPERATURE)).isEqualTo("20 °C");
    assertThat(stage.value(1, Property.HEATING)).isEqualTo("heating");
    assertThat(stage.value(1, Property.SPECIAL)).isEqualTo("none");
  }

  @Test
  void what_google_does_not_hear_is_absent_and_tells_nothing() {
    var nest = new Nest();
    nest.connectivity = "OFFLINE";
    CloudStage stage = nest.accepted();
    assertThat(stage.stood(1)).isEqualTo("absent Google says that it is offline");
    assertThat(stage.value(1, Property.TEMPERATURE)).isEmpty();
  }

  @Test
  void each_mode_has_its_own_command_for_a_goal() {
    var nest = new Nest();
    CloudStage stage = nest.accepted();
    stage.forget().wants(1, heat(21));
    assertThat(did(stage))
        .isEqualTo(
            "{\"command\":\"sdm.devices.commands.ThermostatTemperatureSetpoint.SetHeat\",\"params\":{\"heatCelsius\":21}}");
    assertThat(stage.lines().getFirst())
        .isEqualTo(
            "POST smartdevicemanagement.googleapis.com/v1/enterprises/%s/devices/%s:executeCommand"
                .formatted(Nest.PROJECT, Nest.DEVICE));
    stage.pass(Duration.ofSeconds(5));
    assertThat(stage.value(1, Property.GOAL_TEMPERATURE)).isEqualTo("21 °C");
    nest.mode = "COOL";
    nest.setpoint = "{\"coolCelsius\":25}";
    stage.pass(Duration.ofMinutes(2)).forget().wants(1, heat(24));
    assertThat(did(stage)).contains("SetCool\",\"params\":{\"coolCelsius\":24}");
    nest.mode = "HEATCOOL";
    nest.setpoint = "{\"heatCelsius\":19,\"coolCelsius\":24.5}";
    stage.pass(Duration.ofMinutes(2)).forget().wants(1, heat(20));
    assertThat(did(stage))
        .contains("SetRange\",\"params\":{\"heatCelsius\":20,\"coolCelsius\":25.5}");
    stage.pass(Duration.ofMinutes(1)).forget().wants(1, heat(31));
    assertThat(stage.all(Effect.Answered.class).getFirst().reason()).contains("too close");
    nest.mode = "OFF";
    nest.setpoint = "{}";
    stage.pass(Duration.ofMinutes(2)).forget().wants(1, heat(20));
    assertThat(stage.all(Effect.Answered.class).getFirst().reason()).startsWith("it is off");
    stage.pass(Duration.ofMinutes(2)).forget().wants(1, mode("cool"));
    assertThat(did(stage)).contains("ThermostatMode.SetMode\",\"params\":{\"mode\":\"COOL\"}");
    nest.eco = "MANUAL_ECO";
    stage.pass(Duration.ofMinutes(2)).forget().wants(1, heat(20));
    assertThat(stage.all(Effect.Answered.class).getFirst().reason())
        .startsWith("it is in eco mode");
  }

  @Test
  void a_command_without_effect_is_seen_without_it() {
    var nest = new Nest();
    nest.obeys = false;
    CloudStage stage = nest.accepted().forget();
    stage.wants(1, heat(25)).pass(Duration.ofSeconds(20));
    assertThat(stage.all(Effect.Answered.class)).containsExactly(new Effect.Answered(1, true, ""));
    assertThat(stage.value(1, Property.GOAL_TEMPERATURE)).isEqualTo("20 °C");
  }

  @Test
  void the_limits_of_each_method_are_kept() {
    CloudStage stage = new Nest().accepted().forget();
    for (int i = 0; i < 600; i++) stage.wants(1, heat(18 + i % 9)).pass(Duration.ofSeconds(1));
    for (String method : List.of("executeCommand", "devices/" + Nest.DEVICE, "devices")) {
      var only = new CloudStage(Nest.FAMILY, Nest.FAMILY.byHand(Nest.BINDING), Nest.KEPT, r -> r);
      stage.asked.stream().filter(a -> a.line().endsWith(method)).forEach(only.asked::add);
      int limit = method.equals("devices") || method.equals("executeCommand") ? 5 : 10;
      assertThat(only.most(Duration.ofMinutes(1))).as(method).isBetween(1L, (long) limit);
    }
    assertThat(stage.all(Effect.Unsent.class)).isNotEmpty();
  }

  @Test
  void events_are_read_acknowledged_and_spare_the_list() {
    Nest nest = Nest.withEvents();
    CloudStage stage = nest.accepted().forget();
    assertThat(stage.talk.state().toString()).doesNotContain("google-access");
    String at = stage.talk.now().plusSeconds(40).toString();
    nest.events.add(Nest.event("ack:1", at, Nest.goal(22.5)));
    stage.pass(Duration.ofSeconds(50));
    assertThat(stage.value(1, Property.GOAL_TEMPERATURE)).as("the first pull is open").isEmpty();
    var effects = stage.talk.came(pulled(nest.events.isEmpty() ? "" : nest.events.remove()));
    assertThat(effects)
        .anyMatch(effect ->
            effect instanceof Effect.Saw(var reading)
                && reading.property() == Property.GOAL_TEMPERATURE
                && reading.value().equals(Amount.celsius(22.5)))
        .anyMatch(effect ->
            effect instanceof Effect.Send(Message.HttpRequest request)
                && request.path().endsWith("steward:acknowledge")
                && request.body().text().equals("{\"ackIds\":[\"ack:1\"]}"));
  }

  /// The answer to the question for events that is open: the second request, after the list.
  private static Message pulled(String message) {
    return new Message.HttpResponse(
        "listen-2",
        200,
        java.util.Map.of(),
        Bytes.utf8("{\"receivedMessages\":[" + message + "]}"));
  }

  @Test
  void an_event_of_before_does_not_confirm_a_command() {
    Nest nest = Nest.withEvents();
    nest.obeys = false;
    CloudStage stage = nest.accepted().forget();
    stage.wants(1, heat(23));
    String late = stage.talk.now().minusSeconds(30).toString();
    var effects = stage.talk.came(pulled(Nest.event("ack:1", late, Nest.goal(23))));
    assertThat(effects).noneMatch(effect -> effect instanceof Effect.Saw);
    assertThat(effects).anyMatch(effect -> effect instanceof Effect.Send);
  }

  @Test
  void a_binding_that_could_lead_elsewhere_is_refused() {
    for (String project : List.of("../x", "a/b/devices", "", "x y z x y", "a".repeat(60)))
      assertThatThrownBy(() ->
              Nest.FAMILY.byHand(Binding.of("nest", "project", project, "client", "12-ab.apps")))
          .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Nest.FAMILY.byHand(Nest.BINDING.with("subscription", "https://x/")))
        .isInstanceOf(Malformed.class);
  }
}
