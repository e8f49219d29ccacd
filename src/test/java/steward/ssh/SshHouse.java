package steward.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import steward.access.SshKey;
import steward.hub.RunningHouse;

/// A running house with an SSH listener, and a list of the keys that may come in.
final class SshHouse implements Keys, AutoCloseable {
  final RunningHouse house;
  final SshServer server;
  final Map<SshKey, String> clients = new ConcurrentHashMap<>();
  final List<String> opened = new CopyOnWriteArrayList<>();
  final List<String> closed = new CopyOnWriteArrayList<>();

  SshHouse(Path home, Limits limits) throws IOException {
    house = RunningHouse.on(home);
    server = new SshServer(home, "", 0, () -> house.url(""), this, limits);
    server.start();
  }

  @Override
  public Optional<String> client(SshKey key) {
    return Optional.ofNullable(clients.get(key));
  }

  @Override
  public Optional<Opened> open(String client, SshKey key, InetAddress from) {
    opened.add(client);
    return Optional.of(
        new Opened(client, "alice/" + client, "token-of-" + client, () -> closed.add(client)));
  }

  long counted(String counter) {
    return server.counters().get(counter);
  }

  @Override
  public void close() {
    server.close();
    house.close();
  }
}
