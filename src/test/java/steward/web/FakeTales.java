package steward.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the made-up house has to tell beside its things: activities, finds, journal, reasons and
/// health.
final class FakeTales {
  private FakeTales() {}

  static Map<String, JsonObject> activities() {
    var all = new LinkedHashMap<String, JsonObject>();
    for (String text : List.of(HALL_LIGHT, EVENING, BROKEN)) {
      var activity = new JsonObject(text.replace("AT", ago(1900)));
      all.put(activity.getString("id"), activity);
    }
    return all;
  }

  private static final String HALL_LIGHT =
      """
      {"id":"hall-light","name":"Hall light on motion","armed":true,"version":3,"owner":"local",
       "when":[{"thing":"hall-motion","property":"motion","becomes":"detected"}],
       "if":{"all":[{"thing":"hall-daylight","property":"light","below":40},{"between":["18:00","07:00"]},
             {"any":[{"thing":"hall-anna-s-phone","property":"presence","is":"present"},{"not":{"thing":"hall-front-door","property":"lock","is":"locked"}}]}]},
       "perform":[{"thing":"hall-ceiling-lamp","action":"turn","to":"on","retry":{"times":2,"after":"5s"}},
                  {"wait":"5m"},
                  {"thing":"hall-ceiling-lamp","action":"turn","to":"off","if":{"thing":"hall-motion","property":"motion","is":"absent"}}],
       "missed":"skip","again":"restart","problem":null,
       "last":{"fired":{"seq":901,"at":"AT"},"held":{"seq":880,"at":"AT","reason":"Hall daylight was 60 lux, not below 40"}}}
      """;
  private static final String EVENING =
      """
      {"id":"evening","name":"Evening","armed":false,"version":1,"owner":"local","when":[{"at":"22:30","days":["mon","tue","wed","thu","fri"]}],
       "perform":[{"thing":"living-room-floor-lamp","action":"dim","level":20},{"thing":"living-room-speaker","action":"say","text":"Good night"}],
       "missed":"usual","again":"ignore","problem":null,"last":{}}
      """;
  private static final String BROKEN =
      """
      {"id":"porch","name":"Porch light at dusk","armed":true,"version":2,"owner":"local","when":[{"thing":"porch-sensor","property":"light","below":10,"for":"5m"}],
       "perform":[{"thing":"porch-lamp","action":"turn","to":"on"}],"missed":"usual","again":"ignore",
       "problem":"It watches porch-sensor, which is gone.","last":{}}
      """;

  static List<JsonObject> inbox(String at) {
    var items = new ArrayList<JsonObject>();
    for (String name : List.of("Desk lamp", "Tasmota", "Garage door")) {
      String udn = "tasmota:AABBCC00000" + items.size();
      var things = new JsonArray();
      int count = name.startsWith("G") ? 2 : 1;
      for (int i = 1; i <= count; i++)
        things.add(
            new JsonObject()
                .put("udn", udn + "/" + i)
                .put("kind", "/device/switch/tasmota/plug")
                .put("name", name + ' ' + i));
      items.add(
          new JsonObject()
              .put("key", udn)
              .put("family", "tasmota")
              .put("name", name)
              .put("maker", "Tasmota")
              .put("model", "Sonoff Basic")
              .put("firmware", "14.2.0")
              .put("seen", at)
              .put("things", things)
              .put(
                  "warning",
                  name.equals("Tasmota")
                      ? "Another device already uses the topic tasmota_2EB8AE."
                      : null));
    }
    return items;
  }

  /// An accepted device that has moved, one that two addresses say to be, and one with secrets.
  static List<JsonObject> surprises(String at) {
    var moved = find("kasa:50C7BF000001", "kasa", "Kettle plug", at);
    moved.put("moved", move("192.168.1.40", "192.168.1.77", false)).put("things", new JsonArray());
    moved.put(
        "warning",
        "Something at 192.168.1.77 says that it is this device, which was at 192.168.1.40. Its protocol has no proof of that: accept it if you gave the device another address.");
    var contested = find("kasa:50C7BF000002", "kasa", "Garden pump", at);
    contested.put("moved", move("192.168.1.41", "192.168.1.99", true));
    contested.put(
        "warning",
        "Both 192.168.1.41 and 192.168.1.99 say that they are this device. Neither is believed: it stays at 192.168.1.41. Find out which one is wrong.");
    var disputed = find("kasa:50C7BF000004", "kasa", "Cellar plug", at);
    disputed.put("claimants", new JsonArray().add("192.168.1.51").add("192.168.1.66"));
    disputed.put("warning", "Several addresses say that they are this device.");
    var lamp = find("kasa:50C7BF000003", "kasa", "Reading lamp", at);
    return List.of(moved, contested, lamp, disputed);
  }

