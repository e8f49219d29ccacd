package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse.Reply;
import steward.sim.hue.BridgeCertificate;
import steward.sim.hue.HueBridge;
import steward.value.Tree;

/// A simulated Hue bridge in a whole house, over real sockets, TLS and events.
class HueOverSocketsTest {
  private static final String ID = "001788FFFEABCDEF";

  @TempDir Path home;

  private final Vertx vertx = Vertx.vertx();
  private HueBridge bridge;
  private RunningHouse steward;

  @BeforeEach
  void begin() {
    bridge = new HueBridge(vertx, "127.0.0.1", ID);
    RunningHouse.get(bridge.start());
    steward = RunningHouse.on(home);
  }

  @AfterEach
  void end() {
    steward.close();
    bridge.close();
    RunningHouse.get(vertx.close());
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(50));
  }

  /// Brings the bridge in by hand, presses its button, and accepts all that it has.
  private void bringIn() {
    String binding =
        "{\"family\":\"hue\",\"id\":\"bridge\",\"name\":\"Bridge\",\"room\":\"Hall\",\"binding\":{\"host\":\"127.0.0.1\",\"port\":\"%d\",\"id\":\"%s\"}}"
            .formatted(bridge.port(), ID);
    Reply reply = steward.ask("POST", "/things", binding);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    soon().until(() -> status("bridge").contains("press the round button"));
    bridge.pressButton();
    soon().until(() -> status("bridge").startsWith("present"));
    soon().until(() -> steward.get("/inbox").text().contains("hue:" + ID));
    Reply accepted = steward.ask("POST", "/inbox/hue:" + ID + "/accept", "{\"room\":\"Hall\"}");
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
    soon().until(() -> status(thing("light", "ceiling")).startsWith("present"));
    soon().until(() -> bridge.listeners() == 1);
  }

  private Map<String, Tree> things() {
    var things = new LinkedHashMap<String, Tree>();
    for (Tree one : steward.get("/things").json().get("items").items())
      things.put(one.get("udn").text(), one);
    return things;
  }

  private String thing(String type, String name) {
    String udn = "hue:" + ID + "/" + HueBridge.id(type, name);
    Tree found = things().get(udn);
    if (found == null) throw new AssertionError("no " + udn + " among " + things().keySet());
    return found.get("id").text();
  }

  private String status(String id) {
    Tree status = steward.get("/things/" + id).json().get("status");
    return status.get("state").text() + " " + status.get("reason").text();
  }

  private String value(String id, String property) {
    Tree properties = steward.get("/things/" + id).json().get("properties");
    return properties
        .find(property)
        .flatMap(p -> p.find("value"))
        .map(v -> String.valueOf(v.node()))
        .orElse("");
  }

  private String perform(String id, String action) {
    Reply reply = steward.ask("POST", "/things/" + id + "/perform?wait=15s", action);
    Tree json = reply.json();
    return json.get("outcome").text() + ": " + json.get("reason").text();
  }

  @Test
  void a_bridge_is_paired_read_switched_and_seen_to_go_silent() {
    bridge.splitEvents(true);
    bridge.doubleEvents(true);
    bridge.pad(200_000);
    bringIn();
    String ceiling = thing("light", "ceiling");
    assertThat(perform(ceiling, "{\"action\":\"turn\",\"to\":\"on\"}")).startsWith("confirmed");
    assertThat(perform(ceiling, "{\"action\":\"dim\",\"level\":42}")).startsWith("confirmed");
    assertThat(perform(ceiling, "{\"action\":\"colour\",\"hue\":240,\"saturation\":90}"))
        .startsWith("confirmed");
    assertThat(perform(ceiling, "{\"action\":\"warmth\",\"mireds\":300}")).startsWith("confirmed");
    assertThat(perform(ceiling, "{\"action\":\"turn\",\"to\":\"on\"}"))
        .as("nothing changes, so no event comes")
        .startsWith("confirmed");
    String living = thing("room", "living");
    assertThat(perform(living, "{\"action\":\"scene\",\"text\":\"Relax\"}"))
        .startsWith("confirmed");
    assertThat(value(living, "scene")).isEqualTo("Relax");
    assertThat(perform(living, "{\"action\":\"turn\",\"to\":\"off\"}")).startsWith("confirmed");
    soon().until(() -> value(ceiling, "switch").equals("off"));
    String stairs = thing("device", "sensor");
    assertThat(value(stairs, "temperature")).isEqualTo("21.5");
    RunningHouse.get(
        bridge.byHand("motion", "sensor", "{'motion':{'motion_report':{'motion':true}}}"));
    soon().until(() -> value(stairs, "motion").equals("detected"));
    RunningHouse.get(bridge.endStreams(true));
    RunningHouse.get(bridge.endStreams(false));
    String lamp = RunningHouse.get(bridge.addLamp("attic", "Attic"));
    soon().until(() -> steward.get("/inbox").text().contains("Attic"));
    assertThat(bridge.shown(lamp)).contains("Attic");
    bridge.goSilent();
    soon().until(() -> status(ceiling).startsWith("absent"));
    bridge.comeBack();
    soon().until(() -> status(ceiling).startsWith("present"));
    assertThat(perform(ceiling, "{\"action\":\"turn\",\"to\":\"on\"}")).startsWith("confirmed");
  }

  @Test
  void a_lamp_without_power_takes_nothing_and_a_busy_bridge_a_little_later() {
    bringIn();
    String ceiling = thing("light", "ceiling");
    RunningHouse.get(bridge.beBusy(429, 2));
    assertThat(perform(ceiling, "{\"action\":\"turn\",\"to\":\"on\"}")).startsWith("confirmed");
    RunningHouse.get(bridge.reach(HueBridge.id("light", "ceiling"), false));
    soon().until(() -> status(ceiling).contains("cannot reach it by radio"));
    Reply reply =
        steward.ask(
            "POST", "/things/" + ceiling + "/perform", "{\"action\":\"turn\",\"to\":\"off\"}");
    assertThat(reply.json().get("outcome").text()).isNotEqualTo("confirmed");
    RunningHouse.get(bridge.reach(HueBridge.id("light", "ceiling"), true));
    soon().until(() -> status(ceiling).startsWith("present"));
  }

  @Test
  void another_certificate_and_a_forgotten_key_are_said_and_get_nothing() {
    bringIn();
    bridge.resetKeys();
    String ceiling = thing("light", "ceiling");
    assertThat(perform(ceiling, "{\"action\":\"turn\",\"to\":\"on\"}")).startsWith("refused");
    soon().until(() -> status("bridge").contains("paired anew"));
    steward.ask("POST", "/things/bridge/perform", "{\"action\":\"wake\"}");
    soon().until(() -> status("bridge").contains("press the round button"));
    bridge.pressButton();
    soon().until(() -> status("bridge").startsWith("present"));
    RunningHouse.get(bridge.show(BridgeCertificate.Form.SIGNED, ID));
    soon().until(() -> status("bridge").contains("not believed to be the bridge"));
    assertThat(status(ceiling)).startsWith("absent");
  }

  @Test
  void a_bridge_with_another_name_in_its_certificate_gets_no_key_question() {
    RunningHouse.get(bridge.show(BridgeCertificate.Form.UPPER_CASE, "001788FFFE000000"));
    String binding =
        "{\"family\":\"hue\",\"id\":\"bridge\",\"name\":\"Bridge\",\"room\":\"Hall\",\"binding\":{\"host\":\"127.0.0.1\",\"port\":\"%d\",\"id\":\"%s\"}}"
            .formatted(bridge.port(), ID);
    assertThat(steward.ask("POST", "/things", binding).status()).isEqualTo(201);
    soon().until(() -> status("bridge").contains("001788FFFE000000"));
  }
}
