package steward.hub.sonoff;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import steward.access.OldTlsKey;
import steward.api.Note;
import steward.api.Part;
import steward.config.Config;
import steward.discovery.DiscoveryInbox;
import steward.drivers.sonoff.StockIdentity;
import steward.drivers.sonoff.StockSession;
import steward.link.DriverHost;
import steward.link.Keeper;

/// The way in for stock devices of firmware 1.0 to 1.5, where the configuration opens it: the
/// process for old TLS, the listener behind it, and who receives them. Thread-safe.
public final class StockDoor implements AutoCloseable {
  /// Two of the device's heartbeats.
  static final Duration SILENT_MAX = StockSession.HEARTBEAT.multipliedBy(2);

  private static final String FAMILY = StockIdentity.udn("0000000000").family();

  private final Config.Stock config;
  private final Path home;
  private final Vertx vertx;
  private final StockDesk desk;
  private final Duration silentMax;
  private @Nullable StockListener listener;
  private volatile @Nullable OldTlsProcess process;

  /// How patient it is.
  ///
  /// @param silentMax after which a connection counts as broken
  /// @param contestedFor how long the claim of another address counts
  public record Patience(Duration silentMax, Duration contestedFor) {
    public static final Patience USUAL =
        new Patience(SILENT_MAX, StockDesk.Settings.USUAL.contestedFor());
  }

  /// Nothing is open yet.
  ///
  /// @param later runs a task after a time; what it gives back cancels it
  public StockDoor(
      Config config,
      Vertx vertx,
      DriverHost host,
      DiscoveryInbox inbox,
      Keeper keeper,
      BiFunction<Duration, Runnable, Runnable> later,
      Patience patience) {
    this.config = config.stock();
    this.home = config.home();
    this.vertx = vertx;
    this.silentMax = patience.silentMax();
    var settings =
        new StockDesk.Settings(StockDesk.Settings.USUAL.registersWithin(), patience.contestedFor());
    desk = new StockDesk(host, inbox, keeper, InstantSource.system(), later, settings);
    if (this.config.port().isOn()) host.couriers().carry(FAMILY, desk);
  }

  /// Opens it where the configuration says so. That its process listens comes later, and that it
  /// cannot is told on the health page.
  public Future<?> open() {
    if (!config.port().isOn()) return Future.succeededFuture();
    return vertx
        .executeBlocking(() -> List.of(StockListener.socket(home), key()), false)
        .compose(files -> {
          var opened = new StockListener(vertx, desk, this::port, silentMax);
          listener = opened;
          return opened.listen(files.getFirst()).map(_ -> files);
        })
        .onSuccess(this::begin)
        .recover(e ->
            Future.failedFuture(
                new IOException("sonoff.stock cannot be opened: " + e.getMessage(), e)));
  }

  private Path key() throws IOException {
    return OldTlsKey.open(home, Instant.now());
  }

  private void begin(List<Path> files) {
    var begun =
        new OldTlsProcess(
            new OldTlsProcess.Settings(
                files.getLast(),
                files.getFirst(),
                config.listen(),
                config.port().number(),
                config.networks()),
            InstantSource.system());
    process = begun;
    begun.start();
  }

  /// Where devices reach it; empty while they do not.
  public Optional<Integer> port() {
    OldTlsProcess running = process;
    return running == null ? Optional.empty() : running.port();
  }

  /// The address that devices are told; empty where it is off.
  public Optional<String> address() {
    return config.port().isOn() ? Optional.of(config.listen()) : Optional.empty();
  }

  /// The process for old TLS, to look at from outside.
  public Optional<ProcessHandle> process() {
    OldTlsProcess running = process;
    return running == null ? Optional.empty() : running.process();
  }

  /// How it is, for the health page; nothing where it is off.
  public List<Part> parts() {
    OldTlsProcess running = process;
    if (running == null) return List.of();
    String sentence = "The process for old TLS " + running.words() + ".";
    if (running.port().isEmpty()) return List.of(new Part("old-tls", "red", sentence));
    return running.ended() == 0
        ? List.of(new Part("old-tls", "green", sentence))
        : List.of(
            new Part(
                "old-tls",
                "orange",
                sentence + " It ended " + running.ended() + " times since the start."));
  }

  /// Devices that could not come in, and why.
  public List<Note> notes() {
    OldTlsProcess running = process;
    if (running == null) return List.of();
    var notes = new ArrayList<Note>();
    running
        .failures()
        .forEach(one ->
            notes.add(
                new Note(
                    one.at(),
                    "A device at " + one.address() + " could not come in: " + one.sentence())));
    return notes;
  }

  public Map<String, Long> counters() {
    OldTlsProcess running = process;
    StockListener opened = listener;
    if (running == null || opened == null) return Map.of();
    var all = new TreeMap<>(desk.counters());
    all.putAll(opened.counters());
    all.putAll(running.counters());
    return all;
  }

  @Override
  public void close() {
    OldTlsProcess running = process;
    if (running != null) running.close();
  }
}
