package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse.Reply;
import steward.sim.cloud.CloudAuthority;
import steward.sim.cloud.SimCloud;
import steward.sim.nest.NestCloud;
import steward.sim.netatmo.NetatmoCloud;
import steward.thing.Udn;
import steward.value.Tree;

/// Simulated clouds of Netatmo and Google in a whole house, over real sockets and TLS by their real
/// names.
class CloudsOverSocketsTest {
  private static final Udn NETATMO = new Udn("netatmo:" + NetatmoCloud.CLIENT);

  @TempDir Path home;

  private final Vertx vertx = Vertx.vertx();
  private final CloudAuthority authority = new CloudAuthority();
  private NetatmoCloud netatmo;
  private NestCloud nest;
  private @Nullable RunningHouse running;

  @BeforeEach
  void begin() throws IOException {
    Files.writeString(home.resolve("clouds.pem"), authority.pem());
    netatmo = new NetatmoCloud(vertx, "127.0.0.1", authority, 1);
    nest = new NestCloud(vertx, "127.0.0.1", authority, 2);
    RunningHouse.get(netatmo.start());
    RunningHouse.get(nest.start());
  }

  @AfterEach
  void end() {
    if (running != null) running.close();
    netatmo.close();
    nest.close();
    RunningHouse.get(vertx.close());
  }

  private RunningHouse steward() {
    return Objects.requireNonNull(running);
  }

  private void open(String allow) {
    String hosts =
        NetatmoCloud.HOST
            + "="
            + at(netatmo)
            + ","
            + NestCloud.HOSTS.stream()
                .map(host -> host + "=" + at(nest))
                .collect(Collectors.joining(","));
    running =
        RunningHouse.on(
            home,
            "clouds.allow=" + allow,
            "clouds.hosts=" + hosts,
            "clouds.trust=clouds.pem",
            "things.on-this-machine=off");
  }

  private static String at(SimCloud cloud) {
    return cloud.address() + ":" + cloud.port();
  }

