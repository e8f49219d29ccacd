package steward.network.fence;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  /// @param home of the interface to the home network
  /// @param ways the interfaces through which a way to everywhere leads, of both versions of IP
  /// @param passesOn whether this machine passes packets of others on; none where it does not say
  public record Sight(
      Optional<List<InetAddress>> addresses,
      List<InetAddress> home,
      List<String> ways,
      Optional<Boolean> passesOn) {
    public Sight {
      addresses = addresses.map(List::copyOf);
      home = List.copyOf(home);
      ways = List.copyOf(ways);
    }

    /// Asks the system. Blocks.
    public static Sight of(Ground ground) {
      return new Sight(
          addresses(ground.things().text()),
          addresses(ground.home().text()).orElse(List.of()),
          Stream.concat(
                  defaults("/proc/net/route", 0, 1, "00000000"),
                  defaults("/proc/net/ipv6_route", 9, 0, "0".repeat(32)))
              .distinct()
              .toList(),
          forwarding());
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

    /// The interfaces of the routes to everywhere, by `proc(5)`: lines of words, without `lo`.
    private static Stream<String> defaults(String file, int name, int target, String everywhere) {
      try {
        return Files.readAllLines(Path.of(file)).stream()
            .map(line -> line.strip().split("\\s+", -1))
            .filter(words -> words.length > Math.max(name, target) && words.length > 2)
            .filter(words -> words[target].equals(everywhere))
            .filter(words -> name == 0 || words[1].equals("00"))
            .map(words -> words[name])
            .filter(network -> !network.equals("lo"));
      } catch (IOException _) {
        return Stream.of();
      }
    }

    private static Optional<Boolean> forwarding() {
      try {
        return Optional.of(
            Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward")).strip().equals("1"));
      } catch (IOException _) {
        return Optional.empty();
      }
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
    found.addAll(offered(own, sight.ways().contains(things)));
    sight.passesOn().ifPresent(passes -> found.add(passing(passes)));
    return List.copyOf(found);
  }

  /// What a router among the things would offer; of that nobody without an address there hears.
  private static List<Finding> offered(List<InetAddress> own, boolean isWayOut) {
    if (own.isEmpty() && !isWayOut)
      return List.of(
          new Finding(
              Optional.empty(),
              "Whether a router there offers a way out is not known: this machine has no address there."));
    return List.of(
        isWayOut
            ? failed(
                "Somebody on the network of the things offers a way to everywhere: a router there lets them out.")
            : held("Nobody on the network of the things offered this machine a way out."),
        own.stream().anyMatch(Verified::isPublic)
            ? failed(
                "A router there hands out public addresses of IPv6: things may reach the Internet by them.")
            : held("Nobody handed out public addresses of IPv6 there."));
  }

  private static Finding apart(Ground ground, Sight sight) {
    boolean meets =
        sight.home().stream()
            .anyMatch(
                address -> address instanceof Inet4Address && ground.four().contains(address));
    return meets
        ? failed("The home network lies in the network of the things: they are one.")
        : held("The home network is another one than " + ground.four() + ".");
  }

  private static Finding passing(boolean passes) {
    return passes
        ? new Finding(
            Optional.empty(),
            "This machine passes packets of others on. What holds them back are rules that the steward may not read.")
        : held("This machine passes nothing on from one network to the other.");
  }

  private static boolean isPublic(InetAddress address) {
    return address instanceof Inet6Address && (address.getAddress()[0] & 0xe0) == 0x20;
  }

  private static Finding held(String says) {
    return new Finding(Optional.of(true), says);
  }

  private static Finding failed(String says) {
    return new Finding(Optional.of(false), says);
  }
}
