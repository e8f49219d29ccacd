package steward.link.line;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import steward.driver.Way;
import steward.network.Clouds;
import steward.network.Datagrams;
import steward.network.OldTls;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.thing.Message;
import steward.value.Bytes;

/// Opens the lines to devices. Thread-safe.
public final class OwnLines implements AutoCloseable {
  private final Vertx vertx;
  private final Outgoing outgoing;
  private final Datagrams datagrams;
  private final Purpose purpose;
  private final Clouds clouds;
  private final Optional<OldTls> oldTls;
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

  /// @param purpose what things may be reached for: [Purpose#THING], or where there are things on
  ///   this machine [Purpose#THING_HERE_TOO]
  public OwnLines(Vertx vertx, Outgoing outgoing, Datagrams datagrams, Purpose purpose) {
    this(vertx, outgoing, datagrams, purpose, Clouds.NONE, Optional.empty());
  }

  /// @param clouds which clouds may be reached
  /// @param oldTls speaks the TLS of old devices, where the house allows that; closed with the
  ///   lines
  public OwnLines(
      Vertx vertx,
      Outgoing outgoing,
      Datagrams datagrams,
      Purpose purpose,
      Clouds clouds,
      Optional<OldTls> oldTls) {
    this.oldTls = oldTls;
    this.clouds = clouds;
    this.vertx = vertx;
    this.outgoing = outgoing;
    this.datagrams = datagrams;
    this.purpose = purpose;
  }

  /// The line to a device; nothing is connected yet.
  ///
  /// @param owner the device, to count by
  /// @param takes what comes from it
  /// @param keeps what is to be kept with the device's secrets, such as the digest of its
  ///   certificate
  public Line open(
      Way.At way, String owner, Consumer<Message> takes, BiConsumer<String, Bytes> keeps) {
    return new OwnLine(this, way, owner, takes, keeps);
  }

  /// The line to a cloud; nothing is connected yet. That the house allows it is for the caller.
  public Line open(Way.Cloud way, String owner, Consumer<Message> takes) {
    return new CloudLine(this, way, owner, takes);
  }

  public Clouds clouds() {
    return clouds;
  }

  Optional<OldTls> oldTls() {
    return oldTls;
  }

  @Override
  public void close() {
    oldTls.ifPresent(OldTls::close);
  }

  Vertx vertx() {
    return vertx;
  }

  Outgoing outgoing() {
    return outgoing;
  }

  Datagrams datagrams() {
    return datagrams;
  }

  Purpose purpose() {
    return purpose;
  }

  void count(String counter) {
    counters.computeIfAbsent(counter, _ -> new LongAdder()).increment();
  }

  public Map<String, Long> counters() {
    var all = new TreeMap<String, Long>(datagrams.counters());
    oldTls.ifPresent(tls -> all.putAll(tls.counters()));
    counters.forEach((name, adder) -> all.put("line." + name, adder.sum()));
    return all;
  }
}
