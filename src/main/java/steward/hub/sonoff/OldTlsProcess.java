package steward.hub.sonoff;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.hub.oldtls.OldTlsJvm;
import steward.oldtls.OldTls;
import steward.value.Text;

/// Keeps the process for old TLS running while the house does: one that ends is started again,
/// after a while that grows. Thread-safe; its thread is a virtual one.
final class OldTlsProcess implements AutoCloseable {
  static final int FAILURES_KEPT = 20;
  private static final Duration AGAIN_FIRST = Duration.ofSeconds(1);
  private static final Duration AGAIN_MAX = Duration.ofMinutes(1);

  /// One that ran so long may be started at once again.
  private static final Duration STEADY = Duration.ofMinutes(5);

  private static final int SENTENCE_MAX = 400;
  private static final Logger LOG = LoggerFactory.getLogger(OldTlsProcess.class);

  private final Settings settings;
  private final InstantSource clock;
  private final Deque<Failure> failures = new ArrayDeque<>();
  private final LongAdder came = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile int port;
  private final LongAdder ended = new LongAdder();
  private volatile String words = "is being started";
  private volatile boolean closed;
  private @Nullable Process process;
  private @Nullable Thread keeper;

  /// @param key the file with the key and certificate that it shows
  /// @param socket of the house, for what the devices say
  /// @param address of this machine, in figures
  /// @param port 0 for any free one
  /// @param networks from which devices may come; none for the one of the address
  record Settings(Path key, Path socket, String address, int port, List<String> networks) {
    Settings {
      networks = List.copyOf(networks);
    }
  }

  /// A device that could not come in.
  record Failure(Instant at, String address, String sentence) {}

  OldTlsProcess(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  synchronized void start() {
    keeper = Thread.ofVirtual().name("old-tls").start(this::keep);
  }

  private void keep() {
    Duration again = AGAIN_FIRST;
    try {
      while (!closed) {
        Instant begun = clock.instant();
        run();
        port = 0;
        if (closed) return;
        ended.increment();
        if (begun.plus(STEADY).isBefore(clock.instant())) again = AGAIN_FIRST;
        LOG.warn("the process for old TLS ended ({}); it starts again in {}", words, again);
        Thread.sleep(again);
        again = again.multipliedBy(2).compareTo(AGAIN_MAX) > 0 ? AGAIN_MAX : again.multipliedBy(2);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() throws InterruptedException {
    try {
      Process running = begin();
      try (BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) told(line);
      } finally {
        running.destroy();
      }
      int code = running.waitFor();
      if (port > 0) words = "it ended with code " + code;
    } catch (IOException e) {
      words = Text.clean(String.valueOf(e.getMessage()));
    }
  }

  private synchronized Process begin() throws IOException {
    if (closed) throw new IOException("the house stops");
    words = "is being started";
    var builder =
        OldTlsJvm.of(
            OldTls.class,
            List.of(
                settings.key().toString(),
                settings.socket().toString(),
                settings.address(),
                Integer.toString(settings.port()),
                String.join(",", settings.networks())));
    builder.redirectErrorStream(true);
    process = builder.start();
    return process;
  }

  private void told(String line) {
    String[] parts = Text.clean(line).split(" ", 2);
    String rest = parts.length > 1 ? parts[1] : "";
    switch (parts[0]) {
      case "listening" -> {
        if (!rest.matches("\\d{1,5}")) return;
        port = Integer.parseInt(rest);
        words = "listens at " + settings.address() + " port " + port;
        LOG.info("the process for old TLS {}", words);
      }
      case "came" -> came.increment();
      case "failed" -> {
        failed.increment();
        fail(rest);
      }
      case "refused" -> refused.increment();
      default -> {
        words = cut(line);
        LOG.debug("the process for old TLS says: {}", words);
      }
    }
  }

  /// `ADDRESS PHASE SENTENCE`.
  private void fail(String rest) {
    String[] parts = rest.split(" ", 3);
    if (parts.length < 3) return;
    var failure = new Failure(clock.instant(), parts[0], cut(parts[2]));
    synchronized (failures) {
      boolean isNew =
          failures.stream()
              .noneMatch(older ->
                  older.address().equals(failure.address())
                      && older.sentence().equals(failure.sentence()));
      if (isNew) LOG.info("{} could not come in: {}", failure.address(), failure.sentence());
      failures.removeIf(older -> older.address().equals(failure.address()));
      failures.addFirst(failure);
      while (failures.size() > FAILURES_KEPT) failures.removeLast();
    }
  }

  private static String cut(String text) {
    String clean = Text.clean(text);
    return clean.length() > SENTENCE_MAX ? clean.substring(0, SENTENCE_MAX) : clean;
  }

  /// The last devices that could not come in, one for each address, newest first.
  List<Failure> failures() {
    synchronized (failures) {
      return List.copyOf(failures);
    }
  }

  /// Where it listens; empty while it does not.
  Optional<Integer> port() {
    return Stream.of(port).filter(open -> open > 0).findFirst();
  }

  /// How often it ended by itself.
  long ended() {
    return ended.sum();
  }

  /// How it is, as the end of a sentence.
  String words() {
    return words;
  }

  /// Its process, to look at from outside.
  synchronized Optional<ProcessHandle> process() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  java.util.Map<String, Long> counters() {
    return java.util.Map.of(
        "old-tls.came", came.sum(),
        "old-tls.failed", failed.sum(),
        "old-tls.refused", refused.sum(),
        "old-tls.ended", ended.sum());
  }

  @Override
  public synchronized void close() {
    closed = true;
    Thread keeping = keeper;
    if (keeping != null) keeping.interrupt();
    Process running = process;
    if (running == null) return;
    running.destroy();
    try {
      if (!running.waitFor(2, TimeUnit.SECONDS)) running.destroyForcibly();
    } catch (InterruptedException _) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
