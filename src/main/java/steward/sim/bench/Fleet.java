package steward.sim.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// All devices of a scenario on one broker, and a thread that takes their commands.
///
/// Commands answer triggers in order, rule by rule, so that a lost one makes later ones look slower
/// and never faster.
final class Fleet implements AutoCloseable {
  private static final Duration LOST_AFTER = Duration.ofSeconds(10);
  private static final int SELECT_MS = 200;

  private final Scenario scenario;
  private final List<Device> devices = new ArrayList<>();
  private final List<Awaited> awaited = new ArrayList<>();
  private final Selector selector = Selector.open();
  private final Thread reader = Thread.ofPlatform().daemon().name("commands").unstarted(this::read);
  private volatile boolean closing;
  private volatile long measureFrom = Long.MAX_VALUE;
  private volatile long firstCommand;

  // Written by the reader only; read by others after close or pause.
  private final Samples due = new Samples();
  private final Samples latency = new Samples();
  private long late;
  private long unexpected;
  private long died;

  Fleet(Scenario scenario, int port, String name) throws IOException {
    this.scenario = scenario;
    try {
      for (int k = 0; k < scenario.things(); k++) awaited.add(new Awaited());
      for (int k = 0; k < scenario.things(); k++) {
        devices.add(Device.open(port, name + "-" + scenario.thing(k), scenario.command(k)));
        int rule = Math.floorMod(k - scenario.target(0), scenario.things());
        devices.get(k).register(selector, payload -> heard(rule, payload));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
    reader.start();
  }

  private void read() {
    try {
      while (!closing) selector.select(key -> ((Runnable) key.attachment()).run(), SELECT_MS);
    } catch (IOException e) {
      throw new IllegalStateException("the commands cannot be read", e);
    }
  }

  private void heard(int rule, ByteBuffer payload) {
    long now = System.nanoTime();
    boolean isOn =
        payload.remaining() == 2
            && payload.get(payload.position()) == 'O'
            && payload.get(payload.position() + 1) == 'N';
    if (!isOn) {
      unexpected++;
      return;
    }
    if (firstCommand == 0) firstCommand = now;
    Awaited triggers = awaited.get(rule);
    while (!triggers.isEmpty() && now - triggers.first() > LOST_AFTER.toNanos()) {
      if (triggers.first() >= measureFrom) late++;
      triggers.drop();
    }
    if (triggers.isEmpty()) {
      unexpected++;
      return;
    }
    if (triggers.first() >= measureFrom) {
      due.add(triggers.first());
      latency.add(now - triggers.first());
    }
    triggers.drop();
  }

  Scenario scenario() {
    return scenario;
  }

  Device device(int k) {
    return devices.get(k);
  }

  void measureFrom(long nanos) {
    measureFrom = nanos;
  }

  boolean await(int rule, long dueNanos) {
    return awaited.get(rule).add(dueNanos);
  }

  /// The moment at which the first command came, or 0.
  long firstCommand() {
    return firstCommand;
  }

  long outstanding() {
    return awaited.stream().mapToLong(Awaited::count).sum();
  }

  void flush() throws IOException {
    for (Device device : devices) {
      if (!device.isDead()) device.flush();
    }
  }

  /// What came of the triggers measured; only after [#finish].
  record Harvest(Samples due, Samples latency, long lost, long unexpected, long dead) {}

  Harvest harvest() {
    long left = awaited.stream().mapToLong(one -> one.countSince(measureFrom)).sum();
    return new Harvest(due, latency, late + left, unexpected, died);
  }

  @Override
  public void close() {
    if (!closing) finish();
  }

  /// Ends the connections; what came of them can be read from now on.
  void finish() {
    died = devices.stream().filter(Device::isDead).count();
    closing = true;
    selector.wakeup();
    try {
      reader.join();
      selector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("the commands cannot be left", e);
    } finally {
      devices.forEach(Device::close);
    }
  }
}
