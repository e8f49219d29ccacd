package steward.drivers.sonoff;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import steward.driver.Doorway;
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

/// SONOFF devices in DIY mode (in clear) and LAN mode (encrypted with the device key), as firmware
/// 3.1 and later have them, and stock firmware 1.0 to 1.5 that calls this house in place of its
/// cloud. The UDN is `sonoff:DEVICEID`.
///
/// The facts of a sighting are the parts of the binding: `id`, `host`, `port`, `mode`, `type`, and
/// `has`, the words of a [Shape].
public final class SonoffFamily implements Family {
  private static final String ASKED = "sonoff-info";

  @Override
  public String name() {
    return Binds.FAMILY;
  }

  @Override
  public String title() {
    return "SONOFF";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field("host", "Address", true, "192.168.1.40", List.of()),
        new Field("id", "Device id", true, "1000a05bf6", List.of()),
        new Field("port", "Port", false, "8081", List.of()),
        new Field("mode", "Mode", false, "diy", List.of("diy", "lan")),
        new Field("outlets", "How many outlets it has", false, "2", List.of()),
        new Field("startup", "When power returns", false, "off", Binds.STARTUPS),
        Field.secret(
            Binds.KEY, "Device key (apikey)", false, "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"));
  }

  @Override
  public List<Probe> probes() {
    var info = Requests.post(ASKED, Binds.PORT, Ask.INFO, Requests.clear("", "{}"));
    return List.of(new Probe.Browse(Announcement.TYPE), new Probe.Ask(info, false));
  }

  @Override
  public Optional<Sighting> sight(Message message) {
    return switch (message) {
      case Message.Seen(String from, _, Message.Service service) ->
          Announcement.read(service).map(said -> sighted(from, said));
      case Message.Seen(String from, int port, Message.HttpResponse answer) ->
          asked(from, port, answer);
      case Message.Seen(String from, _, Message.WebSocketText said) ->
          StockSightings.read(from, said);
      default -> Optional.empty();
    };
  }

  private static Sighting sighted(String from, Announcement said) {
    Payload state =
        said.encrypted() ? Payload.MISSING : Documents.object(said.data()).orElse(Payload.MISSING);
    SortedMap<String, String> facts = facts(from, said.id(), state);
    facts.put("type", said.type());
    facts.put("mode", (said.encrypted() ? Binds.Mode.LAN : Binds.Mode.DIY).label());
    if (said.port() != Binds.PORT) facts.put("port", String.valueOf(said.port()));
    facts.values().removeIf(String::isEmpty);
    return new Sighting(udn(said.id()), facts, false);
  }

  /// The answer to [#probes]' question: a device in DIY mode tells who it is.
  private static Optional<Sighting> asked(String from, int port, Message.HttpResponse answer) {
    if (!answer.name().equals(ASKED) || answer.status() != 200) return Optional.empty();
    Optional<Payload> state =
        Documents.object(answer.body()).flatMap(body -> Documents.unwrapped(body.at("data")));
    String id =
        state.map(s -> s.at("deviceid").textOr("")).orElse("").toLowerCase(java.util.Locale.ROOT);
    if (!Announcement.ID.matcher(id).matches()) return Optional.empty();
    SortedMap<String, String> facts = facts(from, id, state.get());
    facts.put("mode", Binds.Mode.DIY.label());
    if (port > 0 && port != Binds.PORT) facts.put("port", String.valueOf(port));
    facts.values().removeIf(String::isEmpty);
    return Optional.of(new Sighting(udn(id), facts, false));
  }

  private static SortedMap<String, String> facts(String from, String id, Payload state) {
    Shape shape = Shape.of(state);
    // A report of a part must not hide what the whole has told.
    String has = shape.isWhole() ? shape.text() : "";
    return new TreeMap<>(Map.of("id", id, "host", from, "has", has));
  }

  private static Udn udn(String id) {
    return new Udn(Binds.FAMILY + ":" + id);
  }

  @Override
  public Optional<Offer> offer(Sighting known) {
    var parts = new TreeMap<>(known.facts());
    boolean rivals = parts.remove(StockSightings.RIVALS) != null;
    // Of two that say to be it, the key of neither is taken for its own.
    if (rivals) parts.remove(StockIdentity.PRINT);
    var binding = new Binding(Binds.FAMILY, parts);
    try {
      return Optional.of(offer(binding, Binds.of(binding)));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private static Offer offer(Binding binding, Binds binds) {
    Shape shape = Shape.of(binding.part("has", "")).complete(binds.type());
    return Plan.of(udn(binds.id()), shape, binds.outlets())
        .offer(binds.id(), binding, binding.part("firmware", "unknown"), warning(binding, binds));
  }

  private static String warning(Binding binding, Binds binds) {
    return switch (binds.mode()) {
      case LAN ->
          "It is in LAN mode: enter its device key, without which it can be neither read nor"
              + " asked. What it has shows once it can be read.";
      case STOCK ->
          binding.part(StockIdentity.PRINT, "").isEmpty()
              ? "Two units say to be it, with different keys, and neither is believed: enter the"
                  + " apikey that it showed at its access point."
              : "It calls this house in place of its cloud. Enter the apikey that it showed at its"
                  + " access point as its device key; without it the key that it came with is"
                  + " taken for its own.";
      case DIY, OLD ->
          "It is in DIY mode: everybody on its network can switch it and even replace its"
              + " firmware.";
    };
  }

  @Override
  public Offer byHand(Binding given) {
    var parts = new TreeMap<>(given.parts());
    parts.values().removeIf(String::isBlank);
    parts.remove(Binds.KEY);
    var binding = new Binding(Binds.FAMILY, parts);
    Binds binds = Binds.of(binding);
    var _ = new Way.At(binds.host(), List.of());
    return offer(binding.with("id", binds.id()), binds);
  }

  @Override
  public Way way(List<Thing> device, Kept kept) {
    Binds binds = Binds.of(device.getFirst().binding());
    if (binds.mode() == Binds.Mode.STOCK) return new Way.None();
    var door = new Way.Door.Http(binds.port(), Way.Tls.NONE, 1, SonoffDriver.PAUSE, false);
    return new Way.At(binds.host(), List.of(door));
  }

  @Override
  public Set<Doorway> knocks(List<Thing> device) {
    return StockIdentity.isStock(device) ? Set.of(Doorway.STOCK) : Set.of();
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    return driver(device, Kept.NOTHING);
  }

  @Override
  public Driver<?> driver(List<Thing> device, Kept kept) {
    return StockIdentity.isStock(device)
        ? new StockDriver(device, kept)
        : new SonoffDriver(device, kept);
  }

  @Override
  public Optional<Driver<?>> prover(List<Thing> device, Kept kept) {
    return StockIdentity.isStock(device) ? Optional.empty() : Prover.of(device, kept);
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    return Expectations.of(action);
  }
}
