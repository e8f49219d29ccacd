package steward.drivers.mqttdiscovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steward.driver.Attachment;
import steward.driver.Driver;
import steward.driver.Family;
import steward.driver.Offer;
import steward.driver.OwnTopics;
import steward.driver.Sighting;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Expectation;
import steward.thing.Expectation.Unobservable;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Malformed;

/// Everything that announces itself over MQTT in Home Assistant's discovery convention:
/// Zigbee2MQTT, ESPHome, OpenMQTTGateway and many more; but what Tasmota announces, which has its
/// own family.
///
/// The UDN is `mqtt-discovery:` and the first identifier of the device. The facts of a sighting are
/// the announcements by their place; the parts of a binding are its entities.
public final class MqttDiscoveryFamily implements Family {
  private static final String BIRTH = "homeassistant/status";

  @Override
  public String name() {
    return Announcement.FAMILY;
  }

  @Override
  public String title() {
    return "MQTT discovery (Zigbee2MQTT, ESPHome and others)";
  }

  /// One announcement is what a person would have to type; the device sends it better.
  @Override
  public List<Field> fields() {
    return List.of(
        new Field(
            "topic",
            "Topic of the announcement",
            true,
            "homeassistant/switch/pump/config",
            List.of()),
        new Field(
            "config",
            "The announcement, JSON",
            true,
            "{\"name\":\"Pump\",\"cmd_t\":\"pump/set\"}",
            List.of()));
  }

  @Override
  public Set<String> sightingFilters() {
    return Set.of(Announcement.PREFIX + "+/+/config", Announcement.PREFIX + "+/+/+/config");
  }

  @Override
  public List<Message.Publish> greetings() {
    return List.of(Message.Publish.of(BIRTH, "online"));
  }

  @Override
  public Optional<Sighting> sight(Message message) {
    return Announcement.read(message);
  }

  @Override
  public Optional<String> withdrawn(Message message) {
    return message instanceof Message.Publish publish && publish.payload().isEmpty()
        ? Announcement.fact(publish.topic())
        : Optional.empty();
  }

  @Override
  public Optional<Offer> offer(Sighting known) {
    return offer(known, List.of());
  }

  @Override
  public Optional<Offer> offer(Sighting known, List<Thing> accepted) {
    return Offers.of(known, accepted);
  }

  @Override
  public Offer byHand(Binding binding) {
    String topic = binding.part("topic");
    var message = Message.Publish.of(topic, binding.part("config"));
    return sight(message)
        .flatMap(this::offer)
        .filter(offer -> !offer.things().isEmpty())
        .orElseThrow(() ->
            new Malformed(
                "/binding/config", "an announcement of something the house can use", topic));
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    return new DiscoveryDriver(device);
  }

  @Override
  public OwnTopics topics(List<Thing> device) {
    return OwnNames.topics(device);
  }

  @Override
  public String setUp(Attachment to, OwnTopics own) {
    return OwnNames.setUp(to, own);
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    ActionKind kind = action.kind();
    for (Role role : Sheets.roles(thing)) {
      Role.Deed deed = role.deeds().get(kind);
      if (deed == null) continue;
      boolean tells = thing.observes().contains(Property.PLAYING);
      return Speakers.proof(kind, tells, deed.proof().apply(action));
    }
    return new Unobservable("its announcement has no way to " + action.sentence());
  }

  /// Makes offers of what is known.
  private static final class Offers {
    private Offers() {}

    static Optional<Offer> of(Sighting known, List<Thing> accepted) {
      Map<String, Entity> entities = new LinkedHashMap<>();
      for (Thing thing : accepted)
        for (Entity entity : Sheets.read(thing.binding())) entities.put(entity.fact(), entity);
      known
          .facts()
          .forEach((fact, text) -> {
            if (fact.startsWith(".")) return;
            entities.keySet().removeIf(one -> one.equals(fact) || one.startsWith(fact + "#"));
            for (Entity entity : Announcement.entities(fact, text))
              entities.put(entity.fact(), entity);
          });
      Layout layout = Layout.of(List.copyOf(entities.values()), Sheets.places(accepted));
      var things = new ArrayList<Description>();
      Map<String, String> facts = new TreeMap<>(known.facts());
      for (Thing thing : accepted) remember(thing, facts);
      String remarks = String.join("; ", layout.remarks());
      String left = String.join("; ", layout.left());
      // What is left out is said once: on the device itself, or on the first of its parts.
      String speaker =
          layout.places().containsKey("")
              ? ""
              : layout.places().keySet().stream().findFirst().orElse("");
      layout
          .places()
          .forEach((place, roles) ->
              things.add(thing(known, place, roles, facts, place.equals(speaker) ? left : "")));
      withdrawn(accepted, things);
      if (things.isEmpty() && left.isEmpty()) return Optional.empty();
      String name = facts.getOrDefault(Announcement.NAME, "");
      if (name.isEmpty())
        name = things.isEmpty() ? known.device().value() : things.getFirst().name();
      return Optional.of(new Offer(known.device(), name, things, warning(facts, remarks)));
    }

    private static void remember(Thing thing, Map<String, String> facts) {
      facts.putIfAbsent(Announcement.MAKER, thing.maker());
      facts.putIfAbsent(Announcement.MODEL, thing.model());
      facts.putIfAbsent(Announcement.FIRMWARE, thing.firmware());
      for (String name : List.of(Announcement.ORIGIN, Announcement.VIA)) {
        String text = thing.binding().part(name, "");
        if (!text.isEmpty()) facts.putIfAbsent(name, text);
      }
    }

    private static Description thing(
        Sighting known, String place, List<Role> roles, Map<String, String> facts, String remarks) {
      Udn udn = place.isEmpty() ? known.device() : known.device().child(place);
      Sheets.Written written = Sheets.write(roles, facts, remarks);
      Map<ActionKind, Ability> abilities = Layout.abilities(written.kept());
      String device = facts.getOrDefault(Announcement.NAME, roles.getFirst().entity().title());
      String name = place.isEmpty() ? device : device + " " + roles.getFirst().entity().title();
      return new Description(
          udn,
          name,
          Layout.kind(written.kept()),
          facts.getOrDefault(Announcement.MAKER, facts.getOrDefault(Announcement.ORIGIN, "")),
          facts.getOrDefault(Announcement.MODEL, ""),
          facts.getOrDefault(Announcement.FIRMWARE, ""),
          written.binding(),
          Layout.observes(written.kept()),
          abilities);
    }

    /// Accepted things that nothing announces any more stay as they are, and say so.
    private static void withdrawn(List<Thing> accepted, List<Description> things) {
      var there = new LinkedHashSet<Udn>();
      things.forEach(thing -> there.add(thing.udn()));
      for (Thing thing : accepted) {
        if (there.contains(thing.udn())) continue;
        Binding binding = thing.binding().with(Sheets.WITHDRAWN, "yes");
        things.add(
            new Description(
                thing.udn(),
                thing.name(),
                thing.kind(),
                thing.maker(),
                thing.model(),
                thing.firmware(),
                binding,
                thing.observes(),
                thing.abilities()));
      }
    }

    private static String warning(Map<String, String> facts, String remarks) {
      if (remarks.isEmpty()) return "";
      String origin = facts.getOrDefault(Announcement.ORIGIN, "");
      String text =
          "Not everything that "
              + (origin.isEmpty() ? "it" : origin)
              + " announces is used: "
              + remarks;
      return text.length() > 600 ? text.substring(0, 599) + "…" : text;
    }
  }
}
