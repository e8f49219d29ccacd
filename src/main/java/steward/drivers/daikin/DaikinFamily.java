package steward.drivers.daikin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steward.driver.Driver;
import steward.driver.Family;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.Probe;
import steward.driver.Sighting;
import steward.driver.Way;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Expectation;
import steward.thing.Expectation.Accepted;
import steward.thing.Message;
import steward.thing.Message.HttpRequest;
import steward.thing.Message.HttpResponse;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Unit;
import steward.value.Word;

/// Daikin air conditioners by their Wi-Fi adapters, on the home network alone. Source: the fact
/// sheet of the family.
public final class DaikinFamily implements Family {
  public static final String NAME = "daikin";

  static final String SPLIT = "/device/climate/daikin/control";
  static final String DUCTED = "/device/climate/daikin/ducted";
  static final String UUID = "uuid";
  static final String KEY = "key";
  static final String PASSWORD = "password";
  static final String SKYFI_PASSWORD = "skyfi-password";

  static final Set<Property> OBSERVED_BY_ALL =
      Set.of(Property.SWITCH, Property.MODE, Property.GOAL_TEMPERATURE, Property.TEMPERATURE);
  static final Map<ActionKind, Ability> PERFORMED_BY_ALL =
      new EnumMap<>(
          Map.of(
              ActionKind.TURN, Ability.words(ActionKind.TURN, List.of("on", "off")),
              ActionKind.HEAT, Ability.range(ActionKind.HEAT, Unit.CELSIUS, 10, 33),
              ActionKind.MODE,
                  Ability.words(
                      ActionKind.MODE, List.of("off", "auto", "heat", "cool", "dry", "fan"))));

