package steward.drivers.hue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Thing;
import steward.value.Bytes;

/// A conversation with a made-up bridge that has a lamp of colours, a room with two scenes, a
/// remote of two buttons, a single button and a sensor. Confined to its test.
final class Rig {
  static final HueFamily FAMILY = new HueFamily();
  static final String ID = "001788FFFE123456";
  static final String KEY = "a-key-of-a-test-0123456789";
  static final String LAMP = "lamp-1";
  static final String GROUP = "group-1";

  static final String HOME =
      """
      {"errors":[],"data":[
      {"id":"hub","type":"bridge","owner":{"rid":"hub-dev","rtype":"device"},"bridge_id":"001788fffe123456"},
      {"id":"hub-dev","type":"device","metadata":{"archetype":"bridge_v2","name":"Hue Bridge"},"product_data":{"model_id":"BSB002","software_version":"1.67.1967054020"},"services":[{"rid":"hub","rtype":"bridge"}]},
      {"id":"lamp-dev","type":"device","id_v1":"","metadata":{"archetype":"sultan_bulb","name":"Ceiling \uD83D\uDCA1"},"product_data":{"model_id":"LCA001","manufacturer_name":"Signify Netherlands B.V.","software_version":"1.116.3"},"services":[{"rid":"lamp-1","rtype":"light"},{"rid":"radio-1","rtype":"zigbee_connectivity"}]},
      {"id":"lamp-1","type":"light","owner":{"rid":"lamp-dev","rtype":"device"},"metadata":{"name":"old"},"on":{"on":false},"dimming":{"brightness":46.85,"min_dim_level":0.2},"color_temperature":{"mirek":null,"mirek_valid":false,"mirek_schema":{"mirek_minimum":153,"mirek_maximum":500}},"color":{"xy":{"x":0.5614,"y":0.4058},"gamut":{"red":{"x":0.6915,"y":0.3083},"green":{"x":0.17,"y":0.7},"blue":{"x":0.1532,"y":0.0475}},"gamut_type":"C"}},
      {"id":"radio-1","type":"zigbee_connectivity","owner":{"rid":"lamp-dev","rtype":"device"},"status":"connected"},
      {"id":"room-1","type":"room","metadata":{"archetype":"living_room","name":"Living room"},"children":[{"rid":"lamp-dev","rtype":"device"}],"services":[{"rid":"group-1","rtype":"grouped_light"}]},
      {"id":"room-2","type":"room","metadata":{"archetype":"attic","name":"Attic"},"children":[],"services":[]},
      {"id":"group-1","type":"grouped_light","owner":{"rid":"room-1","rtype":"room"},"on":{"on":false},"dimming":{"brightness":0.0},"color_temperature":{},"color":{}},
      {"id":"scene-1","type":"scene","metadata":{"name":"Relax"},"group":{"rid":"room-1","rtype":"room"},"status":{"active":"inactive"}},
      {"id":"scene-2","type":"scene","metadata":{"name":"Bright"},"group":{"rid":"room-1","rtype":"room"},"status":{"active":"static"}},
      {"id":"remote","type":"device","metadata":{"name":"Remote"},"product_data":{"model_id":"RWL022"},"services":[{"rid":"button-1","rtype":"button"},{"rid":"button-2","rtype":"button"},{"rid":"power-1","rtype":"device_power"}]},
      {"id":"button-1","type":"button","owner":{"rid":"remote","rtype":"device"},"metadata":{"control_id":1},"button":{"last_event":"short_release","button_report":{"updated":"2026-01-01T00:00:00.000Z","event":"short_release"},"event_values":["initial_press","repeat","short_release","long_release","long_press"]}},
      {"id":"button-2","type":"button","owner":{"rid":"remote","rtype":"device"},"metadata":{"control_id":2},"button":{"event_values":["initial_press"]}},
      {"id":"power-1","type":"device_power","owner":{"rid":"remote","rtype":"device"},"power_state":{"battery_state":"normal","battery_level":53}},
      {"id":"sensor","type":"device","metadata":{"name":"Stairs"},"product_data":{"model_id":"SML003"},"services":[{"rid":"motion-1","rtype":"motion"},{"rid":"temp-1","rtype":"temperature"},{"rid":"lux-1","rtype":"light_level"},{"rid":"contact-1","rtype":"contact"},{"rid":"tamper-1","rtype":"tamper"}]},
      {"id":"motion-1","type":"motion","owner":{"rid":"sensor","rtype":"device"},"enabled":true,"motion":{"motion":true,"motion_valid":true,"motion_report":{"changed":"x","motion":false}}},
      {"id":"temp-1","type":"temperature","owner":{"rid":"sensor","rtype":"device"},"enabled":true,"temperature":{"temperature":18.139999389648438,"temperature_valid":true}},
      {"id":"lux-1","type":"light_level","owner":{"rid":"sensor","rtype":"device"},"enabled":true,"light":{"light_level":18027,"light_level_valid":true}},
      {"id":"contact-1","type":"contact","owner":{"rid":"sensor","rtype":"device"},"enabled":true,"contact_report":{"changed":"x","state":"no_contact"}},
      {"id":"tamper-1","type":"tamper","owner":{"rid":"sensor","rtype":"device"},"tamper_reports":[{"changed":"x","source":"battery_door","state":"not_tampered"}]},
      {"id":"later","type":"a_type_of_tomorrow","members":[1,2,3]}
      ]}\
      """;

