package steward.link.line;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import steward.driver.Way;
import steward.driver.Way.Door;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;

/// The line to the hosts of a cloud: HTTPS to those that the family declares, and nothing else.
/// Thread-safe.
final class CloudLine implements Line {
  /// A long question for events must not keep the others waiting.
  private static final int AT_ONCE = 2;

  private final Map<String, OwnLine> hosts = new LinkedHashMap<>();
  private final OwnLine first;

  CloudLine(OwnLines lines, Way.Cloud cloud, String owner, Consumer<Message> takes) {
    var door = new Door.Http(Way.Cloud.PORT, Way.Tls.NONE, AT_ONCE, Duration.ZERO, true);
    for (String host : cloud.hosts()) {
      var way = new Way.At(host, List.of(door));
      hosts.put(
          host,
          new OwnLine(
              lines,
              way,
              owner,
              takes,
              (_, _) -> {},
              Optional.of(_ -> lines.outgoing().cloud(owner, host, lines.clouds(), AT_ONCE))));
    }
    first = hosts.values().iterator().next();
  }

  @Override
  public void send(Message message) {
    if (!(message instanceof Message.HttpRequest request)) {
      first.later(() -> first.failed("", Why.FORBIDDEN, "a cloud is only asked over HTTPS"));
      return;
    }
    OwnLine host = hosts.get(request.host());
    if (host == null) {
      first.later(() ->
          first.failed(request.name(), Why.FORBIDDEN, "its family does not declare that host"));
    } else {
      host.send(request);
    }
  }

  @Override
  public void hangUp() {
    hosts.values().forEach(OwnLine::hangUp);
  }

  @Override
  public void close() {
    hosts.values().forEach(OwnLine::close);
  }
}
