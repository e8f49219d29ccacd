package steward.sim.hue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The resources of a simulated bridge, as its CLIP v2 shows them. Confined to the bridge's event
/// loop, but for the making.
final class BridgeHome {
  private final JsonMapper json = JsonMapper.shared();
  private final Map<String, ObjectNode> resources = new LinkedHashMap<>();
  private final String bridgeId;

  BridgeHome(String bridgeId) {
    this.bridgeId = bridgeId;
    String hub = device("bridge", "Hue Bridge", "BSB002", "bridge_v2");
    service(
        hub,
        "bridge",
        "hub",
        "'bridge_id':'%s'".formatted(bridgeId.toLowerCase(java.util.Locale.ROOT)));
    service(hub, "zigbee_connectivity", "hub radio", "'status':'connected'");
  }

  /// The id that everything of this name has, the same at each start.
  static String id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  ObjectNode put(String id, String type, String members) {
    String text = "{'id':'%s','id_v1':'','type':'%s',%s}".formatted(id, type, members);
    var node = (ObjectNode) json.readTree(text.replace('\'', '"'));
    resources.put(id, node);
    return node;
  }

  String device(String key, String name, String model, String archetype) {
    String id = id("device " + key);
    put(
        id,
        "device",
        ("'metadata':{'archetype':'%s','name':'%s'},'product_data':{'certified':true,"
                + "'manufacturer_name':'Signify Netherlands B.V.','model_id':'%s',"
                + "'product_name':'Simulated','software_version':'1.65.9'},'services':[]")
            .formatted(archetype, name, model));
    return id;
  }

  String service(String device, String type, String key, String members) {
    String id = id(type + " " + key);
    put(id, type, "'owner':{'rid':'%s','rtype':'device'},%s".formatted(device, members));
    get(device).withArray("services").addObject().put("rid", id).put("rtype", type);
    return id;
  }

  /// What a lamp can do.
  enum Lamp {
    PLUG(""),
    WHITE(",'dimming':{'brightness':50.0,'min_dim_level':2.0}"),
    AMBIANCE(
        WHITE.members
            + ",'color_temperature':{'mirek':366,'mirek_valid':true,"
            + "'mirek_schema':{'mirek_minimum':153,'mirek_maximum':454}}"),
    COLOUR(
        ",'dimming':{'brightness':50.0,'min_dim_level':0.2}"
            + ",'color_temperature':{'mirek':null,'mirek_valid':false,"
            + "'mirek_schema':{'mirek_minimum':153,'mirek_maximum':500}}"
            + ",'color':{'xy':{'x':0.4573,'y':0.41},'gamut_type':'C','gamut':{"
            + "'red':{'x':0.6915,'y':0.3083},'green':{'x':0.17,'y':0.7},"
            + "'blue':{'x':0.1532,'y':0.0475}}}");

    private final String members;

    Lamp(String members) {
      this.members = members;
    }
  }

  /// @return the id of its light
  String lamp(String key, String name, Lamp kind) {
    String device = device(key, name, "LCA001", kind == Lamp.PLUG ? "plug" : "sultan_bulb");
    service(device, "zigbee_connectivity", key, "'status':'connected'");
    return service(
        device,
        "light",
        key,
        "'metadata':{'name':'%s','archetype':'sultan_bulb'},'on':{'on':false},'mode':'normal'%s"
            .formatted(name, kind.members));
  }

  /// @return the id of the room; one without lamps has no services
  String room(String key, String name, String... lamps) {
    String id = id("room " + key);
    ObjectNode room =
        put(
            id,
            "room",
            "'metadata':{'archetype':'living_room','name':'%s'},'children':[],'services':[]"
                .formatted(name));
    for (String lamp : lamps) {
      String device = get(lamp).path("owner").path("rid").asString();
      room.withArray("children").addObject().put("rid", device).put("rtype", "device");
    }
    if (lamps.length == 0) return id;
    String group = id("grouped_light " + key);
    put(
        group,
        "grouped_light",
        ("'owner':{'rid':'%s','rtype':'room'},'on':{'on':false},'dimming':{'brightness':0.0},"
                + "'color_temperature':{},'color':{},'dynamics':{}")
            .formatted(id));
    room.withArray("services").addObject().put("rid", group).put("rtype", "grouped_light");
    return id;
  }

  String scene(String key, String name, String room, double brightness) {
    return putScene(id("scene " + key), name, room, brightness);
  }

  private String putScene(String id, String name, String room, double brightness) {
    ObjectNode scene =
        put(
            id,
            "scene",
            ("'metadata':{'name':'%s'},'group':{'rid':'%s','rtype':'room'},'actions':[],"
                    + "'speed':0.5,'auto_dynamic':false,'status':{'active':'inactive'}")
                .formatted(name, room));
    for (String lamp : lampsOf(room)) {
      ObjectNode action = scene.withArray("actions").addObject();
      action.putObject("target").put("rid", lamp).put("rtype", "light");
      ObjectNode deed = action.putObject("action");
      deed.putObject("on").put("on", true);
      deed.putObject("dimming").put("brightness", brightness);
    }
    return id;
  }

  ObjectNode get(String id) {
    ObjectNode node = resources.get(id);
    if (node == null) throw new IllegalArgumentException("no resource " + id);
    return node;
  }

  boolean has(String type, String id) {
    ObjectNode node = resources.get(id);
    return node != null && node.path("type").asString().equals(type);
  }

  void remove(String id) {
    resources.remove(id);
  }

  List<ObjectNode> all(String type) {
    var found = new ArrayList<ObjectNode>();
    for (ObjectNode one : resources.values())
      if (type.isEmpty() || one.path("type").asString().equals(type)) found.add(one);
    return found;
  }

  List<String> lampsOf(String room) {
    var lamps = new ArrayList<String>();
    for (JsonNode child : get(room).path("children")) {
      for (JsonNode service : get(child.path("rid").asString()).path("services"))
        if (service.path("rtype").asString().equals("light"))
          lamps.add(service.path("rid").asString());
    }
    return lamps;
  }

  boolean isReachable(String light) {
    String device = get(light).path("owner").path("rid").asString();
    for (ObjectNode radio : all("zigbee_connectivity")) {
      if (radio.path("owner").path("rid").asString().equals(device))
        return radio.path("status").asString().equals("connected");
    }
    return true;
  }

  /// The id of the radio of a lamp's device.
  String radioOf(String service) {
    String device = get(service).path("owner").path("rid").asString();
    for (ObjectNode radio : all("zigbee_connectivity"))
      if (radio.path("owner").path("rid").asString().equals(device))
        return radio.path("id").asString();
    throw new IllegalArgumentException("no radio for " + service);
  }

  String config(String name) {
    return ("{'name':'%s','datastoreversion':'172','swversion':'1967054020','apiversion':'1.67.0',"
            + "'mac':'00:17:88:12:34:56','bridgeid':'%s','factorynew':false,"
            + "'replacesbridgeid':null,'modelid':'BSB002','starterkitid':''}")
        .formatted(name, bridgeId)
        .replace('\'', '"');
  }
}
