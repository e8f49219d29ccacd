package steward.drivers.shelly;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.driver.Driver;
import steward.driver.Family;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.Payload;
import steward.driver.Probe;
import steward.driver.Sighting;
import steward.driver.Way;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Malformed;
import steward.value.Text;

/// Shelly devices of the second generation and later. The UDN is `shelly:MAC`.
///
/// The facts of a sighting are the parts of the binding: `mac`, `host`, `port`, `app`, `firmware`,
/// and `has`, the words of a [Shape].
public final class ShellyFamily implements Family {
  static final String NAME = "shelly";
  static final String PASSWORD = "password";
  static final int PORT = 80;

  private static final String ASKED = "shelly-who";
  private static final Pattern MAC = Pattern.compile("[0-9A-F]{12}");
  private static final Pattern INSTANCE = Pattern.compile("shelly[a-z0-9]{1,30}-([0-9a-f]{12})");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,40}");
  private static final List<String> SLEEPERS = List.of("PlusHT", "PlusSmoke", "HTG3");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Shelly (Plus, Pro, Gen3 and later)";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field("host", "Address", true, "192.168.1.41", List.of()),
        new Field("mac", "MAC address", true, "A8032ABE54DC", List.of()),
        new Field("port", "Port", false, "80", List.of()),
        Field.secret(PASSWORD, "Password, if it has one", false, "correct horse"));
  }

  @Override
  public List<Probe> probes() {
    return List.of(
        new Probe.Browse("_shelly._tcp.local"),
        new Probe.Browse("_http._tcp.local"),
        new Probe.Ask(Message.HttpRequest.get(ASKED, PORT, "/shelly"), false));
  }

  @Override
  public Optional<Sighting> sight(Message message) {
    return switch (message) {
      case Message.Seen(String from, _, Message.Service service) -> announced(from, service);
      case Message.Seen(String from, int port, Message.HttpResponse answer) ->
          asked(from, port, answer);
      default -> Optional.empty();
    };
  }

  private static Optional<Sighting> announced(String from, Message.Service service) {
    String type = service.type().toLowerCase(Locale.ROOT);
    boolean isOwn = type.startsWith("_shelly._tcp");
    if (!isOwn && !type.startsWith("_http._tcp")) return Optional.empty();
    Matcher instance = INSTANCE.matcher(service.instance().toLowerCase(Locale.ROOT));
    if (!instance.matches()) return Optional.empty();
    // The first generation announces no `gen`, and is spoken to in another way.
    if (generation(service.text("gen").orElse("")) < 2) {
      String model = service.instance().replaceAll("-[^-]*$", "");
      return Optional.of(first(from, instance.group(1), model, ""));
    }
    String app = service.text("app").orElse("");
    String firmware = service.text("ver").orElse("");
    return Optional.of(sighting(from, instance.group(1), service.port(), app, firmware));
  }

  private static Optional<Sighting> asked(String from, int port, Message.HttpResponse answer) {
    if (!answer.name().equals(ASKED) || answer.status() != 200) return Optional.empty();
    Payload json = Payload.json(answer.body()).orElse(Payload.MISSING);
    String mac = json.at("mac").textOr("").toUpperCase(Locale.ROOT);
    if (!MAC.matcher(mac).matches()) return Optional.empty();
    String type = json.at("type").textOr("");
    if (json.at("gen").wholeOr(0) < 2)
      return type.isEmpty()
          ? Optional.empty()
          : Optional.of(first(from, mac, type, json.at("fw").textOr("")));
    return Optional.of(
        sighting(from, mac, port, json.at("app").textOr(""), json.at("ver").textOr("")));
  }

  private static Sighting first(String from, String mac, String type, String firmware) {
    Sighting plain = sighting(from, mac, PORT, type, firmware.replaceAll("^.*/|-.*$", ""));
    var facts = new TreeMap<>(plain.facts());
    facts.put(FirstGeneration.PART, "1");
    return new Sighting(plain.device(), facts, false);
  }

  private static int generation(String text) {
    return text.matches("\\d{1,2}") ? Integer.parseInt(text) : 0;
  }

  private static Sighting sighting(String from, String mac, int port, String app, String firmware) {
    String upper = mac.toUpperCase(Locale.ROOT);
    SortedMap<String, String> facts = new TreeMap<>(Map.of("host", from, "mac", upper));
    if (WORD.matcher(app).matches()) facts.put("app", app);
    if (WORD.matcher(firmware).matches()) facts.put("firmware", firmware);
    if (port != PORT && port > 0) facts.put("port", String.valueOf(port));
    return new Sighting(new Udn(NAME + ":" + upper), facts, false);
  }

  static String mac(Binding binding) {
    String mac =
        binding.part("mac").strip().replace(":", "").replace("-", "").toUpperCase(Locale.ROOT);
    if (!MAC.matcher(mac).matches())
      throw new Malformed("/binding/mac", "twelve figures 0-9 and A-F", Text.clean(mac));
    return mac;
  }

  static int port(Binding binding) {
    String text = binding.part("port", "").strip();
    if (text.isEmpty()) return PORT;
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65_535)
      throw new Malformed("/binding/port", "a number from 1 to 65535", Text.clean(text));
    return port;
  }

  static Shape shape(Binding binding) {
    Shape learnt = Shape.of(binding.part("has", ""));
    return learnt.words().isEmpty() ? Shape.model(binding.part("app", "")) : learnt;
  }

  @Override
  public Optional<Offer> offer(Sighting known) {
    try {
      return Optional.of(offer(new Binding(NAME, known.facts())));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private static Offer offer(Binding binding) {
    port(binding);
    var udn = new Udn(NAME + ":" + mac(binding));
    if (FirstGeneration.is(binding)) return FirstGeneration.offer(udn, binding);
    String warning =
        SLEEPERS.contains(binding.part("app", ""))
            ? "It sleeps, and is heard only in the seconds when it wakes while we call."
            : "Without a password, everybody on its network can switch it and run scripts on it.";
    return Plan.of(udn, shape(binding)).offer(binding, warning);
  }

  @Override
  public Optional<String> hardware(Udn device) {
    return Family.figures(device);
  }

  @Override
  public Offer byHand(Binding given) {
    var parts = new TreeMap<>(given.parts());
    parts.values().removeIf(String::isBlank);
    parts.remove(PASSWORD);
    var binding = new Binding(NAME, parts);
    var _ = new Way.At(binding.part("host"), List.of());
    return offer(binding.with("mac", mac(binding)));
  }

  @Override
  public Way way(List<Thing> device, Kept kept) {
    Binding binding = device.getFirst().binding();
    if (FirstGeneration.is(binding)) return new Way.At(binding.part("host"), List.of());
    var door = new Way.Door.Http(port(binding), Way.Tls.NONE, 1, Duration.ofMillis(50), false);
    return new Way.At(binding.part("host"), List.of(door));
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    return driver(device, Kept.NOTHING);
  }

  @Override
  public Driver<?> driver(List<Thing> device, Kept kept) {
    Thing first = device.getFirst();
    return FirstGeneration.is(first.binding())
        ? new FirstGeneration(first.udn().root())
        : new ShellyDriver(device, kept);
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    return Calls.expectation(action);
  }
}
