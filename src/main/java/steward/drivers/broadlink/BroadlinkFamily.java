package steward.drivers.broadlink;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.thing.Expectation.Accepted.Exactly;
import steward.thing.Expectation.Accepted.Near;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Text;
import steward.value.Word;

/// Broadlink RM blasters and SP plugs, over UDP. Found by their answer to a broadcast, or entered
/// by hand with address and MAC.
///
/// The UDN is `broadlink:MAC`; the facts of a sighting are the parts of the binding. The codes that
/// a blaster learnt are kept among its secrets as `code:REMOTE/KEY`. There is no prover: all that a
/// device could prove is public.
public final class BroadlinkFamily implements Family {
  private static final Duration REPORT_WITHIN = Duration.ofSeconds(15);
  private static final Duration LEARN_WITHIN = Duration.ofSeconds(100);
  private static final int PROBES = 10;
  private static final Set<String> PARTS = Set.of("host", "port", "mac", "type", "like");

  @Override
  public String name() {
    return Peer.FAMILY;
  }

  @Override
  public String title() {
    return "Broadlink";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field("host", "Address", true, "192.168.1.77", List.of()),
        new Field("mac", "MAC address", true, "A0:43:B0:11:22:33", List.of()),
        new Field("port", "UDP port, if it is not 80", false, "80", List.of()),
        new Field("type", "Type, if you know it", false, "520c", List.of()),
        new Field(
            "like", "Treat it as (for a type that is not known)", false, "rm4", Model.words()));
  }

  @Override
  public List<Probe> probes() {
    return List.of(new Probe.Datagram(Peer.PORT, 0, PROBES, Hello::question));
  }

  @Override
  public Optional<Sighting> sight(Message message) {
    if (!(message instanceof Message.Seen(String from, _, Message.Datagram(int port, Bytes body))))
      return Optional.empty();
    return Hello.read(body).map(hello -> sighting(from, port, hello));
  }

  private static Sighting sighting(String from, int port, Hello hello) {
    var facts = new TreeMap<String, String>();
    facts.put("host", from);
    if (port != Peer.PORT) facts.put("port", Integer.toString(port));
    facts.put("mac", hello.mac());
    facts.put("type", String.format(Locale.ROOT, "%04x", hello.type()));
    facts.put("name", Text.clean(hello.name()).strip());
    hello.locked().ifPresent(locked -> facts.put("locked", locked ? "1" : "0"));
    return new Sighting(Offers.udn(hello.mac()), facts, false);
  }

  @Override
  public Optional<Offer> offer(Sighting known) {
    var parts = new TreeMap<>(known.facts());
    boolean locked = "1".equals(parts.remove("locked"));
    if (!parts.keySet().containsAll(Set.of("host", "mac", "type"))) return Optional.empty();
    Peer peer = Peer.of(new Binding(Peer.FAMILY, parts));
    return Optional.of(Offers.of(peer, Codes.of(Kept.NOTHING), locked));
  }

  @Override
  public Optional<String> hardware(Udn device) {
    return Family.figures(device);
  }

  @Override
  public Offer byHand(Binding binding) {
    var parts = new TreeMap<>(binding.parts());
    parts.put("host", new Way.At(binding.part("host").strip(), List.of()).host());
    parts.keySet().retainAll(PARTS);
    parts.values().removeIf(String::isBlank);
    Peer peer = Peer.of(new Binding(Peer.FAMILY, parts));
    return Offers.of(peer, Codes.of(Kept.NOTHING), false);
  }

  /// Codes of infrared remotes: whoever stands before the thing could send them too. Those of radio
  /// may open a gate, and are none.
  @Override
  public Set<String> shareable(Kept kept) {
    return Codes.of(kept).all().entrySet().stream()
        .filter(one -> !one.getValue().isRadio())
        .map(one -> one.getKey().kept())
        .collect(java.util.stream.Collectors.toSet());
  }

  @Override
  public Way way(List<Thing> device, Kept kept) {
    Binding binding = device.getFirst().binding();
    return new Way.At(binding.part("host"), List.of(new Way.Door.Udp(Peer.port(binding))));
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    return driver(device, Kept.NOTHING);
  }

  @Override
  public Driver<?> driver(List<Thing> device, Kept kept) {
    return new BroadlinkDriver(device, kept);
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    Optional<String> unobservable = Offers.unobservable(thing, action);
    if (unobservable.isPresent()) return new Expectation.Unobservable(unobservable.get());
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          new Expectation.Report(
              Property.SWITCH,
              new Exactly(to == Action.Turn.To.ON ? Word.ON : Word.OFF),
              REPORT_WITHIN);
      case Action.Put(_, Amount level) ->
          new Expectation.Report(Property.LEVEL, new Near(level, 1), REPORT_WITHIN);
      case Action.Tell(_, String text, _) ->
          new Expectation.Report(
              Property.TEXT, new Exactly(Text.cut(Lessons.learnt(text))), LEARN_WITHIN);
      case Action.Put _, Action.Plain _ -> new Expectation.Unobservable("it has no such action");
    };
  }
}
