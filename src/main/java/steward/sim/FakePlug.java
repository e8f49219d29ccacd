package steward.sim;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import steward.thing.Message.Publish;
import steward.value.Bytes;

/// A plug with an energy meter that speaks Tasmota, for tests: it does what the test tells it, and
/// nothing by itself.
///
/// It connects over a real socket, announces itself, and answers, ignores or refuses commands.
/// Thread-safe.
public final class FakePlug implements AutoCloseable {
  /// Of the commands that came, only the latest are kept.
  public static final int COMMANDS_MAX = 1_000;

  private static final String STATES = "\"state\":[\"OFF\",\"ON\",\"TOGGLE\",\"HOLD\"]";
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Context context;
  private final NetClient net;
  private final String host;
  private final int port;
  private final Look look;
  private final Promise<FakePlug> ready = Promise.promise();
  private final List<Publish> commands = new CopyOnWriteArrayList<>();
  private final AtomicLong connects = new AtomicLong();
  private volatile Manner manner = Manner.ANSWERS;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean on;
  private volatile boolean connected;
  private volatile boolean closed;
  private volatile double watts;
  private MqttLine line;

  /// What the plug does with a command.
  public enum Manner {
    /// It carries the command out and reports.
    ANSWERS,
    /// It hears nothing.
    IGNORES,
    /// It says that it does not know the command.
    REFUSES,
    /// It reports that it carried the command out, and its next telemetry shows that it did not.
    LIES,
    /// It reports the opposite of what was wanted.
    CONTRARY
  }

  /// Who the plug is. A bare plug only knows `cmnd/TOPIC/POWER` and `stat/TOPIC/RESULT`: no will,
  /// no discovery, no status.
  ///
  /// @param mac twelve upper-case hex digits
  public record Look(String mac, String topic, String name, boolean bare) {
    /// A plug of this topic, its MAC made of the topic.
    public static Look of(String topic) {
      long hash = Integer.toUnsignedLong(topic.hashCode());
      return new Look(String.format("DC4F%08X", hash), topic, topic, false);
    }

    public Look asBare() {
      return new Look(mac, topic, name, true);
    }
  }

