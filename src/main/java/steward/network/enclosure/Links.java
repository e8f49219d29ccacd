package steward.network.enclosure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.network.fence.Ground;
import steward.network.fence.Hardware;
import steward.network.fence.NetworkName;

/// The interfaces of this machine.
public interface Links {
  /// Whether the interface is up; nothing where there is none of this name. Asks the system.
  Optional<Boolean> up(String name);

  /// One that the fence stands on.
  ///
  /// @param use `things`, `port` or `home`
  record Used(String name, String use, boolean isThere, boolean isUp) {}

  /// At which port of a bridge each hardware address was heard last; nothing where that cannot be
  /// told. Asks the system.
  default Map<Hardware, String> heardAt(NetworkName bridge) {
    return Map.of();
  }

  /// As the kernel lists them: Java knows only those that have an address, which the ports of a
  /// bridge have not.
  static Links ofSystem() {
    return new Links() {
      @Override
      public Optional<Boolean> up(String name) {
        return isListed(name) ? Optional.of(isUp(name)) : Optional.empty();
      }

      @Override
      public Map<Hardware, String> heardAt(NetworkName bridge) {
        return BridgePorts.of(bridge);
      }
    };
  }

  private static boolean isListed(String name) {
    try (var lines = Files.lines(Path.of("/proc/net/dev"))) {
      return lines.anyMatch(line -> line.strip().startsWith(name + ":"));
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }

  private static boolean isUp(String name) {
    try {
      return !Files.readString(Path.of("/sys/class/net", name, "operstate")).strip().equals("down");
    } catch (IOException _) {
      // Listed, and no more is told.
      return true;
    }
  }

  default List<Used> of(Ground ground) {
    var all = new ArrayList<Used>();
    all.add(used(ground.things(), "things"));
    ground.ports().forEach(one -> all.add(used(one, "port")));
    all.add(used(ground.home(), "home"));
    return all;
  }

  private Used used(NetworkName name, String use) {
    Optional<Boolean> up = up(name.text());
    return new Used(name.text(), use, up.isPresent(), up.orElse(false));
  }

  /// A sentence for each that is not there. The bridge that the helper makes of its ports may be
  /// missing.
  default List<String> troubles(Ground ground) {
    return of(ground).stream()
        .filter(one -> !one.isThere())
        .filter(one -> !one.use().equals("things") || ground.ports().isEmpty())
        .map(one ->
            "The interface %s (network.%s) is not there: unplugged, or it has another name now. Nothing is changed until it is back."
                .formatted(
                    one.name(),
                    one.use().equals("port") ? "things-ports" : one.use() + "-interface"))
        .toList();
  }
}
