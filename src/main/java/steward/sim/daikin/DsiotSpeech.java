package steward.sim.daikin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import steward.driver.Payload;
import steward.sim.daikin.Exchange.Answer;
import steward.sim.daikin.Exchange.Request;
import steward.value.Bytes;
import tools.jackson.databind.json.JsonMapper;

/// dsiot: one address, trees of leaves in hexadecimal figures. Guarded by its device.
final class DsiotSpeech implements Speech {
  private static final Map<String, String> MODES =
      Map.of("fan", "0000", "heat", "0100", "cool", "0200", "auto", "0300", "dry", "0500");
  private static final Map<String, String> FANS =
      Map.of(
          "auto", "0A00", "silent", "0B00", "1", "0300", "2", "0400", "3", "0500", "4", "0600", "5",
          "0700");
  private static final Map<String, String> GOALS =
      Map.of("cool", "p_02", "heat", "p_03", "auto", "p_1D");
  private static final Map<String, String> FAN_LEAVES =
      Map.of("cool", "p_09", "heat", "p_0A", "auto", "p_26", "fan", "p_28", "dry", "p_27");
  private static final Map<String, List<String>> VANES =
      Map.of(
          "cool", List.of("p_05", "p_06"),
          "heat", List.of("p_07", "p_08"),
          "auto", List.of("p_20", "p_21"),
          "dry", List.of("p_22", "p_23"),
          "fan", List.of("p_24", "p_25"));

  private final Traits traits;
  private final AirUnit unit;
  private final Later later;

  DsiotSpeech(Traits traits, AirUnit unit, Later later) {
    this.traits = traits;
    this.unit = unit;
    this.later = later;
  }

  @Override
  public Answer answer(Request request) {
    // The first page outlives the change of the firmware; nothing else of it does.
    if (request.path().equals("/common/basic_info")) {
      return Answer.text(
          "ret=OK,type=GPF,cdev=RA,protocol=DGC,ver="
              + traits.version
              + ",comm_err=0,mac="
              + traits.mac);
    }
    if (!request.path().equals("/dsiot/multireq") || !request.method().equals("POST"))
      return Answer.missing(request.path());
    if (traits.htmls > 0) {
      traits.htmls--;
      return new Answer("200 OK", "text/html", "<html><body>busy</body></html>");
    }
    var asked = Payload.json(Bytes.utf8(request.body())).orElse(Payload.MISSING).at("requests");
    var responses = new ArrayList<Object>();
    for (Payload one : asked.items()) responses.add(response(one));
    return Answer.json(
        JsonMapper.shared().writeValueAsString(Map.of("responses", List.copyOf(responses))));
  }

  private Map<String, Object> response(Payload one) {
    String to = one.at("to").textOr("");
    String path = to.indexOf('?') < 0 ? to : to.substring(0, to.indexOf('?'));
    var response = new LinkedHashMap<String, Object>();
    response.put("fr", path);
    boolean isWrite = one.at("op").wholeOr(0) == 3;
    if (traits.refusals > 0 && isWrite) {
      traits.refusals--;
      response.put("rsc", 4000);
      return response;
    }
    if (isWrite) {
      later.change(() -> write(one.at("pc"), ""));
      response.put("rsc", 2004);
      return response;
    }
    Optional<Map<String, Object>> tree = tree(path);
    tree.ifPresent(pc -> response.put("pc", pc));
    response.put("rsc", tree.isPresent() ? 2000 : 4004);
    return response;
  }

  private Optional<Map<String, Object>> tree(String path) {
    return Optional.ofNullable(
        switch (path) {
          case "/dsiot/edge/adr_0100.dgc_status" -> node("dgc_status", indoor());
          case "/dsiot/edge/adr_0200.dgc_status" -> node("dgc_status", outdoor());
          case "/dsiot/edge/adr_0100.i_power.week_power" ->
              node("week_power", leaf("today_runtime", "120"), leaf("datas", unit.days));
          case "/dsiot/edge.adp_i" ->
              node(
                  "adp_i",
                  leaf("mac", traits.mac),
                  leaf("ver", traits.version),
                  leaf("name", traits.name),
                  node("func", leaf("en_ipw_sep", 0)));
          default -> null;
        });
  }

