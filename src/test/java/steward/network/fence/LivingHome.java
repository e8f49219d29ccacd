package steward.network.fence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import steward.hub.RunningHouse;
import steward.hub.Token;
import steward.hub.Wire;
import steward.loop.Time;
import steward.sim.LocalDevice;
import steward.sim.daikin.DaikinDevice;
import steward.sim.hue.HueBridge;
import steward.sim.kasa.KasaDevice;
import steward.sim.kasa.KasaModel;
import steward.sim.sonoff.SonoffDevice;
import steward.sim.sonoff.SonoffStates;
import steward.value.Tree;

/// The home of namespaces with somebody living in it: the steward as it is delivered, four
/// simulated devices, and Alice at the laptop, who does everything over HTTPS from there.
final class LivingHome implements AutoCloseable {
  static final String THINGS = "br-things";
  static final String BRIDGE = "001788FFFEABCDEF";
  static final String PLUG = "1000a0b0c0";
  static final int PAGE = 8_443;
  private static final String HOST = Home.HOME + ":" + PAGE;

  final Home home;
  private final Path folder;
  private final Time time;
  final Tenant<DaikinDevice> daikin;
  final Tenant<HueBridge> hue;
  final Tenant<KasaDevice> kasa;
  final Tenant<SonoffDevice> sonoff;
  private RunningHouse house;
  private String session = "";
  private Token app;
  private int codes;

  /// Builds all of it; Alice owns the house, and nothing is fenced yet.
  LivingHome(Path folder, Time time) throws Exception {
    this.folder = folder;
    this.time = time;
    home = new Home(folder);
    home.town();
    String any = "0.0.0.0";
    daikin =
        Tenant.moveIn(
            home.steward,
            "daikin",
            "40:9f:38:d1:07:ac",
            vertx ->
                new DaikinDevice(
                        vertx, any, 30_050, "409F38D107AC", DaikinDevice.Firmware.CLASSIC, 7)
                    .onPort(80));
    hue =
        Tenant.moveIn(
            home.steward,
            "hue",
            "00:17:88:ab:cd:ef",
            vertx -> new HueBridge(vertx, any, BRIDGE).onPort(443));
    var ports = new KasaDevice.Ports(9_999, 80, 20_002);
    kasa =
        Tenant.moveIn(
            home.steward,
            "kasa",
            "a0:f1:b3:00:00:01",
            vertx ->
                new KasaDevice(vertx, any, KasaModel.HS110_NEW, "A0F1B3000001", "Kettle", ports));
    sonoff =
        Tenant.moveIn(
            home.steward,
            "sonoff",
            "d0:27:00:00:00:04",
            vertx ->
                SonoffDevice.diy(vertx, any, 8_081, PLUG, "diy_plug", SonoffStates.aSwitch(), 3));
    home.startHelper();
    house = open();
    claim();
  }

  List<Tenant<? extends LocalDevice>> tenants() {
    return List.of(daikin, hue, kasa, sonoff);
  }

  private RunningHouse open() throws Exception {
    Path own = Files.createDirectories(folder.resolve("house"));
    String ports = String.join(",", tenants().stream().map(one -> "p-" + one.name()).toList());
    return RunningHouse.on(
        time,
        own,
        "https.port=" + PAGE,
        "https.listen=home",
        "https.certificate-port=off",
        "access.loopback=off",
        "things.look=on",
        "things.on-this-machine=off",
        "network.mode=fence",
        "network.things-interface=" + THINGS,
        "network.things-ports=" + ports,
        "network.home-interface=home0",
        "network.things-address=" + Home.GATEWAY + "/24",
        "network.things-prefix=" + Home.GATEWAY_6 + "/64",
        "network.upstream=198.18.0.53",
        "network.helper=" + home.socket());
  }

  private void claim() throws Exception {
    String code = house.claimCode();
    var claimed =
        asked(
            "POST",
            "/claim",
            "{\"code\":\"%s\",\"user\":\"Alice\",\"client\":\"Laptop\",\"zone\":\"UTC\",\"latitude\":0,\"longitude\":0}"
                .formatted(code));
    if (claimed.status() != 201) throw new IllegalStateException(claimed.body());
    session = claimed.cookie("__Host-session");
    app = Token.of(claimed.json().get("enrolment"));
  }

  /// Alice enters a code of her app once more, where the house wants a fresh one.
  void freshen() throws Exception {
    if (asked("POST", "/network/again", "{\"preview\":true}").status() != 403) return;
    ask("POST", "/session/fresh", "{\"code\":\"%s\"}".formatted(app.code(codes++)));
  }

  /// The word in Alice's cookie.
  String session() {
    return session;
  }

  RunningHouse house() {
    return house;
  }

  /// The steward stops and starts again, on the same folder.
  void restart(Meanwhile what) throws Exception {
    house.close();
    what.happens();
    house = open();
  }

  interface Meanwhile {
    void happens() throws Exception;
  }

  /// What Alice asks from the laptop, and what she is answered.
  Wire.Answer asked(String method, String path, String body, String... headers) throws Exception {
    var all = new ArrayList<>(List.of("Host", HOST, "Cookie", "__Host-session=" + session));
    all.addAll(Arrays.asList(headers));
    return home.laptop.there(() ->
        Wire.ask(
            Wire.plain(Home.HOME, PAGE).withTls(),
            method,
            "/api/v1" + path,
            body,
            all.toArray(String[]::new)));
  }

  /// The same, where anything but success is a failure.
  Tree ask(String method, String path, String body) throws Exception {
    Wire.Answer answer = asked(method, path, body);
    if (answer.status() >= 300)
      throw new IllegalStateException(method + " " + path + ": " + answer.body());
    return answer.json();
  }

  Tree get(String path) throws Exception {
    return ask("GET", path, "");
  }

  /// Tries the fence and confirms it, from the laptop.
  void putUp() throws Exception {
    String token = ask("POST", "/network/apply", "{}").get("token").text();
    ask("POST", "/network/confirm", "{\"token\":\"" + token + "\"}");
  }

  static String station(Tenant<?> tenant) {
    return "/network/stations/s_" + tenant.hardware().text().replace(":", "");
  }

  String standing(Tenant<?> tenant) throws Exception {
    Wire.Answer answer = asked("GET", station(tenant), "");
    return answer.status() == 200 ? answer.json().get("standing").text() : "unknown";
  }

  /// Tells the house of a device by hand.
  void byHand(String family, String id, String binding) throws Exception {
    ask(
        "POST",
        "/things",
        "{\"family\":\"%s\",\"id\":\"%s\",\"name\":\"%s\",\"room\":\"Hall\",\"binding\":{%s}}"
            .formatted(family, id, id, binding));
  }

  String state(String thing) throws Exception {
    Wire.Answer answer = asked("GET", "/things/" + thing, "");
    return answer.status() == 200
        ? answer.json().get("status").get("state").text()
        : "" + answer.status();
  }

  /// What became of a command.
  String perform(String thing, String action) throws Exception {
    Tree answer = ask("POST", "/things/" + thing + "/perform?wait=15s", action);
    return answer.get("outcome").text() + ": " + answer.get("reason").text();
  }

  @Override
  public void close() {
    house.close();
    Stream.of(daikin, hue, kasa, sonoff).forEach(Tenant::close);
    home.close();
  }
}
