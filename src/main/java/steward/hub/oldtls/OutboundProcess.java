package steward.hub.oldtls;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.network.OldHttp;
import steward.network.OldTls;
import steward.oldtls.Outbound;
import steward.oldtls.Outbound.Frame;
import steward.oldtls.Outbound.Kind;

/// The process for old TLS of connections that the house makes: started with the first of them, and
/// again with the next where it ended. Thread-safe; two virtual threads serve it.
public final class OutboundProcess implements OldTls {
  /// What waits to be written to it; at the limit a connection is over.
  static final int WAITING_MAX = 512;

  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(OutboundProcess.class);

  private final Map<Integer, Ear> ears = new ConcurrentHashMap<>();
  private final AtomicInteger serial = new AtomicInteger();
  private @Nullable Running running;
  private long notBefore;
  private int ended;
  private boolean closed;

  private record Running(Process process, BlockingQueue<Frame> waiting) {}

  @Override
  public Talk begin(Ear hears) {
    int number = serial.incrementAndGet();
    BlockingQueue<Frame> waiting;
    try {
      waiting = running().waiting();
    } catch (IOException e) {
      Thread.startVirtualThread(() -> hears.over(OldHttp.OFF + e.getMessage()));
      return new Ended();
    }
    ears.put(number, hears);
    var talk = new Through(number, waiting);
    talk.put(Kind.OPEN, new byte[0]);
    return talk;
  }

  private synchronized Running running() throws IOException {
    if (closed) throw new IOException("is stopped");
    Running now = running;
    if (now != null && now.process().isAlive()) return now;
    if (ended > 0 && System.nanoTime() - notBefore < 0)
      throw new IOException("ended; it is started again in a few seconds");
    Process process =
        OldTlsJvm.of(Outbound.class, List.of())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var begun = new Running(process, new ArrayBlockingQueue<>(WAITING_MAX));
    running = begun;
    LOG.info("the process for old TLS of our own connections is started");
    Thread.ofVirtual().name("old-tls-out").start(() -> write(begun));
    Thread.ofVirtual().name("old-tls-in").start(() -> read(begun));
    return begun;
  }

  private void write(Running to) {
    try (var out = new DataOutputStream(new BufferedOutputStream(to.process().getOutputStream()))) {
      while (to.process().isAlive()) {
        Frame frame = to.waiting().poll(1, TimeUnit.SECONDS);
        if (frame == null) continue;
        frame.write(out);
        if (to.waiting().isEmpty()) out.flush();
      }
    } catch (IOException _) {
      // Its other thread tells what became of it.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Running from) {
    try (var in = new DataInputStream(new BufferedInputStream(from.process().getInputStream()))) {
      while (true) take(Frame.read(in));
    } catch (IOException _) {
      over(from);
    }
  }

  private void over(Running from) {
    from.process().destroy();
    synchronized (this) {
      ended++;
      notBefore = System.nanoTime() + AGAIN.toNanos();
      if (!closed) LOG.warn("the process for old TLS of our own connections ended");
    }
    for (int number : List.copyOf(ears.keySet())) {
      Ear ear = ears.remove(number);
      if (ear != null) ear.over(OldHttp.OFF + "ended");
    }
  }

  private void take(Frame frame) {
    Ear ear = ears.get(frame.of());
    if (ear == null) return;
    switch (frame.kind()) {
      case CIPHER -> ear.cipher(frame.bytes());
      case CLEAR -> ear.clear(frame.bytes());
      case SHOWN -> shown(frame, ear);
      case FAILED, CLOSE, OPEN -> {
        ears.remove(frame.of());
        ear.over(new String(frame.bytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private void shown(Frame frame, Ear ear) {
    try {
      ear.shown(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(frame.bytes())));
    } catch (CertificateException _) {
      ears.remove(frame.of());
      ear.over("its certificate cannot be read");
    }
  }

  private final class Through implements Talk {
    private final int number;
    private final BlockingQueue<Frame> waiting;

    Through(int number, BlockingQueue<Frame> waiting) {
      this.number = number;
      this.waiting = waiting;
    }

    void put(Kind kind, byte[] bytes) {
      if (waiting.offer(new Frame(number, kind, bytes))) return;
      Ear ear = ears.remove(number);
      if (ear != null) Thread.startVirtualThread(() -> ear.over(OldHttp.OFF + "is too slow"));
    }

    private void all(Kind kind, byte[] bytes) {
      for (int from = 0; from < bytes.length; from += Outbound.FRAME_MAX)
        put(
            kind,
            Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + Outbound.FRAME_MAX)));
    }

    @Override
    public void cipher(byte[] bytes) {
      all(Kind.CIPHER, bytes);
    }

    @Override
    public void clear(byte[] bytes) {
      all(Kind.CLEAR, bytes);
    }

    @Override
    public void ended() {
      put(Kind.CLOSE, new byte[0]);
    }

    @Override
    public void close() {
      if (ears.remove(number) != null) put(Kind.CLOSE, new byte[0]);
    }
  }

  /// A connection that never began.
  private static final class Ended implements Talk {
    @Override
    public void cipher(byte[] bytes) {}

    @Override
    public void clear(byte[] bytes) {}

    @Override
    public void ended() {}

    @Override
    public void close() {}
  }

  @Override
  public synchronized Map<String, Long> counters() {
    return Map.of("old-tls-out.begun", (long) serial.get(), "old-tls-out.ended", (long) ended);
  }

  /// Its process, to look at from outside; null before it was needed.
  public synchronized @Nullable ProcessHandle process() {
    return running == null ? null : running.process().toHandle();
  }

  @Override
  public synchronized void close() {
    closed = true;
    Running now = running;
    if (now != null) now.process().destroy();
  }
}
