package steward.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import steward.network.fence.Flows.Count;
import steward.network.fence.Ports;
import steward.network.ledger.Account;
import steward.network.ledger.Entry;
import steward.network.ledger.Entry.Verdict;
import steward.network.ledger.Ledger;
import steward.network.ledger.Tally;
import steward.network.profile.Wanted;

/// What stations were seen to want of late, by the ledger. Thread-safe; blocks.
final class WantsSeen implements Function<String, List<Wanted>> {
  /// Several stations of one look are told from one reading of the ledger.
  private static final Duration FRESH = Duration.ofSeconds(5);

  private static final int PORT_MAX = 65_535;

  private final CompletableFuture<Ledger> ledger;
  private final Supplier<ZoneId> zone;
  private final InstantSource clock;
  private final Duration back;
  private Optional<Read> last = Optional.empty();

  private record Read(Instant at, Account account, Tally tally) {}

  /// @param back from how long ago
  WantsSeen(
      CompletableFuture<Ledger> ledger, Supplier<ZoneId> zone, InstantSource clock, Duration back) {
    this.ledger = ledger;
    this.zone = zone;
    this.clock = clock;
    this.back = back;
  }

  @Override
  public synchronized List<Wanted> apply(String station) {
    // Before it is open nothing was seen, which is not the same as that nothing is wanted.
    return read().map(one -> of(one.tally(), station)).orElse(List.of());
  }

  /// How long of the time since then nobody can tell what a station wanted.
  synchronized Duration unmeasured(String station, Instant since) {
    return read()
        .map(one -> one.account().unmeasured(station, since, one.at()))
        .orElse(Duration.ZERO);
  }

  private Optional<Read> read() {
    if (!ledger.isDone() || ledger.isCompletedExceptionally()) return Optional.empty();
    var now = clock.instant();
    Read read =
        last.filter(one -> Duration.between(one.at(), now).compareTo(FRESH) < 0)
            .orElseGet(() -> {
              LocalDate today = LocalDate.ofInstant(now, zone.get());
              LocalDate from = LocalDate.ofInstant(now.minus(back), zone.get());
              Account account = ledger.join().account(from, today);
              return new Read(now, account, account.whole());
            });
    last = Optional.of(read);
    return last;
  }

  /// What one station wanted: where it called, and the names that it was told no address of.
  static List<Wanted> of(Tally tally, String station) {
    List<Wanted> called =
        tally.flows().stream()
            .filter(flow -> flow.station().equals(station))
            .flatMap(flow -> wanted(flow).stream())
            .toList();
    Set<String> hosts = new HashSet<>(called.stream().map(Wanted::host).toList());
    Stream<Wanted> asked =
        tally.names().stream()
            .filter(name -> name.station().equals(station) && name.verdict() != Verdict.ALLOWED)
            .filter(name -> !name.name().startsWith("*") && hosts.add(name.name()))
            .map(name -> Wanted.name(name.name(), name.times(), name.from(), name.to()));
    return Stream.concat(called.stream(), asked).toList();
  }

  private static Optional<Wanted> wanted(Entry.Flow flow) {
    Entry.Way way = flow.way();
    boolean isTcp = way.protocol().equals("tcp");
    if (!isTcp && !way.protocol().equals("udp")) return Optional.empty();
    String host = way.host().isEmpty() ? way.address() : way.host();
    if (host.isEmpty() || way.port() < 1 || way.port() > PORT_MAX) return Optional.empty();
    Count count = flow.up();
    return Optional.of(
        new Wanted(
            host.toLowerCase(Locale.ROOT),
            Optional.of(isTcp ? Ports.tcp(way.port()) : Ports.udp(way.port())),
            way.counted() ? count.packets() : flow.times(),
            count.bytes(),
            flow.from(),
            flow.to(),
            way.verdict() != Verdict.ALLOWED));
  }
}