  final Talk<?> talk;

  private Rig(Talk<?> talk) {
    this.talk = talk;
  }

  static Offer byHand() {
    return FAMILY.byHand(Binding.of("hue", "host", "192.0.2.10", "id", "00:17:88:12:34:56"));
  }

  /// A bridge that was accepted and not paired.
  static Rig unpaired() {
    return new Rig(Talk.with(FAMILY, byHand(), Kept.NOTHING));
  }

  /// All of its things are accepted, the stream is open and everything was told.
  static Rig running() {
    return running(HOME);
  }

  static Rig running(String home) {
    var first = new Rig(Talk.with(FAMILY, byHand(), kept()));
    first.open(home);
    Offer offer = first.learnt();
    var rig = new Rig(Talk.with(FAMILY, offer, kept()));
    rig.open(home);
    return rig;
  }

  private static Kept kept() {
    return Kept.NOTHING.with("key", Bytes.utf8(KEY));
  }

  private void open(String home) {
    talk.opened();
    talk.next();
    talk.came(new Message.Opened("events"));
    answer("fetch:all", 200, home);
  }

  Offer learnt() {
    return talk.effects().stream()
        .flatMap(e -> e instanceof Effect.Learnt(Offer offer) ? List.of(offer).stream() : null)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing learnt in " + talk.effects()));
  }

  List<Effect> answer(String name, int status, String body) {
    return talk.came(new Message.HttpResponse(name, status, Map.of(), Bytes.utf8(body)));
  }

  List<Effect> event(String id, String... envelopes) {
    String data = "[" + String.join(",", envelopes) + "]";
    return talk.came(new Message.ServerSentEvent("events", id, "", data));
  }

  static String update(String... parts) {
    return "{\"type\":\"update\",\"id\":\"e\",\"data\":[" + String.join(",", parts) + "]}";
  }

  static String lamp(String members) {
    return "{\"id\":\"lamp-1\",\"type\":\"light\"," + members + "}";
  }

  static String press(String button, String updated, String event) {
    return "{\"id\":\"%s\",\"type\":\"button\",\"button\":{\"last_event\":\"%s\",\"button_report\":{\"updated\":\"%s\",\"event\":\"%s\"}}}"
        .formatted(button, event, updated, event);
  }

  int index(String part) {
    for (int i = 0; i < talk.things().size(); i++)
      if (talk.things().get(i).udn().value().endsWith("/" + part)) return i;
    throw new AssertionError("no thing " + part);
  }

  Thing thing(String part) {
    return talk.things().get(index(part));
  }

  List<Effect> wants(String part, Action action) {
    return talk.wants(index(part), action);
  }

  /// What was told of a part's property in the last step.
  List<String> told(String part, Property property) {
    var told = new ArrayList<String>();
    for (Reading reading : talk.readings())
      if (reading.thing().value().endsWith("/" + part) && reading.property() == property)
        told.add(
            reading.value().scalar() + (reading.quality().label().equals("confirmed") ? "" : "?"));
    return told;
  }

  /// The requests of the last step, as lines.
  List<String> asked() {
    var asked = new ArrayList<String>();
    for (Message message : talk.sent()) {
      if (message instanceof Message.HttpRequest r)
        asked.add((r.method() + " " + r.path() + " " + r.body().text()).strip());
      else if (message instanceof Message.Subscribe s)
        asked.add("SUBSCRIBE " + s.headers().getOrDefault("last-event-id", ""));
    }
    return asked;
  }

  String nameOfLastPut() {
    String name = "";
    for (Message message : talk.sent())
      if (message instanceof Message.HttpRequest r && r.method().equals("PUT")) name = r.name();
    return name;
  }

  List<String> stood() {
    return talk.effects().stream()
        .filter(Effect.Stood.class::isInstance)
        .map(e -> (Effect.Stood) e)
        .map(e ->
            e.thing().value().replaceFirst("^hue:[^/]*/?", "")
                + " "
                + e.state().label()
                + ": "
                + e.reason())
        .toList();
  }

  List<Effect> pass(long millis) {
    return talk.pass(Duration.ofMillis(millis));
  }
}
