package steward.sim;

import io.vertx.core.net.NetClient;
import java.util.random.RandomGenerator;
import steward.thing.Message.Publish;
import steward.value.Bytes;

/// The connection of one gadget with all that goes wrong on it: latency, loss, outages, and coming
/// back with back-off. Confined to the house's context.
final class Wire {
  private static final long BACK_OFF_FIRST_MS = 10_000;
  private static final long BACK_OFF_MAX_MS = 120_000;
  private static final long SLOW_MS = 2_000;

  private final Net net;
  private final Gadget gadget;
  private final RandomGenerator chance;
  private final Temper temper;
  private MqttLine line;
  private boolean first = true;
  private volatile boolean connected; // read by tests on their own threads
  private boolean closed;
  private boolean held;
  private long backOff = BACK_OFF_FIRST_MS;
  private long busyUntil;
  private int lineNumber;

  /// What all wires of a house share.
  record Net(
      NetClient client,
      String host,
      int port,
      String user,
      String password,
      Timeline timeline,
      boolean faults) {}

  Wire(Net net, Gadget gadget, RandomGenerator chance) {
    this.net = net;
    this.gadget = gadget;
    this.chance = chance;
    this.temper = net.faults() ? gadget.temper() : Temper.PERFECT;
    this.line = newLine();
  }

  Gadget gadget() {
    return gadget;
  }

  boolean isConnected() {
    return connected;
  }

  RandomGenerator chance() {
    return chance;
  }

  Timeline timeline() {
    return net.timeline();
  }

  boolean faults() {
    return net.faults();
  }

  void open() {
    if (closed || held) return;
    line.open(net.client(), net.host(), net.port());
  }

  private MqttLine newLine() {
    var hello =
        new MqttLine.Hello(
            gadget.clientId(), net.user(), net.password(), gadget.will(), gadget.keepAlive());
    return new MqttLine(hello, new Ear(++lineNumber));
  }

  void subscribe(String filter) {
    line.subscribe(filter);
  }

  void say(String topic, String payload, boolean retained) {
    if (!connected) return;
    // The retained ones tell who it is and whether it is there; devices send those with more care.
    if (!retained && chance.nextDouble() < temper.lossShare()) return;
    line.publish(topic, Bytes.utf8(payload), retained);
  }

  void say(String topic, Bytes payload) {
    if (connected) line.publish(topic, payload, false);
  }

  /// Loses the network without a word and comes back after the back-off.
  void drop() {
    line.drop();
  }

  /// Loses the network and stays away until [#release].
  void hold() {
    held = true;
    line.drop();
  }

  void release() {
    if (!held) return;
    held = false;
    if (connected) return;
    line = newLine();
    open();
  }

  /// Stays connected and says no more.
  void hang() {
    line.hang();
  }

  void close() {
    closed = true;
    line.leave();
  }

  private final class Ear implements MqttLine.Ear {
    private final int number;

    Ear(int number) {
      this.number = number;
    }

    @Override
    public void opened() {
      connected = true;
      backOff = BACK_OFF_FIRST_MS;
      boolean wasFirst = first;
      first = false;
      gadget.connected(Wire.this, wasFirst);
      keepAlive();
      if (temper.outageEvery().isPositive()) planOutage();
    }

    private boolean isCurrent() {
      return connected && !closed && number == lineNumber;
    }

    private void keepAlive() {
      timeline()
          .after(
              gadget.keepAlive().toMillis() / 2,
              () -> {
                if (!isCurrent()) return;
                line.ping();
                keepAlive();
              });
    }

    private void planOutage() {
      long every = temper.outageEvery().toMillis();
      timeline()
          .after(
              every / 2 + chance.nextLong(every),
              () -> {
                if (!isCurrent()) return;
                hold();
                timeline().after(temper.outageFor().toMillis(), Wire.this::release);
              });
    }

    @Override
    public void heard(Publish message) {
      long latency = chance.nextInt(temper.latencyMinMs(), temper.latencyMaxMs() + 1);
      if (chance.nextDouble() < temper.slowShare()) latency += SLOW_MS;
      // A device does one thing after the other.
      busyUntil = Math.max(timeline().now() + latency, busyUntil + 1);
      timeline().after(busyUntil - timeline().now(), () -> gadget.came(message));
    }

    @Override
    public void closed(String why) {
      connected = false;
      if (closed || number != lineNumber) return;
      if (held) return;
      long wait = backOff / 2 + chance.nextLong(backOff / 2);
      backOff = Math.min(backOff * 2, BACK_OFF_MAX_MS);
      timeline()
          .after(
              wait,
              () -> {
                if (closed || held || connected) return;
                line = newLine();
                open();
              });
    }
  }
}
