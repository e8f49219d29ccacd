package steward.drivers.hue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import steward.driver.Payload;
import steward.thing.Binding;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Malformed;

/// Which bridge a driver talks to, and which of its things people accepted. Immutable.
record Site(
    Udn root, Binding binding, String bridgeId, int port, List<Thing> things, Set<Udn> udns) {
  static final int PORT = 443;

  static Site of(List<Thing> device) {
    Udn root = device.getFirst().udn().root();
    Thing first =
        device.stream().filter(t -> t.udn().equals(root)).findFirst().orElse(device.getFirst());
    Binding whole = first.binding();
    var binding = Binding.of(HueFamily.NAME, "host", whole.part("host"), "id", idOf(root));
    if (port(whole) != PORT) binding = binding.with("port", whole.part("port"));
    return new Site(
        root,
        binding,
        idOf(root),
        port(whole),
        List.copyOf(device),
        device.stream().map(Thing::udn).collect(Collectors.toUnmodifiableSet()));
  }

  private static String idOf(Udn root) {
    return root.value().substring(HueFamily.NAME.length() + 1);
  }

  /// @throws Malformed if the part is no port
  static int port(Binding binding) {
    String text = binding.part("port", "");
    if (text.isBlank()) return PORT;
    double port = Payload.number(text).orElse(0);
    if (port < 1 || port > 65_535 || port != Math.rint(port))
      throw new Malformed("/binding/port", "a number from 1 to 65535", "'" + text + "'");
    return (int) port;
  }

  Optional<Thing> thing(Udn udn) {
    return things.stream().filter(one -> one.udn().equals(udn)).findFirst();
  }
}
