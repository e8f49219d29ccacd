package steward.drivers.kasa;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import steward.driver.Clear;
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
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Malformed;

/// TP-Link Kasa and Tapo over the local network.
///
/// A UDN is `kasa:` and the MAC address: the only name that a device has in both kinds of
/// discovery, and before and after the update that changes its protocol. It is checked against what
/// the device says each time that it is spoken to.
public final class KasaFamily implements Family {
  static final String NAME = "kasa";
  private static final String QUESTION = "{\"system\":{\"get_sysinfo\":{}}}";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "TP-Link Kasa and Tapo";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field(Reach.HOST, "Address", true, "192.0.2.7", List.of()),
        new Field(Reach.MAC, "MAC address, on its label", true, "50:C7:BF:01:02:03", List.of()),
        new Field(Reach.PORT, "Port of the old protocol", false, "9999", List.of()),
        new Field(Reach.HTTP_PORT, "Port of the new protocol", false, "80", List.of()),
        new Field(
            Reach.PROTOCOL,
            "Protocol: xor tries the new one too",
            false,
            Reach.Manner.XOR.label(),
            List.of(Reach.Manner.XOR.label(), Reach.Manner.KLAP.label())),
        Field.secretOfFamily(Account.EMAIL, "E-mail of the TP-Link account", "me@example.com"),
        Field.secretOfFamily(Account.PASSWORD, "Password of the TP-Link account", ""));
  }

  @Override
  public List<Probe> probes() {
    return List.of(
        new Probe.Datagram(Reach.XOR_PORT, 0, 3, (_, _, _) -> Xor.encrypt(QUESTION)),
        new Probe.Datagram(20_002, 0, 3, (_, _, _) -> Knock.PLAIN));
  }

  @Override
  public Optional<Sighting> sight(Message message) {
    return Sightings.of(message);
  }

  @Override
  public Optional<Offer> offer(Sighting known) {
    return Sightings.offer(known);
  }

  @Override
  public Optional<String> hardware(Udn device) {
    return Family.figures(device);
  }

  @Override
  public Offer byHand(Binding binding) {
    Reach reach = Reach.of(binding);
    String written = binding.part(Reach.MAC);
    String mac =
        Profile.mac(written)
            .orElseThrow(() ->
                new Malformed("/binding/mac", "twelve hexadecimal figures", "'" + written + "'"));
    return Offers.of(Sightings.bare(mac, "unknown", false), reach.binding(), "");
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    return driver(device, Kept.NOTHING);
  }

  @Override
  public Driver<?> driver(List<Thing> device, Kept kept) {
    return new KasaDriver(Device.of(device, kept));
  }

  @Override
  public Way way(List<Thing> device, Kept kept) {
    return Device.of(device, kept).reach().way(kept);
  }

  @Override
  public Optional<Driver<?>> prover(List<Thing> device, Kept kept) {
    List<Account> own = Account.own(kept);
    Device known = Device.of(device, kept);
    if (own.isEmpty() || known.reach().manner() != Reach.Manner.KLAP) return Optional.empty();
    return Optional.of(new Prover(known, own));
  }

  /// The old cipher hides nothing from anybody.
  @Override
  public Optional<Clear> clear(Message message) {
    return switch (message) {
      case Message.TcpFrame(int port, Bytes body) ->
          Optional.of(clear(body, text -> new Message.TcpFrame(port, Xor.encrypt(text))));
      case Message.Datagram(int port, Bytes body) ->
          Optional.of(clear(body, text -> new Message.Datagram(port, Xor.encrypt(text))));
      default -> Optional.empty();
    };
  }

  private static Clear clear(Bytes body, Function<String, Message> veiled) {
    return new Clear(Xor.decrypt(body).text(), veiled);
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    return Expectations.of(action);
  }
}
