package steward.drivers.owntracks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steward.driver.Attachment;
import steward.driver.Driver;
import steward.driver.Family;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.OwnTopics;
import steward.driver.SetUp;
import steward.driver.Sighting;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.Udn;

/// Phones with the OwnTracks app, over MQTT or over HTTP by a webhook. Source: the OwnTracks
/// booklet.
public final class OwnTracksFamily implements Family {
  public static final String NAME = "owntracks";
  private static final String PASSPHRASE = "passphrase";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "A phone with OwnTracks";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field("user", "User, as in the app", true, "jane", List.of()),
        new Field("device", "Device, as in the app", true, "phone", List.of()),
        new Field("home", "The app's region that is home", false, "Home", List.of()),
        new Field(
            "zone",
            "Where home is: latitude, longitude, metres",
            false,
            "48.2 16.37 150",
            List.of()),
        new Field("topic", "First part of its topics", false, "owntracks", List.of()),
        Field.secret(PASSPHRASE, "Encryption key of the app", false, "32 random characters"));
  }

  @Override
  public Set<String> sightingFilters() {
    return Set.of("owntracks/+/+");
  }

  /// A phone is found by its topic; what the message holds is nobody's business before it is
  /// accepted.
  @Override
  public Optional<Sighting> sight(Message message) {
    if (!(message instanceof Message.Publish publish) || publish.payload().isEmpty())
      return Optional.empty();
    String[] levels = publish.topic().split("/", -1);
    boolean isPhone =
        levels.length == 3
            && levels[0].equals(NAME)
            && levels[1].matches(Phone.NAME)
            && levels[2].matches(Phone.NAME)
            && publish.text().contains("\"_type\"");
    if (!isPhone) return Optional.empty();
    var facts = new TreeMap<String, String>();
    facts.put("user", levels[1]);
    facts.put("device", levels[2]);
    return Optional.of(new Sighting(udn(levels[1], levels[2]), facts, false));
  }

  private static Udn udn(String user, String device) {
    return new Udn(NAME + ":" + user + ":" + device);
  }

  @Override
  public Optional<Offer> offer(Sighting known) {
    String user = known.facts().getOrDefault("user", "");
    String device = known.facts().getOrDefault("device", "");
    if (user.isEmpty() || device.isEmpty()) return Optional.empty();
    return Optional.of(byHand(Binding.of(NAME, "user", user, "device", device)));
  }

  @Override
  public Offer byHand(Binding binding) {
    Phone phone = Phone.read(binding);
    Udn udn = udn(phone.user(), phone.device());
    String name = phone.user() + "’s " + phone.device();
    Set<Property> observes = new LinkedHashSet<>(List.of(Property.PRESENCE, Property.BATTERY));
    var description =
        new Description(
            udn,
            name,
            "/device/presence/owntracks/mobile",
            "OwnTracks",
            "Phone",
            "unknown",
            binding,
            observes,
            Map.of());
    return new Offer(udn, name, List.of(description), "");
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    return driver(device, Kept.NOTHING);
  }

  @Override
  public Driver<?> driver(List<Thing> device, Kept kept) {
    Thing thing = device.getFirst();
    return new PhoneDriver(thing.udn(), Phone.read(thing.binding()), kept.text(PASSPHRASE));
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    return new Expectation.Unobservable("a phone only tells");
  }

  @Override
  public OwnTopics topics(List<Thing> device) {
    String topic = Phone.read(device.getFirst().binding()).topic();
    return OwnTopics.of(Set.of(topic + "/#"), Set.of(topic + "/cmd"));
  }

  @Override
  public String setUp(Attachment to, OwnTopics own) {
    return """
    In the OwnTracks app, Settings, Connection: mode MQTT. The user and the device there must be those of this
    thing, since they make the topics. Name the region around your house "Home".
    """
        + SetUp.plainly(to, own);
  }
}
