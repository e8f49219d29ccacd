package steward.drivers.hue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Text;

/// Philips Hue bridges of the second generation and later: found by mDNS or SSDP, paired by their
/// round button, driven over CLIP v2 and its stream of events. `docs/things/hue.md` is the owner's
/// page.
public final class HueFamily implements Family {
  public static final String NAME = "hue";

  private static final String SERVICE = "_hue._tcp.local";
  private static final String CONFIG = "hue-config";
  private static final int AT_ONCE = 3;
  private static final int OLD_PORT = 80;
  private static final int FACT_MAX = 80;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Philips Hue bridge";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field("host", "Address of the bridge", true, "192.0.2.10", List.of()),
        new Field(
            "id",
            "Bridge id: 16 figures, at https://ADDRESS/api/config",
            true,
            "001788FFFE123456",
            List.of()),
        new Field("port", "Port, where it is not 443", false, "443", List.of()),
        Field.secret("key", "Application key, where you have one already", false, ""));
  }

  @Override
  public List<Probe> probes() {
    var config = Message.HttpRequest.get(CONFIG, Site.PORT, "/api/config");
    return List.of(
        new Probe.Browse(SERVICE),
        new Probe.Search("urn:schemas-upnp-org:device:basic:1"),
        new Probe.Ask(config, true));
  }

  @Override
  public Optional<Sighting> sight(Message message) {
    if (!(message instanceof Message.Seen(String from, int port, Message inner)))
      return Optional.empty();
    return switch (inner) {
      case Message.Service service when service.type().equals(SERVICE) -> announced(from, service);
      case Message.HttpResponse answer when answer.name().equals("ssdp") ->
          BridgeId.of(answer.headers().getOrDefault("hue-bridgeid", ""))
              .map(id -> sighting(id, from, new TreeMap<>()));
      case Message.HttpResponse answer when answer.name().equals(CONFIG) ->
          told(from, port, answer);
      default -> Optional.empty();
    };
  }

  private static Optional<Sighting> announced(String from, Message.Service service) {
    var facts = new TreeMap<String, String>();
    service.text("modelid").ifPresent(model -> facts.put("model", cut(model)));
    // Old firmware announces its plain door; TLS is behind it on all that we can drive.
    if (service.port() != Site.PORT && service.port() != OLD_PORT && service.port() > 0)
      facts.put("port", Integer.toString(service.port()));
    return service.text("bridgeid").flatMap(BridgeId::of).map(id -> sighting(id, from, facts));
  }

  private static Optional<Sighting> told(String from, int port, Message.HttpResponse answer) {
    Payload config =
        answer.status() == 200
            ? Payload.json(answer.body()).orElse(Payload.MISSING)
            : Payload.MISSING;
    var facts = new TreeMap<String, String>();
    if (port > 0 && port != Site.PORT) facts.put("port", Integer.toString(port));
    put(facts, "name", config.at("name"));
    put(facts, "model", config.at("modelid"));
    BridgeId.of(config.at("replacesbridgeid").textOr(""))
        .ifPresent(older -> facts.put("replaces", older));
    return BridgeId.of(config.at("bridgeid").textOr("")).map(id -> sighting(id, from, facts));
  }

  private static void put(Map<String, String> facts, String name, Payload value) {
    value.text().map(HueFamily::cut).filter(t -> !t.isEmpty()).ifPresent(t -> facts.put(name, t));
  }

  private static String cut(String text) {
    String clean = Text.clean(text).strip();
    return clean.length() > FACT_MAX ? clean.substring(0, FACT_MAX) : clean;
  }

  private static Sighting sighting(String id, String from, Map<String, String> known) {
    var facts = new TreeMap<>(known);
    facts.put("host", from);
    return new Sighting(udn(id), facts, false);
  }

  private static Udn udn(String id) {
    return new Udn(NAME + ":" + id);
  }

  @Override
  public Optional<Offer> offer(Sighting known) {
    String host = known.facts().getOrDefault("host", "");
    String id = known.device().value().substring(NAME.length() + 1);
    if (host.isEmpty()) return Optional.empty();
    Binding binding = Binding.of(NAME, "host", host, "id", id);
    String port = known.facts().getOrDefault("port", "");
    if (!port.isEmpty()) binding = binding.with("port", port);
    String model = known.facts().getOrDefault("model", "unknown");
    return Optional.of(
        offer(
            id,
            known.facts().getOrDefault("name", ""),
            model,
            binding,
            warning(model, known.facts().getOrDefault("replaces", ""))));
  }

  private static String warning(String model, String replaces) {
    if (model.equals("BSB001"))
      return "This is the round first bridge: it only has the old interface, which is not driven.";
    if (replaces.isEmpty()) return "";
    return "It says that it took the place of the bridge "
        + replaces
        + ". If you moved your lamps to it, accept it and remove the old one; it needs a pairing of"
        + " its own.";
  }

  private static Offer offer(
      String id, String name, String model, Binding binding, String warning) {
    String shown =
        name.isEmpty() ? "Hue bridge " + id.substring(10).toLowerCase(Locale.ROOT) : name;
    var bridge = Catalogue.bridge(udn(id), shown, model, "unknown", binding);
    return new Offer(udn(id), shown, List.of(bridge), warning);
  }

  /// The middle of a bridge's id is no part of its address.
  @Override
  public Optional<String> hardware(Udn device) {
    return BridgeId.hardware(device.root().value().substring(NAME.length() + 1));
  }

  @Override
  public Offer byHand(Binding given) {
    String id =
        BridgeId.of(given.part("id"))
            .orElseThrow(() ->
                new Malformed(
                    "/binding/id", "16 hexadecimal figures", "'" + given.part("id") + "'"));
    Binding binding = Binding.of(NAME, "host", given.part("host").strip(), "id", id);
    if (Site.port(given) != Site.PORT) binding = binding.with("port", given.part("port").strip());
    way(binding, id, Kept.NOTHING);
    return offer(id, given.part("name", ""), "unknown", binding, "");
  }

  @Override
  public Way way(List<Thing> device, Kept kept) {
    Site site = Site.of(device);
    return way(site.binding(), site.bridgeId(), kept);
  }

  /// The name in its certificate is its id; there is no name of a host in it.
  private static Way way(Binding binding, String id, Kept kept) {
    var tls = new Way.Tls.Pinned(id, kept.get(Way.PIN));
    var door = new Way.Door.Http(Site.port(binding), tls, AT_ONCE, Duration.ZERO, true);
    return new Way.At(binding.part("host"), List.of(door));
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    return driver(device, Kept.NOTHING);
  }

  @Override
  public Driver<?> driver(List<Thing> device, Kept kept) {
    return new HueDriver(Site.of(device), kept.text("key"));
  }

  /// Its certificate is proof: the key is not sent before that is the one that was kept.
  @Override
  public Optional<Driver<?>> prover(List<Thing> device, Kept kept) {
    Optional<Bytes> pin = kept.get(Way.PIN);
    return pin.map(_ -> new BridgeProver(Site.of(device)));
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    return Expectations.of(thing, action);
  }
}
