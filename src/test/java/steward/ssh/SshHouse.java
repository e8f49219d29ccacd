package steward.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.access.SshKey;
import steward.hub.RunningHouse;

/// A running house with an SSH listener, and a list of the keys that may come in.
final class SshHouse implements Keys, AutoCloseable {
  private static final Pattern CODE = Pattern.compile("\\b[0-9]{4} ?[0-9]{4}\\b");
  private static final Pattern SESSION = Pattern.compile("__Host-session=([^;]+)");

  final RunningHouse house;
  final SshServer server;
  final Map<SshKey, String> clients = new ConcurrentHashMap<>();
  final List<String> opened = new CopyOnWriteArrayList<>();
  final List<String> closed = new CopyOnWriteArrayList<>();

  volatile boolean isClaimed = true;

  /// The token of the client that has claimed the house.
  private final String bearer;

  SshHouse(Path home, Limits limits) throws IOException {
    house = RunningHouse.on(home);
    bearer = claimed(home);
    server = new SshServer(home, "", 0, () -> house.url(""), this, limits);
    server.start();
  }

  private String claimed(Path home) throws IOException {
    var code = CODE.matcher(Files.readString(home.resolve("claim.txt")));
    if (!code.find()) throw new IOException("there is no setup code in claim.txt");
    var reply =
        house.ask(
            "POST",
            "/claim",
            "{\"code\":\"%s\",\"user\":\"Alice\",\"client\":\"Laptop\",\"zone\":\"Europe/Vienna\"}"
                .formatted(code.group().replace(" ", "")));
    if (reply.status() != 201) throw new IOException(reply.status() + " " + reply.text());
    return reply.headers().getOrDefault("set-cookie", List.of()).stream()
        .map(SESSION::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Optional<String> client(SshKey key) {
    return Optional.ofNullable(clients.get(key));
  }

  @Override
  public Optional<Opened> open(String client, SshKey key, InetAddress from) {
    opened.add(client);
    return Optional.of(
        new Opened(client, "alice/" + client, bearer, client, () -> closed.add(client)));
  }

  @Override
  public boolean isOpenTo(InetAddress from) {
    return isClaimed;
  }

  @Override
  public Optional<String> notice(String client) {
    return Optional.of("Alice is the owner of this house now.");
  }

  long counted(String counter) {
    return server.counters().getOrDefault(counter, 0L);
  }

  @Override
  public void close() {
    server.close();
    house.close();
  }
}