  private FakePlug(Vertx vertx, String host, int port, Look look) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.net = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    this.host = host;
    this.port = port;
    this.look = look;
    this.line = newLine();
  }

  /// A plug that is connected, has subscribed and has announced itself.
  public static Future<FakePlug> start(Vertx vertx, String host, int port, Look look) {
    var plug = new FakePlug(vertx, host, port, look);
    plug.context.runOnContext(_ -> plug.line.open(plug.net, host, port));
    vertx.setPeriodic(
        KEEP_ALIVE.toMillis() / 2,
        timer -> {
          if (plug.closed) vertx.cancelTimer(timer);
          else plug.onContext(plug.line::ping);
        });
    return plug.ready.future();
  }

  public static Future<FakePlug> start(Vertx vertx, String host, int port, String topic) {
    return start(vertx, host, port, Look.of(topic));
  }

  public Look look() {
    return look;
  }

  public boolean isOn() {
    return on;
  }

  public boolean isConnected() {
    return connected;
  }

  /// How often it has connected.
  public long connects() {
    return connects.get();
  }

  /// What was published to its command topics, oldest first.
  public List<Publish> commands() {
    return List.copyOf(commands);
  }

  public FakePlug behave(Manner how) {
    manner = how;
    return this;
  }

  /// Answers come this long after the command.
  public FakePlug delay(Duration time) {
    delay = time;
    return this;
  }

  /// A hand on the plug's own button.
  public void press() {
    onContext(() -> turn(!on));
  }

  /// The load draws this much; the plug says so at once.
  public void draw(double nowWatts) {
    watts = nowWatts;
    telemetry();
  }

  /// Sends the two telemetry documents.
  public void telemetry() {
    onContext(() -> {
      tele("STATE", state());
      tele("SENSOR", "{\"Time\":\"2026-11-22T07:00:00\"," + energy() + "}");
    });
  }

  /// Publishes anything on any topic, as a device gone wrong.
  public void publish(String topic, Bytes payload, boolean retained) {
    onContext(() -> line.publish(topic, payload, retained));
  }

  /// Loses its network without a word; it stays away until [#connect].
  public void drop() {
    onContext(() -> line.drop());
  }

  /// Keeps the socket and says nothing more, so that only the keep-alive finds out.
  public void hang() {
    onContext(() -> line.hang());
  }

  /// Connects again after a drop.
  public void connect() {
    onContext(() -> {
      if (connected) return;
      line = newLine();
      line.open(net, host, port);
    });
  }

  @Override
  public void close() {
    closed = true;
    onContext(() -> {
      line.leave();
      net.close();
    });
  }

  private void onContext(Runnable action) {
    context.runOnContext(_ -> action.run());
  }

  private MqttLine newLine() {
    var will = new Publish("tele/" + look.topic() + "/LWT", Bytes.utf8("Offline"), 1, true);
    var hello = new MqttLine.Hello("DVES_" + look.mac().substring(6), "", "", will, KEEP_ALIVE);
    return new MqttLine(hello, new Ear());
  }

  private final class Ear implements MqttLine.Ear {
    @Override
    public void opened() {
      connected = true;
      connects.incrementAndGet();
      announce();
    }

    @Override
    public void subscribed() {
      ready.tryComplete(FakePlug.this);
    }

    @Override
    public void heard(Publish message) {
      if (message.payload().isEmpty()
          && message.topic().equals("cmnd/" + look.topic() + "/POWER")) {
        if (manner != Manner.IGNORES && !look.bare()) report(on);
        return;
      }
      if (commands.size() == COMMANDS_MAX) commands.removeFirst();
      commands.add(message);
      if (manner == Manner.IGNORES) return;
      if (delay.isZero()) obey(message);
      else vertx.setTimer(delay.toMillis(), _ -> onContext(() -> obey(message)));
    }

    @Override
    public void closed(String why) {
      connected = false;
      ready.tryFail("the fake plug " + look.topic() + " got no connection: " + why);
    }
  }

  private void announce() {
    String topic = look.topic();
    line.subscribe("cmnd/" + topic + (look.bare() ? "/POWER" : "/#"));
    if (look.bare()) return;
    line.publish("tele/" + topic + "/LWT", Bytes.utf8("Online"), true);
    line.publish("cmnd/" + topic + "/POWER", Bytes.EMPTY, false);
    line.subscribe("cmnd/DVES_" + look.mac().substring(6) + "_fb/#");
    String discovery = "tasmota/discovery/" + look.mac();
    line.publish(discovery + "/config", Bytes.utf8(config()), true);
    line.publish(
        discovery + "/sensors", Bytes.utf8("{\"sn\":{" + time() + energy() + "},\"ver\":1}"), true);
  }

  private void obey(Publish command) {
    String topic = command.topic();
    String name = topic.substring(topic.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    String argument = command.text().strip().toUpperCase(Locale.ROOT);
    if (manner == Manner.REFUSES) {
      stat("RESULT", "{\"Command\":\"Unknown\",\"Input\":\"" + name + "\"}");
      return;
    }
    switch (name) {
      case "POWER", "POWER1", "POWER0" -> power(argument);
      case "STATE" -> stat("RESULT", state());
      case "STATUS" -> status(argument);
      case "TELEPERIOD" -> {
        stat("RESULT", "{\"TelePeriod\":300}");
        telemetry();
      }
      default -> stat("RESULT", "{\"Command\":\"Unknown\",\"Input\":\"" + name + "\"}");
    }
  }

  private void power(String argument) {
    switch (argument) {
      case "ON", "1" -> wanted(true);
      case "OFF", "0" -> wanted(false);
      case "TOGGLE", "2" -> wanted(!on);
      case "", "?" -> report(on);
      default -> stat("RESULT", "{\"Command\":\"Error\"}");
    }
  }

  private void wanted(boolean to) {
    switch (manner) {
      case LIES -> report(to);
      case CONTRARY -> turn(!to);
      case ANSWERS, IGNORES, REFUSES -> turn(to);
    }
  }

  private void turn(boolean to) {
    on = to;
    report(to);
  }

  private void report(boolean as) {
    stat("RESULT", "{\"POWER\":\"" + (as ? "ON" : "OFF") + "\"}");
    if (!look.bare()) stat("POWER", as ? "ON" : "OFF");
  }

  private void status(String argument) {
    if (look.bare()) return;
    switch (argument) {
      case "0" -> List.of("", "2", "5", "10", "11").forEach(this::status);
      case "" -> {
        String names =
            "\"DeviceName\":\"" + look.name() + "\",\"FriendlyName\":[\"" + look.name() + "\"]";
        stat("STATUS", "{\"Status\":{\"Module\":1," + names + ",\"Power\":" + (on ? 1 : 0) + "}}");
      }
      case "2" -> stat("STATUS2", "{\"StatusFWR\":{\"Version\":\"14.2.0(tasmota)\"}}");
      case "5" ->
          stat(
              "STATUS5",
              "{\"StatusNET\":{\"Hostname\":\""
                  + look.topic()
                  + "\",\"Mac\":\""
                  + colons()
                  + "\"}}");
      case "8", "10" -> stat("STATUS" + argument, "{\"StatusSNS\":{" + time() + energy() + "}}");
      case "11" -> stat("STATUS11", "{\"StatusSTS\":" + state() + "}");
      default -> stat("RESULT", "{\"Command\":\"Error\"}");
    }
  }

  private String colons() {
    return look.mac().replaceAll("(..)(?!$)", "$1:");
  }

  private String config() {
    return "{\"ip\":\"192.0.2.10\",\"dn\":\""
        + look.name()
        + "\",\"fn\":[\""
        + look.name()
        + "\",null,null,null,null,null,null,null],\"hn\":\""
        + look.topic()
        + "\",\"mac\":\""
        + look.mac()
        + "\",\"md\":\"Sonoff S31\",\"ty\":0,\"if\":0,\"ofln\":\"Offline\",\"onln\":\"Online\","
        + STATES
        + ",\"sw\":\"14.2.0\",\"t\":\""
        + look.topic()
        + "\",\"ft\":\"%prefix%/%topic%/\","
        + "\"tp\":[\"cmnd\",\"stat\",\"tele\"],\"rl\":[1,0,0,0,0,0,0,0],"
        + "\"swc\":[-1,-1,-1,-1,-1,-1,-1,-1],\"swn\":[null,null,null,null,null,null,null,null],"
        + "\"btn\":[0,0,0,0,0,0,0,0],\"so\":{\"4\":0,\"11\":0,\"13\":0,\"17\":0,\"20\":0,\"30\":0,\"68\":0,"
        + "\"73\":0,\"82\":0,\"114\":0,\"117\":0},\"lk\":0,\"lt_st\":0,\"sho\":[0,0,0,0],\"ver\":1}";
  }

  private String state() {
    return "{"
        + time()
        + "\"Uptime\":\"0T01:02:03\",\"UptimeSec\":3723,\"POWER\":\""
        + (on ? "ON" : "OFF")
        + "\",\"Wifi\":{\"AP\":1,\"RSSI\":76,\"Signal\":-62}}";
  }

  private static String time() {
    return "\"Time\":\"2026-11-22T07:00:00\",";
  }

  private String energy() {
    double drawn = on ? watts : 0;
    return String.format(
        Locale.ROOT,
        "\"ENERGY\":{\"Total\":72.814,\"Yesterday\":0.412,\"Today\":0.120,\"Power\": %.0f,"
            + "\"Factor\":%.2f,\"Voltage\":230,\"Current\":%.3f}",
        drawn,
        drawn == 0 ? 0 : 0.98,
        drawn / 230);
  }

  private void stat(String name, String payload) {
    line.publish("stat/" + look.topic() + "/" + name, Bytes.utf8(payload), false);
  }

  private void tele(String name, String payload) {
    line.publish("tele/" + look.topic() + "/" + name, Bytes.utf8(payload), false);
  }
}
