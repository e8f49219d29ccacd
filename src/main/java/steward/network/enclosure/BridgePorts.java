package steward.network.enclosure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import steward.network.fence.Hardware;
import steward.network.fence.NetworkName;
import steward.value.Malformed;

/// At which port of a bridge of this machine each station was heard last, from the bridge's own
/// table below `/sys/class/net`, which anybody may read. The bridge forgets who is quiet for five
/// minutes.
final class BridgePorts {
  /// `struct __fdb_entry` of the kernel's `linux/if_bridge.h`: an address, a port's number, whether
  /// the address is this machine's own, an age, and the rest of the number.
  private static final int ENTRY_BYTES = 16;

  private static final int NUMBER_AT = 6;
  private static final int OWN_AT = 7;
  private static final int MORE_AT = 12;
  private static final int TABLE_BYTES_MAX = 4_096 * ENTRY_BYTES;
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  private BridgePorts() {}

  static Map<Hardware, String> of(NetworkName bridge) {
    Path place = Path.of("/sys/class/net", bridge.text());
    try (var table = Files.newInputStream(place.resolve("brforward"))) {
      return read(table.readNBytes(TABLE_BYTES_MAX), ports(place.resolve("brif")));
    } catch (IOException | UncheckedIOException _) {
      // No bridge, or one that is not told of here.
      return Map.of();
    }
  }

  private static Map<Integer, String> ports(Path places) throws IOException {
    var ports = new HashMap<Integer, String>();
    try (Stream<Path> all = Files.list(places)) {
      for (Path port : all.toList()) {
        String number = Files.readString(port.resolve("port_no")).strip();
        ports.put(Integer.decode(number), String.valueOf(port.getFileName()));
      }
    } catch (NumberFormatException e) {
      throw new IOException("a port of a bridge has no number", e);
    }
    return ports;
  }

  /// @param table the entries, one behind the other; a piece of one at the end is none
  /// @param ports by their numbers
  static Map<Hardware, String> read(byte[] table, Map<Integer, String> ports) {
    var heard = new TreeMap<Hardware, String>();
    ByteBuffer entries = ByteBuffer.wrap(table);
    for (int at = 0; at + ENTRY_BYTES <= table.length; at += ENTRY_BYTES) {
      int number = (entries.get(at + NUMBER_AT) & 0xff) + ((entries.get(at + MORE_AT) & 0xff) << 8);
      String port = ports.get(number);
      if (entries.get(at + OWN_AT) != 0 || port == null) continue;
      try {
        heard.put(new Hardware(COLONS.formatHex(table, at, at + NUMBER_AT)), port);
      } catch (Malformed _) {
        // An address that nobody can have.
      }
    }
    return heard;
  }
}