  private static final int DISCOVERY_PORT = 30_050;
  private static final int DISCOVERY_FROM = 30_000;
  private static final int DISCOVERY_TIMES = 3;
  private static final Bytes PROBE =
      Bytes.wrap("DAIKIN_UDP/common/basic_info".getBytes(StandardCharsets.US_ASCII));
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(15);
  private static final int FACT_MAX = 100;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Daikin air conditioner";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field("host", "Address on the home network", true, "192.168.1.40", List.of()),
        new Field("mac", "MAC address, as on the sticker", true, "409F38D107AC", List.of()),
        new Field("port", "Port of HTTP, when not 80", false, "80", List.of()),
        new Field("tls-port", "Port of HTTPS, when not 443", false, "443", List.of()),
        new Field("skyfi-port", "Port of SkyFi, when not 2000", false, "2000", List.of()),
        Field.secret(
            KEY,
            "Key of 13 figures on the sticker, where it answers only with TLS",
            false,
            "0123456789012"),
        Field.secret(PASSWORD, "Local password, where one was set in the app", false, "1234"),
        Field.secret(SKYFI_PASSWORD, "Password of an old SkyFi module", false, "1234"));
  }

  @Override
  public List<Probe> probes() {
    return List.of(
        new Probe.Datagram(DISCOVERY_PORT, DISCOVERY_FROM, DISCOVERY_TIMES, (_, _, _) -> PROBE),
        new Probe.Ask(HttpRequest.get("daikin-classic", Doors.HTTP, "/common/basic_info"), false),
        new Probe.Ask(
            HttpRequest.get("daikin-airbase", Doors.HTTP, "/skyfi/common/basic_info"), false),
        new Probe.Ask(dsiot(), false));
  }

  private static HttpRequest dsiot() {
    HttpRequest asked = new DsiotDialect(Doors.HTTP).request(DsiotDialect.MORE);
    return new HttpRequest(
        "daikin-dsiot",
        asked.port(),
        asked.method(),
        asked.path(),
        asked.headers(),
        asked.body(),
        asked.within());
  }

  @Override
  public Optional<Sighting> sight(Message message) {
    if (!(message instanceof Message.Seen(String from, int port, Message inner)))
      return Optional.empty();
    return switch (inner) {
      case Message.Datagram(_, Bytes body) -> basic(new At(from, 0), body);
      case HttpResponse answer
          when answer.status() == 200 && answer.name().equals("daikin-dsiot") ->
          dsiot(new At(from, port), answer.body());
      case HttpResponse answer when answer.status() == 200 && answer.name().startsWith("daikin-") ->
          basic(new At(from, port), answer.body());
      default -> Optional.empty();
    };
  }

  /// Where it answered; the port is 0 where that tells nothing of HTTP.
  private record At(String host, int port) {}

  private static Optional<Sighting> basic(At from, Bytes body) {
    Map<String, String> fields = KeyValues.read(body).orElse(Map.of());
    if (!fields.getOrDefault("ret", "").equals("OK")) return Optional.empty();
    return sighting(
        from,
        fields.getOrDefault("mac", ""),
        fields.getOrDefault("name", ""),
        fields.getOrDefault("ver", ""),
        Adapters.model(fields.getOrDefault("adp_kind", ""), Codes.CLASSIC));
  }

  private static Optional<Sighting> dsiot(At from, Bytes body) {
    var leaves = DsiotTree.read(body).map(DsiotTree.Answer::leaves).orElse(Map.of());
    return sighting(
        from,
        leaves.getOrDefault("adp_i/mac", ""),
        leaves.getOrDefault("adp_i/name", ""),
        leaves.getOrDefault("adp_i/ver", ""),
        "Split unit");
  }

  private static Optional<Sighting> sighting(
      At from, String mac, String name, String version, String model) {
    String identity = mac.toUpperCase(Locale.ROOT);
    if (!Adapters.isMac(identity) || from.host().isEmpty()) return Optional.empty();
    var facts = new TreeMap<String, String>();
    facts.put("host", from.host());
    if (from.port() > 0 && from.port() != Doors.HTTP) facts.put("port", "" + from.port());
    facts.put("mac", identity);
    facts.put("model", model);
    String called = KeyValues.decoded(name);
    if (!called.isEmpty())
      facts.put("name", called.length() <= FACT_MAX ? called : called.substring(0, FACT_MAX));
    if (!Adapters.firmware(version).isEmpty()) facts.put("firmware", Adapters.firmware(version));
    return Optional.of(new Sighting(new Udn(NAME + ":" + identity), facts, false));
  }

  @Override
  public Optional<Offer> offer(Sighting known) {
    String mac = known.facts().getOrDefault("mac", "");
    String host = known.facts().getOrDefault("host", "");
    if (mac.isEmpty() || host.isEmpty()) return Optional.empty();
    return Optional.of(
        offer(
            mac,
            known.facts().getOrDefault("name", ""),
            known.facts().getOrDefault("model", ""),
            known.facts().getOrDefault("firmware", ""),
            at(host, known.facts().getOrDefault("port", ""))));
  }

  private static Binding at(String host, String port) {
    Binding binding = Binding.of(NAME, "host", host);
    return port.isEmpty() ? binding : binding.with("port", port);
  }

  @Override
  public Optional<String> hardware(Udn device) {
    return Family.figures(device);
  }

  @Override
  public Offer byHand(Binding binding) {
    String mac = binding.part("mac").replaceAll("[:. -]", "").toUpperCase(Locale.ROOT);
    if (!Adapters.isMac(mac)) {
      throw new Malformed(
          "/binding/mac", "the 12 figures of its MAC address", "'" + binding.part("mac") + "'");
    }
    var parts = new TreeMap<String, String>();
    for (String part : List.of("host", "port", "tls-port", "skyfi-port"))
      if (!binding.part(part, "").isBlank()) parts.put(part, binding.part(part).strip());
    var kept = new Binding(NAME, parts);
    Doors.of(kept).way(Kept.NOTHING);
    return offer(mac, binding.part("name", ""), "", "", kept);
  }

  private static Offer offer(
      String mac, String called, String model, String firmware, Binding binding) {
    var udn = new Udn(NAME + ":" + mac);
    String name = called.isEmpty() ? "Daikin " + mac.substring(6) : called;
    var description =
        new Description(
            udn,
            name,
            SPLIT,
            "Daikin",
            model.isEmpty() ? "Split unit" : model,
            firmware,
            binding,
            OBSERVED_BY_ALL,
            PERFORMED_BY_ALL);
    return new Offer(udn, description.name(), List.of(description), "");
  }

  @Override
  public Way way(List<Thing> device, Kept kept) {
    return Doors.of(device.getFirst().binding()).way(kept);
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    return driver(device, Kept.NOTHING);
  }

  @Override
  public Driver<?> driver(List<Thing> device, Kept kept) {
    return new DaikinDriver(device.getFirst(), kept);
  }

  @Override
  public Optional<Driver<?>> prover(List<Thing> device, Kept kept) {
    if (!Doors.hasKey(kept) || kept.get(Way.PIN).isEmpty()) return Optional.empty();
    Dialect overTls = Doors.of(device.getFirst().binding()).dialects(kept).getFirst();
    return Optional.of(new DaikinProver(overTls));
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    return switch (action) {
      case Action.Turn(var to) when to != Action.Turn.To.TOGGLE ->
          shown(Property.SWITCH, to == Action.Turn.To.ON ? Word.ON : Word.OFF);
      case Action.Put(ActionKind kind, Amount goal) when kind == ActionKind.HEAT -> {
        // Ducted units take whole degrees, the others halves.
        double tolerance = thing.kind().equals(DUCTED) ? 0.5 : 0.25;
        yield new Expectation.Report(
            Property.GOAL_TEMPERATURE, new Accepted.Near(goal, tolerance), SHOWN_WITHIN);
      }
      case Action.Put(ActionKind kind, Word word) ->
          switch (kind) {
            case MODE -> shown(Property.MODE, word);
            case FAN -> shown(Property.FAN, word);
            case SWING -> shown(Property.SWING, word);
            case SPECIAL -> shown(Property.SPECIAL, word);
            default -> new Expectation.Unobservable("the adapter reports nothing that shows it");
          };
      case Action.Turn _ ->
          new Expectation.Unobservable("a toggle has no goal that could be compared");
      case Action.Put _, Action.Plain _, Action.Tell _ ->
          new Expectation.Unobservable("the adapter reports nothing that shows it");
    };
  }

  private static Expectation shown(Property property, Word word) {
    return new Expectation.Report(property, new Accepted.Exactly(word), SHOWN_WITHIN);
  }
}
