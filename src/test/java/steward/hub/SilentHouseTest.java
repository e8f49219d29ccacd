package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.discovery.DiscoveryInbox.Naming;
import steward.sim.kasa.KasaDevice;
import steward.sim.kasa.KasaModel;
import steward.thing.Binding;
import steward.value.Tree;

/// A cut of the power: two hundred things go silent at once, and come back at once.
class SilentHouseTest {
  private static final int THINGS = 200;

  private final List<KasaDevice> plugs = new ArrayList<>();
  private Vertx vertx;
  private RunningHouse house;

  @BeforeEach
  void begin(@TempDir Path home) throws Exception {
    vertx = Vertx.vertx();
    house = RunningHouse.on(home);
    for (int i = 0; i <= THINGS; i++) {
      String mac = String.format(Locale.ROOT, "A0F1B3%06X", i);
      String address = "127.79." + i / 100 + "." + (i % 100 + 1);
      var plug =
          new KasaDevice(vertx, address, KasaModel.HS110_NEW, mac, "Plug", KasaDevice.Ports.FREE);
      plug.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      plugs.add(plug);
      String port = Integer.toString(plug.port());
      var binding = Binding.of("kasa", "mac", mac, "host", address, "port", port);
      house.house.inbox().byHand(binding, new Naming("plug-" + i, "Plug " + i, "Hall"), "x").join();
    }
  }

  @AfterEach
  void end() throws Exception {
    house.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private long standing(String state) {
    return house.get("/things?limit=500").json().get("items").items().stream()
        .filter(thing -> thing.get("status").get("state").text().equals(state))
        .count();
  }

  /// The outcome of a command to the one plug that has its power from elsewhere.
  private String outcome(String to) {
    var reply =
        house.ask(
            "POST",
            "/things/plug-" + THINGS + "/perform?wait=10s",
            "{\"action\":\"turn\",\"to\":\"" + to + "\"}");
    return reply.json().get("outcome").text();
  }

  @Test
  void two_hundred_things_go_silent_and_come_back_and_the_house_goes_on() {
    await().until(() -> standing("present") == THINGS + 1);
    List<KasaDevice> dark = plugs.subList(0, THINGS);

    dark.forEach(KasaDevice::goSilent);
    assertThat(outcome("on")).isEqualTo("confirmed");
    await().until(() -> standing("absent") == THINGS);
    assertThat(outcome("off")).isEqualTo("confirmed");
    Tree gone = house.get("/things/plug-7").json();
    assertThat(gone.get("status").get("reason").text()).isNotEmpty();

    long asked = dark.stream().mapToLong(KasaDevice::requests).sum();
    dark.forEach(KasaDevice::comeBack);
    await().until(() -> standing("present") == THINGS + 1);
    assertThat(outcome("on")).isEqualTo("confirmed");
    long more = dark.stream().mapToLong(KasaDevice::requests).sum() - asked;
    assertThat(more)
        .as("each is asked for what it is, not stormed: questions to %d things", THINGS)
        .isBetween((long) THINGS, 6L * THINGS);
    assertThat(changes("plug-7")).as("gone once, back once").containsExactly("absent", "present");
    assertThat(house.get("/healthz").status()).isEqualTo(200);
  }

  /// How the thing stood, one after the other, since it first answered.
  private List<String> changes(String id) {
    var changes = new ArrayList<String>();
    for (Tree entry : stood(id)) {
      String state = entry.get("body").get("state").text();
      // A link that begins anew, once it is known what is at its end, says so again.
      if (changes.isEmpty() || !changes.getLast().equals(state)) changes.add(state);
    }
    return changes.subList(changes.indexOf("present") + 1, changes.size());
  }

  private List<Tree> stood(String id) {
    return house
        .get("/journal?kind=status&limit=500&subject=" + id)
        .json()
        .get("items")
        .items()
        .reversed();
  }
}
