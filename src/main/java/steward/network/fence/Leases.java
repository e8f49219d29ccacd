package steward.network.fence;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steward.network.fence.Sighting.Lease;
import steward.value.Malformed;
import steward.value.Text;

/// Reads dnsmasq's file of leases: until, hardware, address, name, client. Pure.
final class Leases {
  /// Further ones are left out.
  static final int LEASES_MAX = 4_096;

  private static final int NAME_MAX = 63;

  /// Where one has no end.
  private static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

  private Leases() {}

  /// Lines that are none, and stations that are none, are passed over.
  static List<Lease> read(List<String> lines) {
    var all = new ArrayList<Lease>();
    for (String line : lines) {
      String[] words = line.strip().split(" ", 6);
      if (words.length < 4 || !words[0].matches("[0-9]{1,11}")) continue;
      if (all.size() == LEASES_MAX) break;
      try {
        long until = Long.parseLong(words[0]);
        all.add(
            new Lease(
                Hardware.parse(words[1]),
                InetAddress.ofLiteral(words[2]),
                until == 0 ? FOR_EVER : Instant.ofEpochSecond(until),
                name(words[3])));
      } catch (Malformed | IllegalArgumentException _) {
        // A group's address, or a lease of IPv6, which has no hardware address.
      }
    }
    return List.copyOf(all);
  }

  private static String name(String word) {
    if (word.equals("*")) return "";
    String clean = Text.clean(word);
    return clean.length() > NAME_MAX ? clean.substring(0, NAME_MAX) : clean;
  }
}