  private Map<String, Object> indoor() {
    var settings = new ArrayList<Object>();
    settings.add(leaf("p_01", MODES.getOrDefault(unit.mode, "")));
    GOALS.forEach((mode, leaf) -> {
      if (!(mode.equals("auto") && traits.withoutAutoGoal))
        settings.add(
            leaf(leaf, "%02x".formatted(Math.round(unit.goals.getOrDefault(mode, 0.0) * 2))));
    });
    FAN_LEAVES.forEach(
        (mode, leaf) -> settings.add(leaf(leaf, FANS.getOrDefault(unit.fans.get(mode), "0A00"))));
    VANES.forEach((_, leaves) -> {
      settings.add(leaf(leaves.get(0), vane(unit.vertical, traits.longVanes)));
      settings.add(leaf(leaves.get(1), vane(unit.horizontal, false)));
    });
    settings.add(leaf("p_7F", "00FF"));
    String model = HexFormat.of().formatHex("     AVM05MXTF".getBytes(StandardCharsets.US_ASCII));
    var humidity = new ArrayList<Object>();
    humidity.add(leaf("p_01", "%02X".formatted(Math.round(unit.room) & 0xff)));
    if (unit.humidity >= 0) humidity.add(leaf("p_02", "%02X".formatted(unit.humidity)));
    return node(
        "e_1002",
        node("e_A001", leaf("p_01", model.toUpperCase(Locale.ROOT))),
        node("e_200B"),
        node("e_A002", leaf("p_01", unit.on ? "01" : "00")),
        whole("e_3001", settings),
        whole("e_A00B", humidity),
        node(
            "e_3003",
            nothing("p_1D"),
            leaf("p_24", unit.specials.contains("econo") ? "01" : "00")));
  }

  private Map<String, Object> outdoor() {
    int halves = (int) Math.round(unit.outdoor * 2);
    return node(
        "e_1003",
        node("e_A00D", leaf("p_01", "%02X%02X".formatted(halves & 0xff, halves >> 8 & 0xff))),
        node("e_A005", leaf("p_01", "8C0000")),
        node(
            "e_3002",
            leaf("p_3D", "00"),
            leaf("p_44", unit.specials.contains("powerful") ? "01" : "00")));
  }

  private static String vane(boolean swings, boolean isLong) {
    return (swings ? "0F0000" : "000000") + (isLong ? "00" : "");
  }

  private static Map<String, Object> leaf(String name, Object value) {
    var leaf = new LinkedHashMap<String, Object>();
    leaf.put("pn", name);
    leaf.put("pt", 3);
    leaf.put("pv", value);
    return leaf;
  }

  private static Map<String, Object> nothing(String name) {
    var leaf = new LinkedHashMap<String, Object>();
    leaf.put("pn", name);
    leaf.put("pv", tools.jackson.databind.node.NullNode.getInstance());
    return leaf;
  }

  private static Map<String, Object> node(String name, Object... children) {
    return whole(name, List.of(children));
  }

  private static Map<String, Object> whole(String name, List<?> children) {
    var node = new LinkedHashMap<String, Object>();
    node.put("pn", name);
    node.put("pch", children);
    return node;
  }

  private void write(Payload node, String path) {
    for (Payload child : node.at("pch").items()) {
      String name = path + "/" + child.at("pn").textOr("");
      child.at("pv").text().ifPresent(value -> set(name, value.toUpperCase(Locale.ROOT)));
      write(child, name);
    }
  }

  private void set(String path, String value) {
    String leaf = path.substring(path.lastIndexOf('/') + 1);
    if (path.equals("/e_1002/e_A002/p_01")) unit.on = value.equals("01");
    else if (path.equals("/e_1002/e_3003/p_24")) special("econo", value);
    else if (path.equals("/e_1003/e_3002/p_44")) special("powerful", value);
    else if (path.equals("/e_1002/e_3001/p_01")) word(MODES, value).ifPresent(unit::mode);
    else if (leaf.equals(GOALS.get(unit.mode))) unit.goal(Integer.parseInt(value, 16) / 2.0);
    else if (leaf.equals(FAN_LEAVES.get(unit.mode))) word(FANS, value).ifPresent(unit::fan);
    else if (leaf.equals(VANES.getOrDefault(unit.mode, List.of("", "")).get(0)))
      unit.vertical = isSwing(value, true);
    else if (leaf.equals(VANES.getOrDefault(unit.mode, List.of("", "")).get(1)))
      unit.horizontal = isSwing(value, false);
  }

  /// A vane takes only a value of its own length.
  private boolean isSwing(String value, boolean upAndDown) {
    boolean isLong = upAndDown && traits.longVanes;
    boolean fits = value.length() == (isLong ? 8 : 6);
    return fits ? value.startsWith("0F") : unit.swings(upAndDown);
  }

  private void special(String word, String value) {
    if (value.equals("01")) unit.specials.add(word);
    else unit.specials.remove(word);
  }

  private static Optional<String> word(Map<String, String> codes, String code) {
    return codes.entrySet().stream()
        .filter(entry -> entry.getValue().equals(code))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
