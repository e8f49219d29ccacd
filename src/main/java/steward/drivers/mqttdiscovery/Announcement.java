package steward.drivers.mqttdiscovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steward.driver.Payload;
import steward.driver.Sighting;
import steward.drivers.mqttdiscovery.template.Template;
import steward.thing.Message;
import steward.thing.Message.Publish;
import steward.value.Text;

/// Reads an announcement: which device, and which entities with which keys. What is no
/// announcement, is our own, or belongs to the family of Tasmota, is nothing.
final class Announcement {
  static final String PREFIX = "homeassistant/";
  static final String FAMILY = "mqtt-discovery";

  /// A larger announcement is not read; the largest that was seen has 18 KiB.
  static final int BYTES_MAX = 128 * 1024;

  /// More entities in one bundle are left.
  static final int ENTITIES_MAX = 100;

  static final String NAME = ".name";
  static final String MAKER = ".maker";
  static final String MODEL = ".model";
  static final String FIRMWARE = ".firmware";
  static final String ORIGIN = ".origin";
  static final String VIA = ".via";

  private static final String CONFIG = "/config";
  private static final String BUNDLE = "device/";
  private static final int KEY_LENGTH_MAX = 4_000;
  private static final int LIST_MAX = 60;

  private Announcement() {}

  /// The place of an announcement, `sensor/0x1/temperature`; nothing for any other topic.
  static Optional<String> fact(String topic) {
    if (!topic.startsWith(PREFIX) || !topic.endsWith(CONFIG)) return Optional.empty();
    if (topic.length() <= PREFIX.length() + CONFIG.length()) return Optional.empty();
    String fact = topic.substring(PREFIX.length(), topic.length() - CONFIG.length());
    int levels = fact.split("/", -1).length;
    boolean ids = fact.length() <= 200;
    for (int i = 0; i < fact.length(); i++) {
      char c = fact.charAt(i);
      ids &=
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "_-/".indexOf(c) >= 0;
    }
    return ids && levels >= 2 && levels <= 3 && !fact.contains("//")
        ? Optional.of(fact)
        : Optional.empty();
  }

  static Optional<Sighting> read(Message message) {
    if (!(message instanceof Publish publish)) return Optional.empty();
    Optional<String> fact = fact(publish.topic());
    if (fact.isEmpty() || publish.payload().isEmpty()) return Optional.empty();
    if (publish.payload().length() > BYTES_MAX) return Optional.empty();
    Payload json = Payload.json(publish.payload()).orElse(Payload.MISSING);
    if (!json.isObject()) return Optional.empty();
    return fact.get().startsWith(BUNDLE) ? bundle(fact.get(), json) : single(fact.get(), json);
  }

  private static Payload either(Payload json, String name, String brief) {
    Payload at = json.at(name);
    return at.isMissing() ? json.at(brief) : at;
  }

  private static Optional<Sighting> single(String fact, Payload json) {
    String component = fact.substring(0, fact.indexOf('/'));
    Entity entity = entity(fact, component, json, json, "");
    if (Strangers.isOwn(json, entity) || Strangers.isTasmota(json, entity)) return Optional.empty();
    SortedMap<String, String> facts = device(json);
    facts.put(fact, entity.text());
    return Identity.of(json, entity).map(udn -> new Sighting(udn, facts, false));
  }

  private static Optional<Sighting> bundle(String fact, Payload json) {
    Payload components = either(json, "components", "cmps");
    var texts = new ArrayList<String>();
    Entity any = null;
    for (String name : components.names()) {
      Payload one = components.at(name);
      String component = either(one, "platform", "p").textOr("");
      boolean removed = one.names().size() <= 1;
      if (component.isEmpty() || removed || texts.size() == ENTITIES_MAX) continue;
      String place = fact + "#" + slug(name);
      Entity entity = entity(place, component, json, one, json.at("~").textOr(""));
      if (Strangers.isOwn(json, entity) || Strangers.isTasmota(json, entity)) continue;
      texts.add(Quotes.json(place) + ":" + entity.text());
      any = entity;
    }
    if (any == null) return Optional.empty();
    SortedMap<String, String> facts = device(json);
    facts.put(fact, "{" + String.join(",", texts) + "}");
    return Identity.of(json, any).map(udn -> new Sighting(udn, facts, false));
  }

