package steward.hub;

import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import steward.config.Config;
import steward.hub.oldtls.OutboundProcess;
import steward.link.line.OwnLines;
import steward.network.Clouds;
import steward.network.Datagrams;
import steward.network.OldTls;
import steward.network.Outgoing;
import steward.network.Purpose;

/// The clouds of the configuration, in the words of the network.
final class Skies {
  private Skies() {}

  /// The lines to things, and to the clouds that this house reaches.
  static OwnLines lines(Vertx vertx, Outgoing outgoing, Datagrams datagrams, Config config) {
    var purpose = config.things().onThisMachine() ? Purpose.THING_HERE_TOO : Purpose.THING;
    Optional<OldTls> oldTls =
        config.things().oldTls() ? Optional.of(new OutboundProcess()) : Optional.empty();
    return new OwnLines(vertx, outgoing, datagrams, purpose, of(config.clouds()), oldTls);
  }

  private static Clouds of(Config.Clouds config) {
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
