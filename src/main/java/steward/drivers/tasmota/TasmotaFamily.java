package steward.drivers.tasmota;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import steward.driver.Attachment;
import steward.driver.Driver;
import steward.driver.Family;
import steward.driver.Offer;
import steward.driver.OwnTopics;
import steward.driver.Sighting;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Malformed;

/// Devices with the open firmware Tasmota, over MQTT. Found by their native discovery, or entered
/// by hand with their topic.
///
/// The UDN is `tasmota:MAC` (by hand `tasmota:topic.TOPIC`); the facts of a sighting are the parts
/// of the binding.
public final class TasmotaFamily implements Family {
  @Override
  public String name() {
    return Profile.FAMILY;
  }

  @Override
  public String title() {
    return "Tasmota";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field("topic", "Topic", true, "kettle", List.of()),
        new Field("fulltopic", "Full topic", false, Topics.FULL_TOPIC, List.of()),
        new Field("cmnd", "Prefix of commands", false, "cmnd", List.of()),
        new Field("stat", "Prefix of states", false, "stat", List.of()),
        new Field("tele", "Prefix of telemetry", false, "tele", List.of()),
        new Field(
            "hostname", "Host name, if the full topic has it", false, "tasmota-1234", List.of()));
  }

  @Override
  public Set<String> sightingFilters() {
    return Set.of(Announcement.PREFIX + "+/config", Announcement.PREFIX + "+/sensors");
  }

  @Override
  public Optional<Sighting> sight(Message message) {
    return Announcement.read(message);
  }

  @Override
  public Optional<Offer> offer(Sighting known) {
    var profile = new Profile(known.facts());
    boolean told = !profile.mac().isEmpty() && !profile.topic().isEmpty();
    if (!told || !isReachable(profile)) return Optional.empty();
    boolean waits = Layout.isEmpty(Layout.of(profile)) && !profile.knowsSensors();
    return waits ? Optional.empty() : Optional.of(Plan.offer(profile, known.device()));
  }

  private static boolean isReachable(Profile profile) {
    try {
      return !Topics.of(profile).isEmpty();
    } catch (Malformed e) {
      return false;
    }
  }

  @Override
  public Optional<String> hardware(Udn device) {
    return Family.figures(device);
  }

  @Override
  public Offer byHand(Binding binding) {
    binding.part("topic");
    var facts = new TreeMap<>(binding.parts());
    facts.keySet().retainAll(fields().stream().map(Field::name).collect(Collectors.toSet()));
    facts.values().removeIf(String::isBlank);
    facts.put("byHand", "1");
    var profile = new Profile(facts);
    Topics.of(profile);
    return Plan.offer(profile, new Udn(Profile.FAMILY + ":" + profile.key()));
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    Thing first = device.getFirst();
    Set<Udn> accepted = new LinkedHashSet<>(device.stream().map(Thing::udn).toList());
    return new TasmotaDriver(Plan.of(Profile.of(first.binding()), first.udn().root(), accepted));
  }

  @Override
  public OwnTopics topics(List<Thing> device) {
    Thing first = device.getFirst();
    String root = first.udn().root().value();
    return OwnNames.topics(
        Profile.of(first.binding()), root.substring(Profile.FAMILY.length() + 1));
  }

  @Override
  public String setUp(Attachment to, OwnTopics own) {
    return OwnNames.setUp(to, own);
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    return Expectations.of(action);
  }
}
