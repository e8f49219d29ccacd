package steward.network.mdns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import steward.thing.Message;
import steward.value.Bytes;

/// Reads the services that a packet announces (RFC 6763). Pure.
final class Services {
  private static final int INSTANCES_MAX = 16;
  private static final int PORT_AT = 4;

  private Services() {}

  /// The services of these types, each with what the packet says of it. One that is taken back is
  /// left out.
  static List<Message.Service> in(Packet packet, List<String> types) {
    var services = new ArrayList<Message.Service>();
    for (String type : types) {
      for (String instance : instances(packet, type)) {
        if (services.size() >= INSTANCES_MAX) return services;
        services.add(service(packet, type, instance));
      }
    }
    return services;
  }

  private static Set<String> instances(Packet packet, String type) {
    var instances = new LinkedHashSet<String>();
    String suffix = "." + type;
    for (Entry entry : packet.records()) {
      if (entry.ttl() == 0) continue;
      String name = entry.name().toString();
      if (entry.type() == Entry.PTR && name.equalsIgnoreCase(type)) {
        pointed(entry).ifPresent(target -> add(instances, target, suffix));
      } else if (entry.type() == Entry.TXT || entry.type() == Entry.SRV) {
        add(instances, name, suffix);
      }
    }
    return instances;
  }

  private static Optional<String> pointed(Entry entry) {
    byte[] data = entry.data().toArray();
    try {
      return Optional.of(Name.read(new Name.Reader(data, data.length)).toString());
    } catch (Name.Malformed _) {
      return Optional.empty();
    }
  }

  private static void add(Set<String> instances, String name, String suffix) {
    if (name.toLowerCase(Locale.ROOT).endsWith(suffix) && name.length() > suffix.length())
      instances.add(name.substring(0, name.length() - suffix.length()));
  }

  private static Message.Service service(Packet packet, String type, String instance) {
    String full = instance + "." + type;
    int port = 0;
    var texts = new ArrayList<Bytes>();
    for (Entry entry : packet.records()) {
      if (!entry.name().toString().equalsIgnoreCase(full)) continue;
      byte[] data = entry.data().toArray();
      if (entry.type() == Entry.SRV && data.length > PORT_AT + 1) {
        port = (data[PORT_AT] & 0xff) << 8 | data[PORT_AT + 1] & 0xff;
      } else if (entry.type() == Entry.TXT) {
        texts.clear();
        texts.addAll(strings(data));
      }
    }
    return new Message.Service(type, instance, port, texts);
  }

  private static List<Bytes> strings(byte[] data) {
    var strings = new ArrayList<Bytes>();
    int at = 0;
    while (at < data.length) {
      int length = data[at] & 0xff;
      int end = Math.min(data.length, at + 1 + length);
      if (length > 0) strings.add(Bytes.wrap(Arrays.copyOfRange(data, at + 1, end)));
      at = end;
    }
    return strings;
  }
}
