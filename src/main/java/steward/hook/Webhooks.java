package steward.hook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import steward.access.Gate;
import steward.access.Secrets;
import steward.discovery.DiscoveryInbox;
import steward.link.DriverHost;
import steward.loop.HouseLoop;
import steward.loop.Journal;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.store.WebhookTable;

/// All about webhooks, put together: what is called, and what sends. Thread-safe.
public final class Webhooks {
  /// The family whose messages are carried here.
  public static final String FAMILY = "webhook";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Hooks hooks;
  private final CallDesk desk;
  private final Deliveries deliveries;
  private final Aftermath aftermath = new Aftermath();
  private final List<HookListener> listeners = new ArrayList<>();
  private final Vertx vertx;
  private final Settings settings;

  /// What it is built on.
  public record Parts(
      Vertx vertx,
      WebhookTable table,
      Secrets secrets,
      DriverHost host,
      DiscoveryInbox inbox,
      HouseLoop loop,
      Journal journal,
      Gate gate,
      InstantSource clock) {}

  /// How it behaves.
  ///
  /// @param outgoing makes the connections of hooks that send, for the purpose
  /// @param later runs a task after a time; what it gives back cancels it
  /// @param patience how long a request may take to arrive
  /// @param within how long an answer of a receiver is waited for
  /// @param pauses between the tries to send
  public record Settings(
      String version,
      Outgoing outgoing,
      Purpose purpose,
      BiFunction<Duration, Runnable, Runnable> later,
      Duration patience,
      Duration within,
      List<Duration> pauses) {
    public Settings {
      pauses = List.copyOf(pauses);
    }

    /// @param purpose which addresses hooks may send to
    public static Settings usual(
        String version,
        Outgoing outgoing,
        Purpose purpose,
        BiFunction<Duration, Runnable, Runnable> later) {
      return new Settings(
          version, outgoing, purpose, later, PATIENCE, HttpPost.WITHIN, Deliveries.PAUSES);
    }
  }

  /// Reads which hooks there are. Blocks.
  public Webhooks(Parts parts, Settings settings) {
    this.vertx = parts.vertx();
    this.settings = settings;
    hooks =
        Hooks.open(
            parts.table(),
            parts.secrets(),
            parts.host(),
            parts.inbox(),
            parts.loop(),
            parts.clock());
    var post =
        new HttpPost(parts.vertx(), settings.outgoing(), settings.purpose(), settings.within());
    deliveries =
        new Deliveries(
            hooks,
            post,
            new Deliveries.Settings(
                settings.version(),
                parts.clock(),
                new SecureRandom(),
                settings.later(),
                settings.pauses()));
    desk =
        new CallDesk(
            hooks,
            new Repeats(parts.table()),
            aftermath,
            new CallDesk.House(
                parts.loop(),
                parts.host(),
                parts.journal(),
                parts.gate(),
                parts.clock(),
                deliveries::cameBack));
    parts.host().couriers().carry(FAMILY, deliveries);
    parts.loop().watch(aftermath::watch);
    parts.loop().watch(hooks::follow);
  }

  public Hooks hooks() {
    return hooks;
  }

  /// What became of a hook's calls since the start.
  public Traffic.Told told(Hook hook) {
    return desk.told(hook);
  }

  /// The last notices to the receiver of a hook that sends, newest first.
  public List<Notice> notices(Hook hook) {
    return deliveries.recent(hook);
  }

  /// Listens for calls at these addresses of this machine, all on one port.
  ///
  /// @param port 0 for any free one
  /// @return the port
  public Future<Integer> listen(int port, List<String> addresses) {
    if (addresses.isEmpty()) return Future.failedFuture("webhooks.listen names no address");
    return open(port, addresses.getFirst())
        .compose(first -> {
          Future<Integer> all = Future.succeededFuture(first);
          for (String address : addresses.subList(1, addresses.size()))
            all = all.compose(_ -> open(first, address));
          return all;
        });
  }

  private Future<Integer> open(int port, String address) {
    var listener = new HookListener(vertx, desk, settings.patience());
    synchronized (listeners) {
      listeners.add(listener);
    }
    return listener.listen(port, address).map(server -> server.actualPort());
  }

  public Map<String, Long> counters() {
    var all = new TreeMap<>(desk.counters());
    all.putAll(deliveries.counters());
    synchronized (listeners) {
      for (HookListener one : listeners)
        one.counters().forEach((name, count) -> all.merge(name, count, Long::sum));
    }
    return all;
  }
}
