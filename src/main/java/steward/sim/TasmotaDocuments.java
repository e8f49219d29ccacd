package steward.sim;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/// The documents of a simulated Tasmota device: discovery, STATE, SENSOR, INFO and STATUS. Confined
/// to the house's context.
final class TasmotaDocuments {
  private static final int RELAYS_LISTED = 8;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

  private final TasmotaSpec spec;
  private final TasmotaDevice device;

  TasmotaDocuments(TasmotaSpec spec, TasmotaDevice device) {
    this.spec = spec;
    this.device = device;
  }

  String config() {
    var names = new StringBuilder();
    var relays = new StringBuilder();
    for (int i = 0; i < RELAYS_LISTED; i++) {
      String comma = i == 0 ? "" : ",";
      names.append(comma).append(friendly(i));
      relays.append(comma).append(relayKind(i));
    }
    return "{\"ip\":\"192.0.2."
        + (Integer.parseInt(spec.mac.substring(10), 16) % 250 + 2)
        + "\",\"dn\":"
        + Json.quoted(spec.name)
        + ",\"fn\":["
        + names
        + "],\"hn\":"
        + Json.quoted(spec.hostName())
        + ",\"mac\":\""
        + spec.mac
        + "\",\"md\":"
        + Json.quoted(spec.module)
        + ",\"ty\":0,\"if\":"
        + (spec.fan ? 1 : 0)
        + ",\"ofln\":\"Offline\",\"onln\":\"Online\",\"state\":["
        + words()
        + "],\"sw\":\""
        + spec.version
        + "\",\"t\":"
        + Json.quoted(spec.topic)
        + ",\"ft\":"
        + Json.quoted(spec.fullTopic)
        + ",\"tp\":[\""
        + String.join("\",\"", spec.prefixes)
        + "\"],\"rl\":["
        + relays
        + "],\"swc\":["
        + switchModes()
        + "],\"swn\":["
        + switchNames()
        + "],\"btn\":["
        + buttons()
        + "],\"so\":"
        + options()
        + ",\"lk\":"
        + (spec.lightSubtype >= 3 ? 1 : 0)
        + ",\"lt_st\":"
        + spec.lightSubtype
        + ",\"bat\":0,\"dslp\":0,\"sho\":[0,0,0,0],\"sht\":[[0,0,0],[0,0,0],[0,0,0],[0,0,0]],\"ver\":1}";
  }

  private String friendly(int index) {
    if (index < spec.relays.size()) return Json.quoted(spec.relays.get(index).name());
    if (index == 0) return Json.quoted(spec.name);
    return "null";
  }

  private int relayKind(int index) {
    if (index < spec.shutters.size() * 2) return 3;
    if (index >= spec.relays.size()) return 0;
    return spec.lightSubtype > 0 ? 2 : 1;
  }

  private String words() {
    return "\"" + String.join("\",\"", spec.words) + "\"";
  }

  private String switchModes() {
    var modes = new StringBuilder();
    for (int i = 0; i < RELAYS_LISTED; i++) {
      modes
          .append(i == 0 ? "" : ",")
          .append(i < spec.switches.size() ? spec.switches.get(i).mode() : -1);
    }
    return modes.toString();
  }

  private String switchNames() {
    var names = new StringBuilder();
    for (int i = 0; i < RELAYS_LISTED; i++) {
      names.append(i == 0 ? "" : ",");
      names.append(i < spec.switches.size() ? Json.quoted(spec.switches.get(i).name()) : "null");
    }
    return names.toString();
  }

  private String buttons() {
    var buttons = new StringBuilder();
    for (int i = 0; i < RELAYS_LISTED; i++)
      buttons.append(i == 0 ? "" : ",").append(i < spec.buttons ? 1 : 0);
    return buttons.toString();
  }

  private String options() {
    Map<Integer, Integer> told = new TreeMap<>(spec.options);
    told.keySet().retainAll(java.util.Set.of(4, 11, 13, 17, 20, 30, 68, 73, 82, 114, 117));
    var options = new StringBuilder("{");
    told.forEach((number, value) -> {
      if (options.length() > 1) options.append(',');
      options.append('"').append(number).append("\":").append(value);
    });
    return options.append('}').toString();
  }

  String sensors() {
    return "{\"sn\":" + sensor() + ",\"ver\":1}";
  }

  private String time() {
    LocalDateTime time =
        device.hasTime() ? device.world().time() : LocalDateTime.of(1970, 1, 1, 0, 0, 4);
    return "\"Time\":\"" + TIME.format(time) + "\"";
  }

  /// The members that tell power and light, with a comma before each.
  String power() {
    var members = new StringBuilder();
    for (int i = 0; i < spec.relays.size(); i++) {
      members
          .append(",\"")
          .append(device.powerKey(i))
          .append("\":\"")
          .append(device.word(i))
          .append('"');
    }
    if (spec.lightSubtype > 0) {
      members
          .append(device.light().members())
          .append(",\"Fade\":\"OFF\",\"Speed\":1,\"LedTable\":\"ON\"");
    }
    if (spec.fan) members.append(",\"FanSpeed\":").append(device.fanSpeed());
    return members.toString();
  }

  /// What a light command is answered with: not everything, only what concerns the light.
  String light() {
    return "{\""
        + device.powerKey(0)
        + "\":\""
        + device.word(0)
        + "\""
        + device.light().members()
        + "}";
  }

