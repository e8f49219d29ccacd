package steward.hub;

import java.util.Set;
import java.util.stream.Collectors;
import steward.config.Config;
import steward.network.Clouds;

/// The clouds of the configuration, in the words of the network.
final class Skies {
  private Skies() {}

  static Clouds of(Config.Clouds config) {
    var here =
        config.hosts().entrySet().stream()
            .collect(
                Collectors.toMap(
                    host -> host.getKey(),
                    host ->
                        new Clouds.Here(host.getValue().getAddress(), host.getValue().getPort())));
    return new Clouds(Set.copyOf(config.allow()), here, config.trust());
  }
}