  private static JsonObject move(String from, String to, boolean isContested) {
    return new JsonObject().put("from", from).put("to", to).put("contested", isContested);
  }

  static JsonObject find(String key, String family, String name, String at) {
    return new JsonObject()
        .put("key", key)
        .put("family", family)
        .put("name", name)
        .put("maker", "TP-Link")
        .put("model", "P110")
        .put("firmware", "1.3.0")
        .put("seen", at)
        .put("things", FakeInbox.part(key, name))
        .put("warning", null);
  }

  static List<JsonObject> families() {
    var topic =
        new JsonObject()
            .put("name", "topic")
            .put("title", "Topic")
            .put("required", true)
            .put("example", "kettle");
    var full =
        new JsonObject()
            .put("name", "fullTopic")
            .put("title", "Full topic")
            .put("required", false)
            .put("example", "%prefix%/%topic%/");
    return List.of(
        new JsonObject()
            .put("name", "tasmota")
            .put("title", "Tasmota")
            .put("binding", new JsonArray().add(topic).add(full)),
        new JsonObject()
            .put("name", "mqtt")
            .put("title", "Plain MQTT")
            .put("binding", new JsonArray().add(topic)),
        new JsonObject()
            .put("name", "kasa")
            .put("title", "Kasa and Tapo")
            .put("binding", account()));
  }

  private static JsonArray account() {
    var host = new JsonObject().put("name", "host").put("title", "Address").put("required", true);
    var key = new JsonObject().put("name", "key").put("title", "Key of the device");
    var password = new JsonObject().put("name", "password").put("title", "Password of the account");
    password.put("ofFamily", true);
    for (var secret : List.of(key, password))
      secret.put("required", false).put("secret", true).put("example", "");
    return new JsonArray().add(host.put("example", "192.0.2.7")).add(key).add(password);
  }

  static List<JsonObject> messages(String at) {
    var items = new ArrayList<JsonObject>();
    for (int i = 0; i < 6; i++) {
      items.add(
          new JsonObject()
              .put("at", at)
              .put("direction", i % 3 == 2 ? "out" : "in")
              .put("transport", "mqtt")
              .put("address", i % 3 == 2 ? "cmnd/lamp/POWER" : "tele/lamp/STATE")
              .put(
                  "body",
                  i % 3 == 2
                      ? "ON"
                      : "{\"POWER\":\"ON\",\"Dimmer\":65,\"Wifi\":{\"RSSI\":76,\"Signal\":-62,\"LinkCount\":3,\"Downtime\":\"0T00:00:07\"}}"
                          + FakeThings.HOSTILE));
    }
    items.addAll(heard(at));
    return items;
  }

  /// What came by the other ways; the last was announced to all, by somebody.
  private static List<JsonObject> heard(String at) {
    return List.of(
        message(at, "http", "GET /status", "{\"on\":true}"),
        message(at, "udp", "port 9999", "d0f281f88bff9af7d5"),
        message(at, "link", "control", "opened"),
        message(at, "websocket", "port 80/rpc", ""),
        message(at, "dns-sd", "plug._http._tcp.local port 80", "app=plug")
            .put("from", "192.168.1.40"));
  }

  private static JsonObject message(String at, String transport, String address, String body) {
    return new JsonObject()
        .put("at", at)
        .put("direction", "in")
        .put("transport", transport)
        .put("address", address)
        .put("body", body);
  }

  static JsonObject history(String property) {
    var points = new JsonArray();
    long start = Instant.now().minus(24, ChronoUnit.HOURS).toEpochMilli();
    for (int i = 0; i < 200; i++)
      points.add(
          new JsonArray()
              .add(start + i * 432_000L)
              .add(21 + 4 * Math.sin(i / 22.0) + Math.sin(i * 1.7) / 2));
    return new JsonObject().put("property", property).put("unit", "celsius").put("points", points);
  }

