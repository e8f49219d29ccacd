package steward.network.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import steward.access.Secrets;
import steward.network.Outgoing;
import steward.network.fence.Flows;
import steward.network.fence.Flows.Count;
import steward.network.fence.Hardware;
import steward.network.fence.Lookout;
import steward.network.fence.Sighting;
import steward.store.StewardDb;

/// A ledger over what a kernel in this process counts, in a real database.
abstract class LedgerBench {
  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  static final Hardware NEST = new Hardware("02:00:00:00:02:00");
  static final String ID = "s_020000000200";
  static final InetAddress AT = InetAddress.ofLiteral("10.77.0.12");
  static final InetAddress CLOUD = InetAddress.ofLiteral("198.18.0.10");

  static final String NOT_BEGUN = "the ledger had not begun";

  @TempDir Path home;
  volatile Instant now = START;
  final Map<Outgoing.Reached, Long> reached = new HashMap<>();
  Optional<String> blind = Optional.empty();
  Optional<String> doubt = Optional.empty();
  Runnable whenDoubted = () -> {};
  StewardDb db;
  Ledger ledger;
  int read;

  // What the kernel counts.
  final Map<String, Count> counters = new HashMap<>();
  final List<Flows.Up> up = new ArrayList<>();
  final List<Flows.Down> down = new ArrayList<>();
  final List<Flows.Up> denied = new ArrayList<>();
  final List<Flows.Own> own = new ArrayList<>();
  final List<Flows.Stray> strays = new ArrayList<>();
  final List<Sighting.Asked> asked = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    db = StewardDb.open(home.resolve("steward.db"), () -> now);
    var key = HouseKey.open(db.ledger(), Secrets.open(home));
    ledger =
        new Ledger(
            new Ledger.Parts(
                db.ledger(),
                key,
                () -> now,
                () -> ZoneOffset.UTC,
                () -> reached,
                blind,
                () -> {
                  whenDoubted.run();
                  return doubt;
                }));
  }

  @AfterEach
  void close() {
    ledger.close();
    db.close();
  }

  void restart() throws IOException {
    close();
    open();
  }

  /// A crash: nothing is written at the end.
  void crash() throws IOException {
    db.close();
    open();
  }

  void see(boolean afterGap) {
    var flows = new Flows(counters, up, down, denied, own, List.of(), strays);
    var lease = new Sighting.Lease(NEST, AT, now.plusSeconds(600), "nest");
    var seen = new Sighting(now, flows, List.of(lease), List.copyOf(asked), afterGap);
    asked.clear();
    ledger.accept(seen, new Lookout.Mark(++read, "anchor"));
  }

  void seeAfter(Duration time) {
    now = now.plus(time);
    see(false);
  }

  void ask(String name, InetAddress... answers) {
    asked.add(new Sighting.Asked(now, AT, name, "A", List.of(answers)));
  }

  static Flows.Up up(InetAddress to, int port, long packets) {
    return new Flows.Up(NEST, to, "tcp", port, new Count(packets, packets * 100));
  }

  static <T> void set(List<T> all, T one) {
    all.clear();
    all.add(one);
  }

  static List<String> whys(Account account) {
    return account.joined().stream().map(Entry.Gap::why).toList();
  }

  Account account() {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    return ledger.account(today.withDayOfMonth(1), today);
  }

  List<String> file() {
    return ledger.statement("2026-11", "home").lines().toList();
  }

  static List<String> check(List<String> lines) {
    return StatementCheck.check(lines.iterator(), Optional.empty()).faults();
  }
}
