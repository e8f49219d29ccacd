package steward.network;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which clouds this house reaches, and how. Immutable.
///
/// @param allowed the families whose things may be reached through a cloud; none by default
/// @param here where a simulated cloud stands in for a host, by the host's name; on this machine
/// @param trust the PEM file of the authority that signed the simulated clouds' certificates,
///   believed instead of those that Java trusts; for simulators only
public record Clouds(Set<String> allowed, Map<String, Here> here, Optional<Path> trust) {
  /// A house that reaches no cloud.
  public static final Clouds NONE = new Clouds(Set.of(), Map.of(), Optional.empty());

  public Clouds {
    allowed = Set.copyOf(allowed);
    here = Map.copyOf(here);
  }

  /// A place on this machine.
  public record Here(InetAddress address, int port) {
    public Here {
      if (!address.isLoopbackAddress())
        throw new IllegalArgumentException("a simulated cloud is on this machine only");
    }
  }

  /// Why things of this family cannot be reached; empty where they can.
  ///
  /// @param title what people call the family
  public Optional<String> obstacle(String family, String title) {
    return allowed.contains(family)
        ? Optional.empty()
        : Optional.of(
            "reaching the cloud of %s is not allowed in this house: add %s to clouds.allow"
                .formatted(title, family));
  }
}
