package steward.web;

import io.nayuki.qrcodegen.QrCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import steward.rights.Rules;

/// Who lives in the made-up house, with what they sign in, and what the audit log says of them.
final class FakePeople {
  private static final String SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOB";

  private FakePeople() {}

  static Map<String, JsonObject> users() {
    var all = new LinkedHashMap<String, JsonObject>();
    for (String text :
        List.of(
            """
            {"id":"anna","name":"Anna","role":"master","clients":2,"self":true}\
            """,
            """
            {"id":"ben","name":"Ben","role":"resident","clients":1}\
            """,
            """
            {"id":"carer","name":"The carer of the morning","role":"guest","clients":0,"rooms":["Hall","Kitchen"],"times":[{"days":["mon","wed","fri"],"from":"07:30","to":"09:30"}]}\
            """,
            """
            {"id":"tablet","name":"Hall tablet","role":"monitor","clients":1}\
            """,
            """
            {"id":"meter","name":"Energy advice","role":"cloud","clients":1,"suspended":true,"values":["hall-climate/temperature"]}\
            """)) {
      var user = new JsonObject().put("suspended", false).put("self", false);
      user.put("rooms", new JsonArray()).put("times", new JsonArray());
      user.put("values", new JsonArray()).put("since", ago(86_400 * 40));
      user.mergeIn(new JsonObject(text));
      all.put(user.getString("id"), user);
    }
    return all;
  }

  static Map<String, JsonObject> clients() {
    var all = new LinkedHashMap<String, JsonObject>();
    for (String text :
        List.of(
            """
            {"id":"laptop","user":"anna","name":"Laptop","kind":"browser","self":true,"sessions":1,"certificate":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","host":"c-7f3kq2.local","packaged":true}\
            """,
            """
            {"id":"phone","user":"anna","name":"Anna's phone","kind":"phone","sessions":1}\
            """,
            """
            {"id":"ben-phone","user":"ben","name":"Ben's phone","kind":"phone","sessions":1,"sshKey":{"type":"ssh-ed25519","fingerprint":"SHA256:uNiVztksCsDhcc0u9e8BrCtTKf4oKJ6xrjBPKzHkKjA"}}\
            """,
            """
            {"id":"wall","user":"tablet","name":"Wall","kind":"screen","sessions":1}\
            """,
            """
            {"id":"advice","user":"meter","name":"Advice","kind":"script","sessions":0}\
            """)) {
      var client = new JsonObject().put("suspended", false).put("self", false);
      client.put("certificateSuffices", false).put("certificate", null).put("host", null);
      client.put("sshKey", null).put("packaged", false);
      client.put("since", ago(86_400 * 30)).put("seen", ago(300));
      client.mergeIn(new JsonObject(text));
      all.put(client.getString("id"), client);
    }
    return all;
  }

  static List<JsonObject> sessions() {
    var all = new ArrayList<JsonObject>();
    int number = 1;
    for (String client : List.of("anna/laptop", "anna/phone", "ben/ben-phone", "tablet/wall")) {
      String[] parts = client.split("/", 2);
      boolean isWall = parts[1].equals("wall");
      all.add(
          new JsonObject()
              .put("id", "s" + number++)
              .put("user", parts[0])
              .put("client", parts[1])
              .put("via", isWall ? "certificate" : "browser")
              .put("since", ago(86_400))
              .put("seen", ago(40L * number))
              .put("until", isWall ? null : later(86_400 * 80))
              .put("address", "192.168.1." + (20 + number))
              .put("self", number == 2));
    }
    return all;
  }

  static List<JsonObject> audit() {
    var all = new ArrayList<JsonObject>();
    List<String> verdicts = List.of("allowed", "fresh-code", "forbidden", "sign-in", "failed");
    List<String> operations =
        List.of("perform", "addClient", "removeUser", "signIn", "makePackage");
    for (int i = 0; i < 120; i++) {
      int kind = i % verdicts.size();
      boolean isStranger = kind == 3;
      all.add(
          new JsonObject()
              .put("seq", 1000 - i)
              .put("at", ago(i * 1800L))
              .put(
                  "principal",
                  isStranger ? "stranger" : i % 2 == 0 ? "anna/laptop" : "ben/ben-phone")
              .put("role", isStranger ? "stranger" : i % 2 == 0 ? "master" : "resident")
              .put("address", kind == 4 ? "" : "192.168.1.21")
              .put("face", "http")
              .put("operation", operations.get(kind))
              .put("target", kind == 0 ? "thing:hall-front-door" : kind == 2 ? "user:ben" : "")
              .put("verdict", verdicts.get(kind))
              .put("reason", kind == 2 ? "A resident does not manage the house." : "")
              .put("count", isStranger ? 37 : 1));
    }
    return all;
  }

  static List<JsonObject> rights() {
    return Rules.all().stream().map(FakePeople::right).toList();
  }

  private static JsonObject right(Rules.Row row) {
    var roles = new JsonObject();
    String own = row.right().label().equals("perform") ? "rooms" : "own";
    String guest = row.right().label().equals("manage") ? "no" : own;
    roles.put("master", "yes").put("resident", own).put("guest", guest).put("monitor", "no");
    roles.put("device", "no").put("cloud", "no").put("machine", "yes").put("stranger", "no");
    return new JsonObject()
        .put("operation", row.operation())
        .put("says", row.says())
        .put("right", row.right().label())
        .put("reach", row.reach().words())
        .put("fresh", row.fresh())
        .put("roles", roles);
  }

  /// What one client may do.
  static List<JsonObject> rightsOfOne() {
    var all = new ArrayList<JsonObject>();
    for (JsonObject row : rights()) {
      var one = row.copy();
      String word = one.getJsonObject("roles").getString("resident");
      one.remove("roles");
      all.add(one.put("verdict", one.getBoolean("fresh") ? "with a fresh code" : word));
    }
    return all;
  }

  static JsonObject enrolment() {
    String uri =
        "otpauth://totp/Steward:Anna?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Steward";
    String link = "https://steward.local:8888/#client=" + SECRET;
    return new JsonObject()
        .put("secret", SECRET)
        .put("uri", uri)
        .put("qr", rows(uri))
        .put("link", link)
        .put("linkQr", rows(link))
        .put("recovery", recovery());
  }

  static JsonArray recovery() {
    var codes = new JsonArray();
    for (int i = 0; i < 10; i++) codes.add("K7Q%d-2MXP-V9RT-H4C%d".formatted(i, 9 - i));
    return codes;
  }

  static List<JsonObject> mqttClients() {
    return List.of(
        new JsonObject(
                "{\"name\":\"z-bridge\",\"kind\":\"bridge\",\"things\":[\"hall-climate\",\"hall-motion\"],\"prefix\":\"zigbee2mqtt\"}")
            .put("since", ago(86_400 * 9))
            .put("seen", ago(20)),
        new JsonObject(
                "{\"name\":\"d-hall-plug\",\"kind\":\"device\",\"things\":[\"hall-ceiling-lamp\"],\"prefix\":null,\"seen\":null}")
            .put("since", ago(86_400)));
  }

  private static JsonArray rows(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    var rows = new JsonArray();
    for (int y = 0; y < code.size; y++) {
      int line = y;
      rows.add(
          IntStream.range(0, code.size)
              .mapToObj(x -> code.getModule(x, line) ? "1" : "0")
              .reduce("", String::concat));
    }
    return rows;
  }

  static String ago(long seconds) {
    return Instant.now().minusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static String later(long seconds) {
    return ago(-seconds);
  }
}
