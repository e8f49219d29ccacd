package steward.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steward.thing.Message.Publish;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;

/// A simulated Tasmota device: it boots, announces itself, reports and obeys as the firmware does.
/// Confined to the house's context.
final class TasmotaDevice implements Gadget {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final int CUT_AT = 420;

  private final TasmotaSpec spec;
  private final World world;
  private final SimSettings settings;
  private final TasmotaDocuments documents;
  private final TasmotaConsole console;
  private final boolean[] power;
  private final boolean[] detected;
  private final TasmotaLight light;
  private final List<TasmotaShutter> shutters = new ArrayList<>();
  private final EnergyMeter meter;
  private final int signalPercent;
  private @Nullable Wire wire;
  private boolean lying;
  private long bootedAt = -1;
  private int connects;
  private int fanSpeed;

  TasmotaDevice(TasmotaSpec spec, World world, SimSettings settings) {
    this.spec = spec;
    this.world = world;
    this.settings = settings;
    this.documents = new TasmotaDocuments(spec, this);
    this.console = new TasmotaConsole(spec, this, documents);
    this.power = new boolean[Math.max(1, spec.relays.size())];
    this.detected = new boolean[spec.switches.size()];
    this.light = new TasmotaLight(Math.max(1, spec.lightSubtype), spec.option(17) == 1);
    this.meter = new EnergyMeter(20 + world.chance.nextDouble() * 400);
    this.signalPercent = 50 + world.chance.nextInt(50);
    spec.shutters.forEach(_ -> shutters.add(new TasmotaShutter(0)));
    if (spec.watts != null) power[0] = true; // what hangs on a meter is usually on
    if (spec.lightSubtype > 0 || spec.option(30) == 1 || spec.fan) addLamps();
    if (!shutters.isEmpty()) spec.room.shade = 0.1;
  }

  private void addLamps() {
    for (int i = 0; i < spec.relays.size(); i++) {
      int relay = i;
      spec.room.lamps.add(
          new Room.Lamp() {
            @Override
            public double lux() {
              return power[relay] ? spec.lux * (spec.lightSubtype > 0 ? light.dimmer / 100 : 1) : 0;
            }

            @Override
            public boolean isOn() {
              return power[relay];
            }

            @Override
            public void byHand(boolean on) {
              turn(relay, on);
            }
          });
    }
  }

  @Override
  public String id() {
    return spec.id;
  }

  @Override
  public String clientId() {
    return "DVES_" + spec.mac.substring(6);
  }

  @Override
  public Publish will() {
    return new Publish(spec.topic(2, "LWT"), Bytes.utf8("Offline"), 1, true);
  }

  @Override
  public Duration keepAlive() {
    return KEEP_ALIVE;
  }

  @Override
  public Temper temper() {
    return spec.temper;
  }

  @Override
  public List<SimThing> things() {
    var things = new ArrayList<SimThing>();
    var udn = new Udn("tasmota:" + spec.mac);
    boolean several = spec.relays.size() > 1;
    things.add(
        several || spec.shutters.size() > 1
            ? thing(udn, several ? spec.relays.getFirst() : spec.shutters.getFirst())
            : new SimThing(udn, new ThingId(spec.id), spec.name, spec.room.name, null));
    for (int i = 1; i < spec.relays.size(); i++)
      things.add(thing(udn.child((i + 1) + ""), spec.relays.get(i)));
    for (int i = 1; i < spec.shutters.size(); i++) {
      things.add(thing(udn.child("shutter" + (i + 1)), spec.shutters.get(i)));
    }
    for (TasmotaSpec.Part part : spec.extraThings) {
      String suffix = part.id().substring(part.id().indexOf('/') + 1);
      String id =
          part.id().contains("/") ? part.id().substring(0, part.id().indexOf('/')) : part.id();
      things.add(thing(udn.child(suffix), new TasmotaSpec.Part(id, part.name())));
    }
    return things;
  }

  private SimThing thing(Udn udn, TasmotaSpec.Part part) {
    return new SimThing(udn, new ThingId(part.id()), part.name(), spec.room.name, null);
  }

  @Override
  public void connected(Wire opened, boolean first) {
    wire = opened;
    connects++;
    boolean keeps = spec.option(104) == 0;
    opened.say(spec.topic(2, "LWT"), "Online", keeps);
    if (spec.option(90) == 0) opened.say(spec.topic(0, "POWER"), "", false);
    opened.subscribe(spec.topic(0, "#"));
    opened.subscribe(
        spec.fullTopic.replace("%prefix%", spec.prefixes.getFirst()).replace("%topic%", "tasmotas")
            + "#");
    opened.subscribe(spec.prefixes.getFirst() + "/" + clientId() + "_fb/#");
    if (first) boot(opened);
  }

  private void boot(Wire opened) {
    bootedAt = opened.timeline().now();
    for (int i = 1; i <= 3; i++) opened.say(spec.topic(2, "INFO" + i), documents.info(i), false);
    for (int i = 0; i < spec.relays.size(); i++) report(i);
    afterBoot(opened, 5_000, this::telemetry);
    afterBoot(opened, 10_000, this::announce);
    long drift =
        (long) (settings.telePeriod().toMillis() * (1 + opened.chance().nextDouble() * 0.02));
    long firstTele = (long) (drift * (0.3 + 0.7 * opened.chance().nextDouble()));
    opened
        .timeline()
        .after(
            firstTele,
            () -> {
              telemetry();
              opened.timeline().every(Duration.ofMillis(drift), this::telemetry);
            });
  }

  private void afterBoot(Wire opened, long millis, Runnable action) {
    opened.timeline().after((long) (millis * settings.bootShare()), action);
  }