  String state() {
    long up = device.uptimeSeconds();
    return "{"
        + time()
        + ",\"Uptime\":\""
        + up / 86_400
        + String.format("T%02d:%02d:%02d", up / 3600 % 24, up / 60 % 60, up % 60)
        + "\",\"UptimeSec\":"
        + up
        + ",\"Heap\":24,\"SleepMode\":\"Dynamic\",\"Sleep\":50,\"LoadAvg\":19,\"MqttCount\":"
        + device.connects()
        + power()
        + ",\"Wifi\":{\"AP\":1,\"SSId\":\"House\",\"BSSId\":\"02:00:5E:10:00:01\",\"Channel\":11,\"Mode\":\"11n\",\"RSSI\":"
        + device.signalPercent()
        + ",\"Signal\":"
        + (device.signalPercent() / 2 - 100)
        + ",\"LinkCount\":1,\"Downtime\":\"0T00:00:03\"}}";
  }

  boolean hasSensors() {
    return !spec.sensors.isEmpty()
        || spec.watts != null
        || !spec.shutters.isEmpty()
        || !spec.switches.isEmpty();
  }

  String sensor() {
    var document = new StringBuilder("{").append(time());
    for (int i = 0; i < spec.switches.size(); i++) {
      document
          .append(",\"Switch")
          .append(i + 1)
          .append("\":\"")
          .append(spec.switches.get(i).on().get() ? "ON" : "OFF")
          .append('"');
    }
    boolean celsius = false;
    boolean pressure = false;
    for (TasmotaSpec.Sensor sensor : spec.sensors) {
      String json = sensor.json().get();
      celsius |= json.contains("Temperature");
      pressure |= json.contains("Pressure");
      document.append(",\"").append(sensor.key()).append("\":").append(json);
    }
    if (spec.watts != null) document.append(",\"ENERGY\":").append(device.energy());
    for (int i = 0; i < spec.shutters.size(); i++) document.append(',').append(shutter(i));
    if (pressure) document.append(",\"PressureUnit\":\"hPa\"");
    if (celsius) document.append(",\"TempUnit\":\"C\"");
    return document.append('}').toString();
  }

  String shutter(int index) {
    return "\"Shutter" + (index + 1) + "\":" + device.shutter(index).json();
  }

  String info(int number) {
    String body =
        switch (number) {
          case 1 ->
              "{\"Module\":"
                  + Json.quoted(spec.module)
                  + ",\"Version\":\""
                  + spec.version
                  + "(tasmota)\",\"FallbackTopic\":\""
                  + spec.prefixes.getFirst()
                  + "/DVES_"
                  + spec.mac.substring(6)
                  + "_fb/\",\"GroupTopic\":\""
                  + spec.prefixes.getFirst()
                  + "/tasmotas/\"}";
          case 2 ->
              "{\"WebServerMode\":\"Admin\",\"Hostname\":"
                  + Json.quoted(spec.hostName())
                  + ",\"IPAddress\":\"192.0.2.21\"}";
          default -> "{\"RestartReason\":\"Software/System restart\",\"BootCount\":4}";
        };
    return spec.wrapsNothing ? body : "{\"Info" + number + "\":" + body + "}";
  }

  /// The document of `Status n`; empty for a number that the firmware does not have. The plain
  /// `Status` is -1.
  String status(int number) {
    return switch (number) {
      case -1 ->
          "{\"Status\":{\"Module\":1,\"DeviceName\":"
              + Json.quoted(spec.name)
              + ",\"FriendlyName\":["
              + friendly(0)
              + "],\"Topic\":"
              + Json.quoted(spec.topic)
              + ",\"ButtonTopic\":\"0\",\"Power\":"
              + device.powerBits()
              + ",\"PowerOnState\":3,\"ButtonRetain\":0,\"SwitchRetain\":0,\"SensorRetain\":0,\"PowerRetain\":0}}";
      case 1 ->
          "{\"StatusPRM\":{\"Baudrate\":115200,\"GroupTopic\":\"tasmotas\",\"RestartReason\":\"Software/System restart\",\"BootCount\":4}}";
      case 2 ->
          "{\"StatusFWR\":{\"Version\":\""
              + spec.version
              + "(tasmota)\",\"Hardware\":\"ESP8266EX\"}}";
      case 3 ->
          "{\"StatusLOG\":{\"SerialLog\":2,\"TelePeriod\":" + device.telePeriodSeconds() + "}}";
      case 4 -> "{\"StatusMEM\":{\"ProgramSize\":620,\"Free\":380,\"Heap\":25}}";
      case 5 ->
          "{\"StatusNET\":{\"Hostname\":"
              + Json.quoted(spec.hostName())
              + ",\"IPAddress\":\"192.0.2.21\",\"Mac\":\""
              + spec.mac.replaceAll("(..)(?!$)", "$1:")
              + "\"}}";
      case 6 ->
          "{\"StatusMQT\":{\"MqttClient\":\"DVES_"
              + spec.mac.substring(6)
              + "\",\"MAX_PACKET_SIZE\":1200,\"KEEPALIVE\":30}}";
      case 7 ->
          "{\"StatusTIM\":{\"Local\":\""
              + TIME.format(device.world().time())
              + "\",\"Timezone\":\"+01:00\"}}";
      case 8, 10 -> "{\"StatusSNS\":" + sensor() + "}";
      case 11 -> "{\"StatusSTS\":" + state() + "}";
      default -> "";
    };
  }
}
