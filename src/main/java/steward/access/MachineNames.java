package steward.access;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The names and addresses by which clients reach this machine. Immutable; reading them asks the
/// system.
///
/// @param host this machine's name in small letters, the first of its names
/// @param names DNS names in small letters
/// @param addresses as text, without scope; never public ones
record MachineNames(String host, Set<String> names, Set<String> addresses) {
  static final String STEWARD = "steward.local";

  /// More would make a handshake slow; the first ones of each interface stay.
  static final int ADDRESSES_MAX = 32;

  static final int NAMES_MAX = 16;

  /// Flags of `/proc/net/if_inet6`: an address that changes by itself, or is on its way out.
  private static final int TEMPORARY = 0x01;

  private static final int DEPRECATED = 0x20;

  MachineNames {
    names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    addresses = Collections.unmodifiableSet(new LinkedHashSet<>(addresses));
  }

  /// @param further names that the house has besides, such as one in its own domain; what is no
  ///   host name is left out
  static MachineNames read(List<String> further) {
    return of(hostName(), further, addressesNow());
  }

  static MachineNames of(String host, List<String> further, List<String> addresses) {
    var names = new LinkedHashSet<String>();
    names.add(host);
    names.add("localhost");
    names.add(STEWARD);
    String label = host.contains(".") ? host.substring(0, host.indexOf('.')) : host;
    if (!label.equals("localhost")) names.add(label + ".local");
    for (String name : further) {
      String plain = plain(name);
      if (names.size() < NAMES_MAX && isHostName(plain)) names.add(plain);
    }
    var all = new LinkedHashSet<>(List.of("127.0.0.1", "0:0:0:0:0:0:0:1"));
    addresses.stream().limit(ADDRESSES_MAX - all.size()).forEach(all::add);
    return new MachineNames(host, names, all);
  }

  /// Whether a text can stand in a certificate as the name of a machine.
  static boolean isHostName(String text) {
    return text.length() <= 120
        && text.matches(
            "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
        && !text.matches("[0-9.]+");
  }

  /// This machine's name in small letters, or `localhost` where it has none that can be used.
  static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      return isHostName(name) ? name : "localhost";
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  private static List<String> addressesNow() {
    try {
      Set<String> passing = passing();
      return NetworkInterface.networkInterfaces()
          .filter(MachineNames::isUsed)
          .flatMap(face -> face.getInterfaceAddresses().stream())
          .map(InterfaceAddress::getAddress)
          .filter(address -> isPrivate(address) && !passing.contains(hex(address)))
          .map(MachineNames::text)
          .distinct()
          .sorted()
          .toList();
    } catch (SocketException _) {
      return List.of();
    }
  }

  private static boolean isUsed(NetworkInterface face) {
    try {
      return face.isUp() && !face.isLoopback() && !AttachedNetworks.isForContainers(face.getName());
    } catch (SocketException _) {
      return false;
    }
  }

  /// Addresses that are of use only where they are, and are allowed by the authority.
  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    return switch (address) {
      case Inet4Address four ->
          four.isSiteLocalAddress()
              || four.isLinkLocalAddress()
              || (bytes[0] == 100 && (bytes[1] & 0xc0) == 64);
      case Inet6Address six -> six.isLinkLocalAddress() || (bytes[0] & 0xfe) == 0xfc;
      default -> false;
    };
  }

  static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  /// Privacy addresses change every day: a certificate that followed them would, too.
  private static Set<String> passing() {
    var passing = new HashSet<String>();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/net/if_inet6"))) {
        String[] part = line.strip().split(" +", -1);
        if (part.length >= 5 && (Integer.parseInt(part[4], 16) & (TEMPORARY | DEPRECATED)) != 0) {
          passing.add(part[0]);
        }
      }
    } catch (IOException | NumberFormatException _) {
      // Another system: all of them are taken.
    }
    return passing;
  }

  private static String hex(InetAddress address) {
    return HexFormat.of().formatHex(address.getAddress());
  }

  /// A name as it is compared: in small letters.
  static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
