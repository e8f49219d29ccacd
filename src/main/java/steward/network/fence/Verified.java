package steward.network.fence;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What this machine can see for itself of a network that a person built: whether it is as the
/// advice says. What it cannot see it does not claim.
public final class Verified {
  /// @param holds none where it could not be seen
  /// @param says a sentence for people
  public record Finding(Optional<Boolean> holds, String says) {}

  /// What is there now.
  ///
  /// @param addresses of the interface of the things; none where it is not there
  /// @param home of the interface to the home network, with their networks
  /// @param ways the interfaces through which a way to everywhere leads, of both versions of IP;
  ///   none where the system does not say
  /// @param passesOn whether this machine passes packets of others on; none where it does not say
  public record Sight(
      Optional<List<InetAddress>> addresses,
      List<Subnet> home,
      Optional<List<String>> ways,
      Optional<Boolean> passesOn) {
    public Sight {
      addresses = addresses.map(List::copyOf);
      home = List.copyOf(home);
      ways = ways.map(List::copyOf);
    }

    /// Asks the system. Blocks.
    public static Sight of(Ground ground) {
      return of(ground, Path.of("/proc"));
    }

    /// @param proc where the system tells of itself
    static Sight of(Ground ground, Path proc) {
      return new Sight(
          addresses(ground.things().text()),
          networks(ground.home().text()),
          ways(proc.resolve("net")),
          forwarding(ground, proc.resolve("sys/net")));
    }

    private static Optional<List<InetAddress>> addresses(String name) {
      try {
        // One without an address is not told by the JDK.
        return Optional.ofNullable(NetworkInterface.getByName(name))
            .map(network -> network.inetAddresses().toList())
            .or(() ->
                Files.exists(Path.of("/sys/class/net", name))
                    ? Optional.of(List.of())
                    : Optional.empty());
      } catch (SocketException _) {
        return Optional.empty();
      }
    }

    private static List<Subnet> networks(String name) {
      try {
        return Optional.ofNullable(NetworkInterface.getByName(name)).stream()
            .flatMap(network -> network.getInterfaceAddresses().stream())
            .filter(one -> one.getNetworkPrefixLength() >= 0)
            .map(one -> new Subnet(one.getAddress(), one.getNetworkPrefixLength()))
            .toList();
      } catch (SocketException _) {
        return List.of();
      }
    }

    private static Optional<List<String>> ways(Path net) {
      try {
        var all = new TreeSet<>(defaults(net.resolve("route"), 0, 1, "00000000"));
        Path six = net.resolve("ipv6_route");
        // A system without IPv6 has no such file.
        if (Files.exists(six)) all.addAll(defaults(six, 9, 0, "0".repeat(32)));
        return Optional.of(List.copyOf(all));
      } catch (IOException _) {
        return Optional.empty();
      }
    }

    /// The interfaces of the routes to everywhere, by `proc(5)`: lines of words, without `lo`.
    private static List<String> defaults(Path file, int name, int target, String everywhere)
        throws IOException {
      return Files.readAllLines(file).stream()
          .map(line -> line.strip().split("\\s+", -1))
          .filter(words -> words.length > Math.max(name, target) && words.length > 2)
          .filter(words -> words[target].equals(everywhere))
          .filter(words -> name == 0 || words[1].equals("00"))
          .map(words -> words[name])
          .filter(network -> !network.equals("lo"))
          .toList();
    }

    /// Linux passes on by interface, and by version of IP: `net.ipv4.ip_forward` is not all.
    private static Optional<Boolean> forwarding(Ground ground, Path net) {
      boolean isKnown = true;
      for (Path file : switches(ground, net)) {
        try {
          if (Files.readString(file).strip().equals("1")) return Optional.of(true);
        } catch (NoSuchFileException _) {
          // The interface is not there, or no IPv6; but there is always IPv4.
          isKnown &= !file.endsWith("ip_forward");
        } catch (IOException _) {
          isKnown = false;
        }
      }
      return isKnown ? Optional.of(false) : Optional.empty();
    }

    private static List<Path> switches(Ground ground, Path net) {
      var interfaces = List.of(ground.things().text(), ground.home().text());
      return Stream.concat(
              Stream.of("ipv4/ip_forward", "ipv6/conf/all/forwarding"),
              interfaces.stream()
                  .flatMap(one ->
                      Stream.of("ipv4", "ipv6").map(ip -> ip + "/conf/" + one + "/forwarding")))
          .map(net::resolve)
          .toList();
    }
  }

  private Verified() {}

  /// Pure.
  public static List<Finding> of(Ground ground, Sight sight) {
    var found = new ArrayList<Finding>();
    String things = ground.things().text();
    if (sight.addresses().isEmpty()) {
      found.add(new Finding(Optional.of(false), "The interface " + things + " is not there."));
      return List.copyOf(found);
    }
    List<InetAddress> own = sight.addresses().get();
    InetAddress wanted = ground.four().address();
    found.add(
        own.contains(wanted)
            ? held("This machine has the address " + Subnet.text(wanted) + " among the things.")
            : failed(
                "This machine does not have the address "
                    + Subnet.text(wanted)
                    + " among the things: they cannot reach it there."));
    found.add(apart(ground, sight));
    found.add(offered(sight.ways(), things));
    found.add(
        own.stream().anyMatch(Verified::isPublic)
            ? failed(
                "A router there hands out public addresses of IPv6: things may reach the Internet by them.")
            : unknown(
                "This machine has no public address of IPv6 there; whether a router hands them out to things is not seen from here."));
    found.add(passing(sight.passesOn()));
    return List.copyOf(found);
  }

  /// Only failure can be seen: a machine with a fixed address asks nobody for a way.
  private static Finding offered(Optional<List<String>> ways, String things) {
    if (ways.isEmpty()) return unknown("The ways that this machine has could not be read.");
    return ways.get().contains(things)
        ? failed(
            "Somebody on the network of the things offers a way to everywhere: a router there lets them out.")
        : unknown(
            "This machine has no way out through a router there; whether one offers it to things is not seen from here.");
  }

  private static Finding apart(Ground ground, Sight sight) {
    List<Subnet> home = sight.home().stream().filter(Subnet::isFour).toList();
    if (home.isEmpty())
      return unknown(
          "Whether the home network is another one than %s is not known: this machine has no address at %s."
              .formatted(ground.four(), ground.home()));
    boolean meets =
        home.stream()
            .anyMatch(one ->
                ground.four().contains(one.address()) || one.contains(ground.four().address()));
    return meets
        ? failed("The home network and the network of the things overlap: they are one.")
        : held("The home network is another one than " + ground.four() + ".");
  }

  private static Finding passing(Optional<Boolean> passesOn) {
    if (passesOn.isEmpty())
      return unknown("Whether this machine passes packets of others on could not be read.");
    return passesOn.get()
        ? unknown(
            "This machine passes packets of others on. What holds them back are rules that the steward may not read.")
        : held("This machine passes nothing on from one network to the other.");
  }

  private static boolean isPublic(InetAddress address) {
    return address instanceof Inet6Address && (address.getAddress()[0] & 0xe0) == 0x20;
  }

  private static Finding held(String says) {
    return new Finding(Optional.of(true), says);
  }

  private static Finding unknown(String says) {
    return new Finding(Optional.empty(), says);
  }

  private static Finding failed(String says) {
    return new Finding(Optional.of(false), says);
  }
}
