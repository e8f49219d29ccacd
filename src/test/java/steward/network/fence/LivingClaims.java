package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import steward.sim.LocalDevice;
import steward.value.Tree;

/// What holds of the steward as it is delivered, with devices behind its fence: they are found and
/// obey, and what they say to the world is refused, or counted.
final class LivingClaims {
  private static final String CLOUD_LANE =
      "{\"kind\":\"out\",\"to\":\"cloud.example\",\"ports\":\"443\"}";

  private final LivingHome living;

  LivingClaims(LivingHome living) {
    this.living = living;
  }

  /// Two are told to the house before, and are enclosed from their first packet; two come as
  /// strangers.
  void movesIn() throws Exception {
    living.byHand("daikin", "daikin", "\"host\":\"10.77.0.21\",\"mac\":\"409F38D107AC\"");
    living.byHand("hue", "bridge", "\"host\":\"10.77.0.22\",\"id\":\"" + LivingHome.BRIDGE + "\"");
    for (var one : List.of(living.daikin, living.hue))
      await().until(() -> living.standing(one).equals("enclosed"));
    living.putUp();
    assertThat(living.get("/network").get("holds").text()).isEqualTo("confirmed");
    Map<String, String> leases = leases(living.tenants());
    assertThat(leases).containsEntry("daikin", "10.77.0.21").containsEntry("hue", "10.77.0.22");
    var strangers = List.of(living.kasa, living.sonoff);
    for (var one : strangers) {
      await().until(() -> seen(one).equals("quarantined"));
      assertThat(one.callHome()).as(one.name()).isEqualTo("none silent silent");
      Tree did = living.ask("PUT", LivingHome.station(one), "{\"standing\":\"enclosed\"}");
      assertThat(did.get("waits").node()).isEqualTo(false);
    }
    Map<String, String> own = leases(strangers);
    for (var one : strangers)
      assertThat(own.get(one.name()))
          .as("another address than a stranger's")
          .isNotEqualTo(leases.get(one.name()))
          .isEqualTo(living.get(LivingHome.station(one)).get("given").text());
    living.ask("POST", "/inbox/look", "{}");
    found("kasa:A0F1B3000001");
    living.byHand(
        "sonoff",
        "sonoff",
        "\"host\":\"%s\",\"port\":\"8081\",\"id\":\"%s\",\"mode\":\"diy\""
            .formatted(own.get("sonoff"), LivingHome.PLUG));
    await().until(() -> living.state("bridge").equals("waiting"));
    living.hue.device().pressButton();
    found("hue:" + LivingHome.BRIDGE);
    for (String id : List.of("daikin", "sonoff", kasa(), lamp()))
      await().until(() -> living.state(id).equals("present"));
  }

  /// Its standing, once somebody looked.
  private String seen(Tenant<?> tenant) throws Exception {
    living.get("/ledger");
    return living.standing(tenant);
  }