  static List<JsonObject> journal(Map<String, JsonObject> things) {
    var entries = new ArrayList<JsonObject>();
    int n = 100;
    for (String id : things.keySet()) {
      if (n > 180) break;
      entries.add(
          entry(
              n++,
              "command",
              id,
              "{\"action\":{\"action\":\"turn\",\"to\":\"on\"},\"outcome\":\"waiting\"}"));
      entries.add(
          entry(
              n++,
              "reading",
              id,
              "{\"property\":\"switch\",\"value\":\"on\",\"unit\":null,\"quality\":\"confirmed\"}"));
      entries.add(
          entry(
              n++,
              "outcome",
              id,
              "{\"command\":"
                  + (n - 3)
                  + ",\"outcome\":\""
                  + (n % 4 == 0 ? "silent" : "confirmed")
                  + "\",\"reason\":\"reported on\",\"final\":true}"));
      entries.add(
          entry(n++, "status", id, "{\"state\":\"present\",\"reason\":\"its will says Online\"}"));
    }
    entries.add(
        entry(
            n++,
            "firing",
            "hall-light",
            "{\"because\":\"Hall motion became detected\",\"values\":{\"hall-daylight.light\":\"12 lux\"}}"));
    entries.add(entry(n++, "skip", "hall-light", "{\"reason\":\"it still runs\"}"));
    entries.add(entry(n, "start", "", "{\"version\":\"0.1.0\"}"));
    return entries;
  }

  private static JsonObject entry(int seq, String kind, String subject, String body) {
    return new JsonObject()
        .put("seq", seq)
        .put("at", ago(400 - seq))
        .put("kind", kind)
        .put("subject", subject)
        .put("causes", new JsonArray().add(seq - 1))
        .put("inferred", null)
        .put("principal", seq % 2 == 0 ? "local" : "activity:hall-light@3")
        .put("body", new JsonObject(body));
  }

  static JsonObject why(String at) {
    var chain = new JsonArray();
    chain.add(
        link(
            812,
            at,
            "outcome",
            "hall-ceiling-lamp",
            "Hall ceiling lamp reported on: confirmed after 0.4 s."));
    chain.add(
        link(
            811,
            at,
            "command",
            "hall-ceiling-lamp",
            "The activity Hall light on motion asked Hall ceiling lamp to turn on."));
    chain.add(
        link(
            810,
            at,
            "firing",
            "hall-light",
            "Hall light on motion fired: it was 22:14, and Hall daylight was 12 lux, below 40."));
    chain.add(link(809, at, "reading", "hall-motion", "Hall motion became detected."));
    return new JsonObject()
        .put("seq", 812)
        .put(
            "sentence",
            "Hall ceiling lamp was turned on by the activity Hall light on motion, because Hall motion became detected at 22:14:01.")
        .put("chain", chain);
  }

  private static JsonObject link(int seq, String at, String kind, String subject, String sentence) {
    return new JsonObject()
        .put("seq", seq)
        .put("at", at)
        .put("kind", kind)
        .put("subject", subject)
        .put("sentence", sentence);
  }

  static JsonObject health(String at) {
    var parts =
        new JsonArray()
            .add(part("journal", "green", "Written to segment 12; 4.2 MB of 1 GB."))
            .add(part("broker", "orange", "101 clients; one was dropped for being slow."))
            .add(part("database", "green", "Checked at start, sound."))
            .add(part("tasmota", "red", "Pond pump has not answered for 3 h."));
    var counters =
        new JsonObject()
            .put("mqtt.malformed", 3)
            .put("mqtt.dropped", 0)
            .put("loop.readings", 182_311)
            .put("loop.refused", 0)
            .put("http.requests", 5120);
    var notes =
        new JsonArray()
            .add(
                new JsonObject()
                    .put("at", at)
                    .put("sentence", "Started without an AOT cache; it is being made."));
    return new JsonObject()
        .put("state", "orange")
        .put("seq", 812)
        .put("since", ago(90_000))
        .put("parts", parts)
        .put("counters", counters)
        .put("notes", notes);
  }

  private static JsonObject part(String name, String state, String sentence) {
    return new JsonObject().put("name", name).put("state", state).put("sentence", sentence);
  }

  private static String ago(long seconds) {
    return Instant.now().minusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