  private void announce() {
    if (wire == null) return;
    String topic = "tasmota/discovery/" + spec.mac;
    wire.say(topic + "/config", documents.config(), true);
    wire.say(topic + "/sensors", documents.sensors(), true);
  }

  void telemetry() {
    say(spec.topic(2, "STATE"), documents.state());
    if (documents.hasSensors()) tellSensors();
  }

  private void tellSensors() {
    Wire open = wire;
    if (open == null) return;
    meter.told();
    String sensor = documents.sensor();
    boolean cut = spec.truncates && open.faults() && open.chance().nextInt(4) == 0;
    open.say(
        spec.topic(2, "SENSOR"),
        cut ? sensor.substring(0, Math.min(CUT_AT, sensor.length() - 2)) : sensor,
        false);
  }

  @Override
  public void came(Publish message) {
    String topic = message.topic();
    console.obey(topic.substring(topic.lastIndexOf('/') + 1), message.text().strip());
  }

  void turn(int relay, boolean on) {
    if (lying) {
      boolean was = power[relay];
      power[relay] = on;
      report(relay);
      power[relay] = was;
      return;
    }
    power[relay] = on;
    report(relay);
    if (spec.option(59) == 1) say(spec.topic(2, "STATE"), documents.state());
  }

  void report(int relay) {
    String key = powerKey(relay);
    answer(key, "{\"" + key + "\":\"" + word(relay) + "\"}");
    if (spec.option(90) == 0) say(spec.topic(1, key), word(relay));
  }

  void answer(String command, String json) {
    say(spec.topic(1, spec.option(4) == 1 ? command : "RESULT"), json);
  }

  void say(String topic, String payload) {
    if (wire != null) wire.say(topic, payload, false);
  }

  /// A light command has changed the light: the relay follows it, as far as the settings say.
  void followLight(String command) {
    boolean was = power[0];
    if (light.dimmer == 0) power[0] = false;
    else if (spec.option(20) == 0) power[0] = true;
    answer(command, documents.light());
    if (power[0] != was && spec.option(90) == 0) say(spec.topic(1, powerKey(0)), word(0));
    if (spec.option(59) == 1) say(spec.topic(2, "STATE"), documents.state());
  }

  void after(long millis, Runnable action) {
    if (wire != null) wire.timeline().after(millis, action);
  }

  void blow(int speed) {
    fanSpeed = speed;
  }

  int shutters() {
    return shutters.size();
  }

  @Override
  public void beat(double minutes) {
    if (spec.watts != null) {
      boolean flows = spec.relays.isEmpty() || power[0];
      meter.pass(minutes, flows ? spec.watts.getAsDouble() : 0, world.day());
      // As with the firmware's PowerDelta: a load that comes or goes is told at once.
      if (meter.hasJumped()) tellSensors();
    }
    for (int i = 0; i < shutters.size(); i++) {
      TasmotaShutter shutter = shutters.get(i);
      if (!shutter.isMoving()) continue;
      shutter.move();
      spec.room.shade = 0.05 + 0.95 * shutter.position() / 100;
      answer("SHUTTER", "{" + documents.shutter(i) + "}");
    }
    for (int i = 0; i < detected.length; i++) detect(i);
  }

  private void detect(int index) {
    TasmotaSpec.Switch input = spec.switches.get(index);
    boolean now = input.on().get();
    if (now == detected[index]) return;
    detected[index] = now;
    boolean motion = input.mode() == 13 || input.mode() == 14;
    if (motion && !now) return; // these modes only report the beginning
    answer(
        "SWITCH",
        "{" + Json.quoted(input.name()) + ":{\"Action\":\"" + (now ? "ON" : "OFF") + "\"}}");
  }

  @Override
  public void press() {
    if (spec.buttons > 0) answer("BUTTON", "{\"Button1\":{\"Action\":\"SINGLE\"}}");
    else if (!shutters.isEmpty()) console.obey("ShutterToggle1", "");
    else if (!spec.relays.isEmpty()) turn(0, !power[0]);
  }

  @Override
  public void lie(boolean on) {
    lying = on;
  }

  String powerKey(int relay) {
    boolean numbered = spec.relays.size() > 1 || spec.option(26) == 1;
    return numbered ? "POWER" + (relay + 1) : "POWER";
  }

  String word(int relay) {
    return spec.words.get(power[relay] ? 1 : 0);
  }

  boolean isOn(int relay) {
    return power[relay];
  }

  int powerBits() {
    int bits = 0;
    for (int i = 0; i < spec.relays.size(); i++) if (power[i]) bits |= 1 << i;
    return bits;
  }

  TasmotaLight light() {
    return light;
  }

  TasmotaShutter shutter(int index) {
    return shutters.get(index);
  }

  int fanSpeed() {
    return fanSpeed;
  }

  double watts() {
    return meter.watts();
  }

  String energy() {
    return meter.json(228 + (world.minute() % 7), spec.phases);
  }

  int signalPercent() {
    return signalPercent;
  }

  int connects() {
    return connects;
  }

  long telePeriodSeconds() {
    return settings.telePeriod().toSeconds();
  }

  private long sinceBoot() {
    return wire == null || bootedAt < 0 ? 0 : wire.timeline().now() - bootedAt;
  }

  long uptimeSeconds() {
    return sinceBoot() / 1000;
  }

  /// Until the time server has answered, a device lives in 1970.
  boolean hasTime() {
    return bootedAt >= 0 && sinceBoot() >= 4_000 * settings.bootShare();
  }

  World world() {
    return world;
  }
}