  private static org.awaitility.core.ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(50));
  }

  private Reply bring(String family, String id, Map<String, String> binding) {
    String parts =
        binding.entrySet().stream()
            .map(part -> "\"%s\":\"%s\"".formatted(part.getKey(), part.getValue()))
            .collect(Collectors.joining(","));
    String body =
        "{\"family\":\"%s\",\"id\":\"%s\",\"name\":\"%s\",\"room\":\"Hall\",\"binding\":{%s}}"
            .formatted(family, id, family, parts);
    return steward().ask("POST", "/things", body);
  }

  private Reply bringNetatmo() {
    return bring(
        "netatmo",
        "cloud",
        Map.of(
            "client", NetatmoCloud.CLIENT,
            "secret", NetatmoCloud.SECRET,
            "refresh", NetatmoCloud.REFRESH));
  }

  /// Accepts all that an account has, once it told of this part.
  private void acceptParts(String udn, String part) {
    soon().until(() -> steward().get("/inbox").text().contains(udn + "/" + part));
    Reply accepted = steward().ask("POST", "/inbox/" + udn + "/accept", "{\"room\":\"Hall\"}");
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
  }

  private String id(String udn) {
    var things = new LinkedHashMap<String, String>();
    for (Tree one : steward().get("/things").json().get("items").items())
      things.put(one.get("udn").text(), one.get("id").text());
    String id = things.get(udn);
    if (id == null) throw new AssertionError("no " + udn + " among " + things.keySet());
    return id;
  }

  private String status(String id) {
    Tree status = steward().get("/things/" + id).json().get("status");
    return status.get("state").text() + " " + status.get("reason").text();
  }

  private String value(String id, String property) {
    return steward()
        .get("/things/" + id)
        .json()
        .get("properties")
        .find(property)
        .flatMap(p -> p.find("value"))
        .map(v -> String.valueOf(v.node()).replaceAll("\\.0$", ""))
        .orElse("");
  }

  private String perform(String id, String action) {
    Tree json = steward().ask("POST", "/things/" + id + "/perform?wait=25s", action).json();
    return json.get("outcome").text() + ": " + json.get("reason").text();
  }

  @Test
  void no_cloud_is_reached_unless_the_house_allows_it() {
    open("");
    Reply refused = bringNetatmo();
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("reaching the cloud of Netatmo is not allowed in this house")
        .contains("clouds.allow");
    assertThat(steward().get("/families").text())
        .contains("\"hosts\":[\"api.netatmo.com\"]")
        .contains("\"barred\":\"reaching the cloud of Netatmo");
    assertThat(netatmo.seen()).isEmpty();
  }

  @Test
  void what_was_allowed_once_and_is_not_any_more_is_said_and_not_reached() {
    open("netatmo");
    assertThat(bringNetatmo().status()).isEqualTo(201);
    soon().until(() -> status("cloud").startsWith("present"));
    steward().close();
    int asked = netatmo.seen().size();
    open("nest");
    soon().until(() -> status("cloud").startsWith("absent reaching the cloud of Netatmo"));
    assertThat(netatmo.seen()).hasSize(asked);
  }

  @Test
  void a_weather_station_and_a_room_are_read_and_heated() {
    open("netatmo");
    assertThat(bringNetatmo().status()).isEqualTo(201);
    acceptParts(NETATMO.value(), "room-" + NetatmoCloud.BATH);
    String garden = id(NETATMO.value() + "/020000000001");
    soon().until(() -> value(garden, "temperature").equals("7.5"));
    String room = id(NETATMO.value() + "/room-" + NetatmoCloud.LIVING);
    soon().until(() -> value(room, "goalTemperature").equals("20"));
    assertThat(perform(room, "{\"action\":\"heat\",\"to\":22.5}")).startsWith("confirmed");
    assertThat(value(room, "mode")).isEqualTo("heat");
    assertThat(perform(room, "{\"action\":\"mode\",\"to\":\"auto\"}")).startsWith("confirmed");
    assertThat(steward().get("/things/" + room).text())
        .contains("\"cloud\":{\"hosts\":[\"api.netatmo.com\"],\"leaves\":");
    assertThat(netatmo.burst().over() + netatmo.hour().over()).isZero();
    String messages = steward().get("/things/cloud/messages").text();
    for (String secret :
        List.of(NetatmoCloud.SECRET, NetatmoCloud.REFRESH, netatmo.tokens().refresh(), "access|"))
      assertThat(messages).doesNotContain(secret);
  }

  @Test
  void an_old_access_is_changed_and_a_withdrawn_sign_in_is_asked_for_anew() {
    open("netatmo");
    assertThat(bringNetatmo().status()).isEqualTo(201);
    acceptParts(NETATMO.value(), "room-" + NetatmoCloud.BATH);
    String room = id(NETATMO.value() + "/room-" + NetatmoCloud.LIVING);
    soon().until(() -> value(room, "goalTemperature").equals("20"));
    int before = netatmo.tokens().asked();
    netatmo.tokens().endAccess();
    assertThat(perform(room, "{\"action\":\"heat\",\"to\":21}")).startsWith("confirmed");
    assertThat(netatmo.tokens().asked()).isEqualTo(before + 1);
    netatmo.tokens().withdraw();
    steward().ask("POST", "/things/" + room + "/perform", "{\"action\":\"heat\",\"to\":19}");
    soon().until(() -> status("cloud").startsWith("error sign in again at dev.netatmo.com"));
    netatmo.tokens().signIn("a-new-refresh-token");
    Reply put =
        steward()
            .ask(
                "PUT",
                "/things/cloud/secrets",
                "{\"secrets\":{\"refresh\":\"a-new-refresh-token\"}}");
    assertThat(put.status()).isEqualTo(204);
    soon().until(() -> status("cloud").startsWith("present"));
  }

  @Test
  void a_restart_goes_on_with_the_tokens_that_were_given_last() {
    open("netatmo");
    assertThat(bringNetatmo().status()).isEqualTo(201);
    soon().until(() -> status("cloud").startsWith("present"));
    String given = netatmo.tokens().refresh();
    assertThat(given).isNotEqualTo(NetatmoCloud.REFRESH);
    steward().close();
    netatmo.tokens().endAccess();
    open("netatmo");
    soon().until(() -> netatmo.tokens().asked() == 2);
    soon().until(() -> status("cloud").startsWith("present"));
    assertThat(netatmo.tokens().refresh()).isNotEqualTo(given);
  }

  @Test
  void a_certificate_for_another_name_is_not_believed_and_gets_no_secret() {
    RunningHouse.get(netatmo.show(List.of("evil.example")));
    open("netatmo");
    assertThat(bringNetatmo().status()).isEqualTo(201);
    soon().until(() -> status("cloud").startsWith("error its cloud cannot be reached"));
    assertThat(netatmo.seen()).isEmpty();
  }

  @Test
  void a_cloud_in_trouble_that_limits_and_goes_silent_is_told_as_it_is() {
    open("netatmo");
    netatmo.spell("/api/getstationsdata", 1, 503, Map.of(), "<html>");
    assertThat(bringNetatmo().status()).isEqualTo(201);
    acceptParts(NETATMO.value(), "room-" + NetatmoCloud.BATH);
    String room = id(NETATMO.value() + "/room-" + NetatmoCloud.LIVING);
    soon().until(() -> value(room, "goalTemperature").equals("20"));
    netatmo.spell(
        "/api/setroomthermpoint", 1, 429, Map.of("retry-after", "5"), "{\"error\":{\"code\":26}}");
    assertThat(perform(room, "{\"action\":\"heat\",\"to\":23}"))
        .isEqualTo("refused: its cloud wants no further requests for 5 s");
    netatmo.goSilent();
    steward().ask("POST", "/things/" + room + "/perform", "{\"action\":\"heat\",\"to\":23}");
    soon().until(() -> status(room).startsWith("absent its cloud cannot be reached"));
    netatmo.comeBack();
    soon().until(() -> status(room).startsWith("present"));
    netatmo.spell("/api/homestatus", 1, 302, Map.of("location", "https://127.0.0.1/"), "");
    assertThat(perform(room, "{\"action\":\"heat\",\"to\":24}")).startsWith("confirmed");
  }

  @Test
  void a_thermostat_of_nest_is_signed_in_by_a_code_heated_and_heard_by_events() {
    open("nest");
    nest.tokens().offer("4/0AbC-code");
    Reply brought =
        bring(
            "nest",
            "google",
            Map.of(
                "project", NestCloud.PROJECT,
                "client", NestCloud.CLIENT,
                "subscription", NestCloud.SUBSCRIPTION,
                "secret", NestCloud.SECRET,
                "code", "4/0AbC-code"));
    assertThat(brought.status()).as(brought.text()).isEqualTo(201);
    acceptParts("nest:" + NestCloud.PROJECT, NestCloud.THERMOSTAT);
    String hall = id("nest:" + NestCloud.PROJECT + "/" + NestCloud.THERMOSTAT);
    soon().until(() -> value(hall, "goalTemperature").equals("20"));
    assertThat(perform(hall, "{\"action\":\"heat\",\"to\":21}")).startsWith("confirmed");
    assertThat(perform(hall, "{\"action\":\"mode\",\"to\":\"off\"}")).startsWith("confirmed");
    assertThat(perform(hall, "{\"action\":\"heat\",\"to\":21}")).startsWith("refused: it is off");
    nest.nonsense();
    nest.ambient(17.25);
    soon().until(() -> value(hall, "temperature").equals("17.25"));
    soon().until(() -> nest.waiting() == 0);
    assertThat(nest.meter("get").over() + nest.meter("list").over()).isZero();
  }
}
