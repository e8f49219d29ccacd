package steward.access;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Whose the other end of a loopback connection is, from the system's socket table.
///
/// Only Linux has that table as files (`/proc/net/tcp` and `tcp6`; the columns are those of
/// proc(5)). Elsewhere nobody is recognised, and the Unix socket in the home folder remains.
/// Thread-safe; reading takes well below a millisecond.
public final class LoopbackPeer {
  private static final int ROOT = 0;
  private static final int COLUMN_LOCAL = 1;
  private static final int COLUMN_REMOTE = 2;
  private static final int COLUMN_UID = 7;

  private final Path table;
  private final OptionalInt own;

  /// @param home a folder that belongs to the steward's own user
  public LoopbackPeer(Path home) {
    this(home, Path.of("/proc/net"));
  }

  LoopbackPeer(Path home, Path table) {
    this.table = table;
    this.own = owner(home);
  }

  private static OptionalInt owner(Path folder) {
    try {
      Object uid = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      return uid instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return OptionalInt.empty();
    }
  }

  /// Whether the other end belongs to the steward's own user or to root.
  public boolean isOwn(InetAddress remote, int remotePort, InetAddress local, int localPort) {
    if (!remote.isLoopbackAddress() || !local.isLoopbackAddress() || own.isEmpty()) return false;
    OptionalInt uid = uid(remote, remotePort, local, localPort);
    return uid.isPresent() && (uid.getAsInt() == own.getAsInt() || uid.getAsInt() == ROOT);
  }

  /// The user whose socket is bound to `from` and connected to `to`.
  OptionalInt uid(InetAddress from, int fromPort, InetAddress to, int toPort) {
    // A socket for both versions stands in the table of version 6 with a mapped address.
    for (String file : List.of("tcp", "tcp6")) {
      Optional<String> here = entry(file, from, fromPort);
      Optional<String> there = entry(file, to, toPort);
      if (here.isEmpty() || there.isEmpty()) continue;
      OptionalInt uid = find(file, here.get(), there.get());
      if (uid.isPresent()) return uid;
    }
    return OptionalInt.empty();
  }

  private OptionalInt find(String file, String here, String there) {
    try {
      for (String line : Files.readAllLines(table.resolve(file))) {
        if (!line.contains(here) || !line.contains(there)) continue;
        String[] columns = line.strip().split("\\s+", COLUMN_UID + 2);
        if (columns.length > COLUMN_UID
            && columns[COLUMN_LOCAL].equals(here)
            && columns[COLUMN_REMOTE].equals(there)) {
          return OptionalInt.of(Integer.parseInt(columns[COLUMN_UID]));
        }
      }
    } catch (IOException | NumberFormatException _) {
      // No table, no proof.
    }
    return OptionalInt.empty();
  }

  /// An end as the table writes it: each 32 bits in the byte order of the processor.
  private static Optional<String> entry(String file, InetAddress address, int port) {
    byte[] bytes = address.getAddress();
    if (file.equals("tcp") != address instanceof Inet4Address) {
      if (!(address instanceof Inet4Address)) return Optional.empty();
      byte[] mapped = new byte[16];
      mapped[10] = (byte) 0xff;
      mapped[11] = (byte) 0xff;
      System.arraycopy(bytes, 0, mapped, 12, 4);
      bytes = mapped;
    }
    byte[] turned = new byte[bytes.length];
    boolean little = java.nio.ByteOrder.nativeOrder().equals(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bytes.length; i++) turned[i] = bytes[little ? (i & ~3) + 3 - (i & 3) : i];
    return Optional.of(
        HexFormat.of().withUpperCase().formatHex(turned)
            + ":"
            + String.format(Locale.ROOT, "%04X", port));
  }
}