  static String slug(String name) {
    String slug = name.replaceAll("[^A-Za-z0-9_-]", "_");
    return slug.length() > 80 ? slug.substring(0, 80) : slug;
  }

  /// The entities that a fact tells of.
  static List<Entity> entities(String fact, String text) {
    if (text.isEmpty()) return List.of();
    Payload json = Payload.json(steward.value.Bytes.utf8(text)).orElse(Payload.MISSING);
    if (!fact.startsWith(BUNDLE)) return List.of(Entity.read(fact, json));
    var entities = new ArrayList<Entity>();
    for (String place : json.names()) entities.add(Entity.read(place, json.at(place)));
    return entities;
  }

  private static SortedMap<String, String> device(Payload json) {
    var facts = new TreeMap<String, String>();
    Payload device = either(json, "device", "dev");
    for (String word : device.names()) {
      String text = brief(device.at(word));
      if (text.isEmpty()) continue;
      switch (Vocabulary.ofDevice(word)) {
        case "name" -> facts.put(NAME, text);
        case "manufacturer" -> facts.put(MAKER, text);
        case "model" -> facts.put(MODEL, text);
        case "sw_version" -> facts.put(FIRMWARE, text);
        case "via_device" -> facts.put(VIA, text);
        default -> {} // the rest tells nothing that the house keeps
      }
    }
    String origin = brief(either(json, "origin", "o").at("name"));
    if (!origin.isEmpty()) facts.put(ORIGIN, origin);
    return facts;
  }

  private static String brief(Payload value) {
    String text = Text.clean(value.textOr("")).strip();
    return text.length() > 80 ? text.substring(0, 80) : text;
  }

  /// @param shared what a bundle says for all its components; the entity's own keys count before
  private static Entity entity(
      String fact, String component, Payload shared, Payload own, String sharedBase) {
    var keys = new TreeMap<String, String>();
    String base = own.at("~").isMissing() ? sharedBase : own.at("~").textOr("");
    take(shared, keys, base);
    if (own != shared) {
      keys.remove("name");
      take(own, keys, base);
    }
    keys.remove("platform");
    boolean told = !own.at("availability").isMissing() || !own.at("avty").isMissing();
    Availability.keys(told ? own : shared, keys, base);
    return new Entity(fact, component.toLowerCase(Locale.ROOT), keys);
  }

  private static void take(Payload json, SortedMap<String, String> keys, String base) {
    for (String word : json.names()) {
      String key = Vocabulary.key(word).orElse("");
      boolean isLong = key.equals(word);
      if (key.isEmpty() || !isLong && json.names().contains(key)) continue;
      String text = json.at(word).isList() ? lines(json.at(word)) : scalar(json.at(word));
      keys.put(key, prepared(key, text, base));
    }
  }

  private static String prepared(String key, String text, String base) {
    if (Vocabulary.isTopic(key)) return based(text, base);
    String kept = Vocabulary.isTemplate(key) ? Template.brief(text) : text;
    if (kept.length() <= KEY_LENGTH_MAX) return kept;
    return Vocabulary.isTemplate(key) ? "{% more than " + KEY_LENGTH_MAX + " characters %}" : "";
  }

  /// A `~` at either end of a topic stands for the base; one that was never given stays.
  static String based(String topic, String base) {
    if (base.isEmpty()) return topic;
    if (topic.startsWith("~")) return base + topic.substring(1);
    return topic.endsWith("~") ? topic.substring(0, topic.length() - 1) + base : topic;
  }

  /// The text of a value as the templates' language writes it: `true` is `True`.
  static String scalar(Payload value) {
    boolean isTruth = value.text().isEmpty() && value.number().isEmpty();
    String text = value.textOr("");
    return isTruth && text.equals("true")
        ? "True"
        : isTruth && text.equals("false") ? "False" : text;
  }

  private static String lines(Payload list) {
    var lines = new ArrayList<String>();
    for (Payload item : list.items()) {
      if (lines.size() == LIST_MAX) break;
      if (!item.isMissing()) lines.add(Text.clean(scalar(item)));
    }
    return String.join("\n", lines);
  }
}
