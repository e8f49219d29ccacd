package steward.sim.hue;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a simulated bridge does when it is written to: it answers, and later the lamps do, if they
/// are reached. Confined to the bridge's event loop.
@SuppressWarnings("ReferenceEquality") // whether it is this very scene
final class BridgeWrites {
  private static final long LAMP_MILLIS = 60;

  private final Vertx vertx;
  private final BridgeHome home;
  private final EventFeed feed;
  volatile boolean halfHearted;
  volatile boolean softOff = true;

  record Reply(int status, String body) {}

  BridgeWrites(Vertx vertx, BridgeHome home, EventFeed feed) {
    this.vertx = vertx;
    this.home = home;
    this.feed = feed;
  }

  Reply put(String type, String id, JsonNode body) {
    if (!body.isObject() || body.isEmpty()) return error(400, "body contains no fields");
    ObjectNode wish = (ObjectNode) body.deepCopy();
    switch (type) {
      case "light" -> {
        String missing = missing(id, wish);
        if (!missing.isEmpty() && wish.size() == 1) return error(400, missing);
        vertx.setTimer(LAMP_MILLIS, _ -> lamp(id, wish));
        if (!missing.isEmpty()) return done(207, type, id, missing);
        boolean isDark = !home.get(id).path("on").path("on").asBoolean() && !wish.has("on");
        if (isDark && softOff)
          return done(207, type, id, "device (light) is \"soft off\", command may not have effect");
      }
      case "grouped_light" -> {
        String room = home.get(id).path("owner").path("rid").asString();
        vertx.setTimer(
            LAMP_MILLIS, _ -> home.lampsOf(room).forEach(lamp -> lamp(lamp, wish.deepCopy())));
      }
      case "scene" -> vertx.setTimer(LAMP_MILLIS, _ -> recall(id));
      default -> {
        return error(405, "method not allowed");
      }
    }
    return halfHearted
        ? done(207, type, id, "parameter .x could not be set")
        : done(200, type, id, "");
  }

  /// What this lamp has no part for.
  private String missing(String id, ObjectNode wish) {
    for (String part : List.of("dimming", "color", "color_temperature")) {
      if (wish.has(part) && !home.get(id).has(part)) {
        wish.remove(part);
        return "device does not support ." + part;
      }
    }
    return "";
  }

  private static Reply error(int status, String text) {
    ObjectNode envelope = JsonMapper.shared().createObjectNode();
    envelope.putArray("errors").addObject().put("description", text);
    envelope.putArray("data");
    return new Reply(status, envelope.toString());
  }

  private static Reply done(int status, String type, String id, String complaint) {
    ObjectNode envelope = JsonMapper.shared().createObjectNode();
    var errors = envelope.putArray("errors");
    if (!complaint.isEmpty()) errors.addObject().put("description", complaint);
    envelope.putArray("data").addObject().put("rid", id).put("rtype", type);
    return new Reply(status, envelope.toString());
  }

  private void lamp(String id, ObjectNode wish) {
    if (!home.isReachable(id)) return;
    ObjectNode now = home.get(id);
    boolean isDark = !now.path("on").path("on").asBoolean();
    if (isDark && !wish.path("on").path("on").asBoolean()) return;
    if (wish.has("color_temperature") && !wish.has("color"))
      ((ObjectNode) wish.get("color_temperature")).put("mirek_valid", true);
    if (wish.has("color")) {
      wish.remove("color_temperature");
      ObjectNode white = wish.putObject("color_temperature");
      white.putNull("mirek");
      white.put("mirek_valid", false);
    }
    if (wish.path("dimming").has("brightness")) {
      double least = now.path("dimming").path("min_dim_level").asDouble(0);
      double level = Math.max(least, wish.path("dimming").path("brightness").asDouble());
      ((ObjectNode) wish.get("dimming")).put("brightness", level);
    }
    for (String part : List.of("dimming", "color", "color_temperature"))
      if (!now.has(part)) wish.remove(part);
    apply(id, wish);
  }

  private void recall(String id) {
    ObjectNode scene = home.get(id);
    String room = scene.path("group").path("rid").asString();
    for (JsonNode action : scene.path("actions"))
      lamp(
          action.path("target").path("rid").asString(),
          (ObjectNode) action.path("action").deepCopy());
    for (ObjectNode other : home.all("scene")) {
      if (!other.path("group").path("rid").asString().equals(room)) continue;
      boolean isIt = other == scene;
      ObjectNode status = JsonMapper.shared().createObjectNode();
      status.putObject("status").put("active", isIt ? "static" : "inactive");
      apply(other.path("id").asString(), status);
    }
  }

  void reach(String light, boolean now) {
    ObjectNode status = JsonMapper.shared().createObjectNode();
    status.put("status", now ? "connected" : "disconnected");
    apply(home.radioOf(light), status);
  }

  /// Merges the members into the resource, and tells those that changed.
  void apply(String id, ObjectNode members) {
    ObjectNode resource = home.get(id);
    String type = resource.path("type").asString();
    if (type.equals("button"))
      members.withObject("button").withObject("button_report").put("updated", time());
    ObjectNode part = changes(resource, members);
    if (part.isEmpty()) return;
    part.put("id", id).put("id_v1", "").put("type", type);
    if (resource.has("owner")) part.set("owner", resource.get("owner").deepCopy());
    feed.update(part);
    if (type.equals("light")) groups(id);
  }

  private static String time() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static ObjectNode changes(ObjectNode into, ObjectNode members) {
    ObjectNode told = JsonMapper.shared().createObjectNode();
    for (Map.Entry<String, JsonNode> one : List.copyOf(members.properties())) {
      JsonNode old = into.path(one.getKey());
      if (one.getValue().isObject() && old.isObject()) {
        ObjectNode inner = changes((ObjectNode) old, (ObjectNode) one.getValue());
        if (!inner.isEmpty()) told.set(one.getKey(), (ObjectNode) one.getValue().deepCopy());
      } else if (!old.equals(one.getValue())) {
        into.set(one.getKey(), one.getValue().deepCopy());
        told.set(one.getKey(), one.getValue().deepCopy());
      }
    }
    return told;
  }

  /// A change of one lamp changes the rooms that it is in.
  private void groups(String light) {
    for (ObjectNode group : home.all("grouped_light")) {
      String room = group.path("owner").path("rid").asString();
      List<String> lamps = home.lampsOf(room);
      if (!lamps.contains(light)) continue;
      double sum = 0;
      boolean on = false;
      for (String lamp : lamps) {
        boolean isOn = home.get(lamp).path("on").path("on").asBoolean();
        on |= isOn;
        if (isOn) sum += home.get(lamp).path("dimming").path("brightness").asDouble(100);
      }
      ObjectNode now = JsonMapper.shared().createObjectNode();
      now.putObject("on").put("on", on);
      now.putObject("dimming").put("brightness", sum / lamps.size());
      apply(group.path("id").asString(), now);
    }
  }
}