  private static Map<String, String> leases(List<? extends Tenant<? extends LocalDevice>> all)
      throws Exception {
    var leases = new HashMap<String, String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new HashMap<String, Future<String>>();
      for (var one : all) asked.put(one.name(), threads.submit((Callable<String>) one::lease));
      for (var one : asked.entrySet()) leases.put(one.getKey(), one.getValue().get());
    }
    return leases;
  }

  private void found(String key) throws Exception {
    await().until(() -> living.asked("GET", "/inbox", "").body().contains(key));
    living.ask("POST", "/inbox/" + key + "/accept", "{\"room\":\"Hall\"}");
  }

  private String thing(String udn) throws Exception {
    for (Tree one : living.get("/things").get("items").items())
      if (one.get("udn").text().equals(udn)) return one.get("id").text();
    throw new AssertionError("no " + udn);
  }

  String kasa() throws Exception {
    return thing("kasa:A0F1B3000001");
  }

  String lamp() throws Exception {
    return thing("hue:" + LivingHome.BRIDGE + "/" + id("light", "ceiling"));
  }

  String sensor() throws Exception {
    return thing("hue:" + LivingHome.BRIDGE + "/" + id("device", "sensor"));
  }

  private static String id(String type, String name) {
    return steward.sim.hue.HueBridge.id(type, name);
  }

  /// All four obey the laptop, while each of them calls home in vain.
  void obey() throws Exception {
    long arrived = living.home.arrived("").packets();
    switchAll("on");
    for (var one : living.tenants())
      assertThat(one.callHome()).as(one.name()).isEqualTo("none refused refused");
    switchAll("off");
    assertThat(living.home.arrived("").packets()).as("in the Internet").isEqualTo(arrived);
    assertThat(living.home.bare()).isZero();
  }

  void switchAll(String to) throws Exception {
    for (String id : List.of("daikin", "sonoff", kasa(), lamp())) turn(id, to);
  }

  void turn(String id, String to) throws Exception {
    assertThat(living.perform(id, "{\"action\":\"turn\",\"to\":\"" + to + "\"}"))
        .as(id)
        .startsWith("confirmed");
  }

  /// A call home is in the ledger when somebody asks.
  void written() throws Exception {
    long from = System.nanoTime();
    assertThat(Home.tcp(living.sonoff.space(), Home.OTHER, 9_543)).isEqualTo("refused");
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> way(living.sonoff, Home.OTHER, 9_543, "refused").isPresent());
    long millis = (System.nanoTime() - from) / 1_000_000;
    System.err.println("a call home was in the ledger after " + millis + " ms");
    assertThat(living.get("/ledger").get("left").get("bytes").number()).isEqualTo(0);
  }

  private Optional<Tree> way(Tenant<?> tenant, String to, int port, String verdict)
      throws Exception {
    living.get("/ledger");
    var answer = living.asked("GET", ledger(tenant), "");
    if (answer.status() != 200) return Optional.empty();
    return answer.json().get("ways").items().stream()
        .filter(one ->
            one.get("address").text().equals(to)
                && one.get("port").number() == port
                && one.get("verdict").text().equals(verdict))
        .findFirst();
  }

  private static String ledger(Tenant<?> tenant) {
    return LivingHome.station(tenant).replace("/network", "/ledger");
  }

  void lanes(Tenant<?> tenant, String lanes) throws Exception {
    Tree did = living.ask("PUT", LivingHome.station(tenant), "{\"lanes\":[" + lanes + "]}");
    assertThat(did.get("waits").node()).as(did.get("did").text()).isEqualTo(false);
  }

  /// What goes through a lane is in the ledger to the byte.
  void counted() throws Exception {
    Flows.Count before = living.home.arrived(Home.CLOUD);
    lanes(living.kasa, CLOUD_LANE);
    assertThat(living.kasa.callHome()).isEqualTo(Home.CLOUD + " yes refused");
    assertThat(living.sonoff.callHome()).as("another one").isEqualTo("none refused refused");
    try (var stream = new Stream(living.kasa.space(), Home.CLOUD)) {
      stream.begin(200_000);
      assertThat(stream.came()).isEqualTo(200_000);
    }
    await()
        .untilAsserted(() -> {
          Flows.Count now = living.home.arrived(Home.CLOUD);
          assertThat(way(living.kasa, Home.CLOUD, 443, "allowed"))
              .hasValueSatisfying(way -> {
                assertThat(way.get("to").text()).isEqualTo("cloud.example");
                assertThat(way.get("up").get("bytes").number())
                    .isGreaterThan(200_000)
                    .isEqualTo((double) (now.bytes() - before.bytes()));
                assertThat(way.get("up").get("packets").number())
                    .isEqualTo((double) (now.packets() - before.packets()));
              });
        });
  }

  /// Data on one lane, while another thing's lane is opened and closed.
  void undisturbed() throws Exception {
    try (var stream = new Stream(living.kasa.space(), Home.CLOUD)) {
      int bytes = 4_000_000;
      stream.begin(bytes);
      var lane = "{\"kind\":\"exact\",\"to\":\"" + Home.OTHER + "/32\",\"ports\":\"443\"}";
      for (int i = 0; i < 3; i++) {
        lanes(living.sonoff, lane);
        assertThat(Home.tcp(living.sonoff.space(), Home.OTHER, 443)).isEqualTo("yes");
        lanes(living.sonoff, "");
        assertThat(Home.tcp(living.sonoff.space(), Home.OTHER, 443)).isEqualTo("refused");
      }
      assertThat(stream.came()).isEqualTo(bytes);
    }
    // The question is one: with the stream's own lane closed it does not come through.
    try (var stream = new Stream(living.kasa.space(), Home.CLOUD)) {
      living.ask("POST", LivingHome.station(living.kasa) + "/cut", "{\"for\":\"1h\"}");
      stream.begin(200_000);
      assertThat(stream.came()).as("of a thing that is cut off").isLessThan(200_000);
      living.ask("DELETE", LivingHome.station(living.kasa) + "/cut", "");
    }
    await().until(() -> cloud().equals("yes refused"));
  }

  /// The plug says that it is the kettle, at its own cable: by the owner's lock nothing of it comes
  /// through, and the house says so.
  void locked() throws Exception {
    String kettle = living.get(LivingHome.station(living.kasa)).get("given").text();
    String plug = living.get(LivingHome.station(living.sonoff)).get("given").text();
    be(living.kasa.hardware(), "add", kettle, kettle);
    // The bridge sends an answer to whom it heard last: each may have to ask again.
    await().until(() -> Home.tcp(living.sonoff.space(), Home.CLOUD, 443).equals("yes"));
    await().until(() -> cloud().startsWith("yes"));
    if (Files.exists(Path.of("/sys/class/net", LivingHome.THINGS)))
      await().until(() -> cloud().startsWith("yes") && heardAt(living.kasa).equals("p-kasa"));
    Tree did = living.ask("PUT", LivingHome.station(living.kasa), "{\"port\":\"p-kasa\"}");
    assertThat(did.get("waits").node()).as(did.get("did").text()).isEqualTo(false);
    assertThat(Home.tcp(living.sonoff.space(), Home.CLOUD, 443)).isEqualTo("silent");
    assertThat(cloud()).as("the kettle itself").isEqualTo("yes refused");
    await()
        .until(() -> {
          living.get("/ledger");
          String trouble = living.get(LivingHome.station(living.kasa)).get("trouble").text();
          return trouble.contains("was at p-sonoff");
        });
    be(living.sonoff.hardware(), "del", kettle, plug);
    assertThat(living.sonoff.callHome()).isEqualTo("none refused refused");
  }

  private String heardAt(Tenant<?> tenant) throws Exception {
    return living.get(LivingHome.station(tenant)).get("heardAt").text();
  }

  /// The plug takes a hardware address, and sends from an address.
  private void be(Hardware hardware, String deed, String four, String from) throws Exception {
    living
        .sonoff
        .space()
        .run(
            "ip link set eth0 address %s && ip addr %s %s/32 dev eth0 && ip route replace default via %s src %s"
                .formatted(hardware, deed, four, Home.GATEWAY, from));
  }

  /// The steward stops and starts: the fence stays, nothing is lost, and everything obeys again.
  void restarted() throws Exception {
    try (var stream = new Stream(living.kasa.space(), Home.CLOUD)) {
      living.restart(() -> {
        assertThat(living.sonoff.callHome()).isEqualTo("none refused refused");
        assertThat(Home.tcp(living.daikin.space(), Home.CLOUD_6, 443)).isNotEqualTo("yes");
        assertThat(Home.tcp(living.daikin.space(), Home.OTHER, 8_883)).isEqualTo("refused");
        stream.begin(100_000);
        assertThat(stream.came()).as("what runs on a lane").isEqualTo(100_000);
      });
    }
    await().until(() -> living.get("/network").get("holds").text().equals("confirmed"));
    living.freshen();
    for (String id : List.of("daikin", "sonoff", kasa(), lamp()))
      await().until(() -> living.state(id).equals("present"));
    switchAll("on");
    await().until(() -> way(living.daikin, Home.OTHER, 8_883, "refused").isPresent());
    assertThat(gaps(living.get("/ledger"))).isEmpty();
  }

  /// Why it was not measured, since the ledger began.
  static List<String> gaps(Tree ledger) {
    return ledger.get("gaps").items().stream()
        .map(gap -> gap.get("why").text())
        .filter(why -> !why.equals("the ledger had not begun"))
        .toList();
  }

  /// The helper dies while a lane changes: the old lanes or the new, and the new ones in the end.
  void helperDies() throws Exception {
    var seen = new ArrayList<String>();
    for (int millis : List.of(0, 40)) {
      String lanes = millis == 0 ? CLOUD_LANE + "," + CLOUD_LANE.replace("443", "80") : CLOUD_LANE;
      Thread change =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  living.asked(
                      "PUT", LivingHome.station(living.kasa), "{\"lanes\":[" + lanes + "]}");
                } catch (Exception _) {
                  // It is asked for below what became of it.
                }
              });
      java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000L);
      living.home.helper().destroyForcibly().waitFor();
      change.join();
      seen.add(cloud());
      assertThat(seen.getLast()).as("old or new, never half").isIn("yes refused", "yes yes");
      assertThat(living.sonoff.callHome()).endsWith("refused refused");
      living.home.startHelper();
      // Whatever is decided next brings what was kept with it; else it takes some ten seconds.
      lanes(living.sonoff, "");
      String wanted = millis == 0 ? "yes yes" : "yes refused";
      await().until(() -> cloud().equals(wanted));
    }
    System.err.println("a lane whose helper died was " + seen);
    await().until(() -> living.get("/network").get("waits").items().isEmpty());
  }

  private String cloud() throws Exception {
    Home.dns(living.kasa.space(), Home.GATEWAY, "cloud.example", false);
    return Home.tcp(living.kasa.space(), Home.CLOUD, 443)
        + " "
        + Home.tcp(living.kasa.space(), Home.CLOUD, 80);
  }

  /// With one rule less the devices do reach the Internet, the house says that somebody changed its
  /// fence, and mends it when it is told to.
  void control() throws Exception {
    new Rules(living.home).without("forward", "goto from_things");
    assertThat(living.sonoff.callHome()).as("without the rule").isEqualTo("none yes yes");
    // A change of our own makes it no more ours.
    lanes(living.kasa, "");
    await().until(() -> !living.get("/network").get("foreign").text().isEmpty());
    living.ask("POST", "/network/again", "{}");
    assertThat(living.sonoff.callHome()).isEqualTo("none refused refused");
    assertThat(living.get("/network").get("foreign").text()).isEmpty();
  }
}
