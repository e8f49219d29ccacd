package steward.network.ledger;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import steward.access.Secrets;
import steward.network.fence.Flows;
import steward.network.fence.Flows.Count;
import steward.network.fence.Hardware;
import steward.network.fence.Lookout;
import steward.network.fence.Sighting;
import steward.store.StewardDb;

/// How much the ledger takes on the disk: a program that lives a month of 50 things, each of which
/// has two ways out and one that is refused, and asks for three names, in every half hour. Prints
/// the figure; `docs/ledger.md` has it.
final class LedgerSize {
  private static final int THINGS = 50;
  private static final int DAYS = 30;

  private LedgerSize() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory("ledger-size");
    Instant[] now = {Instant.parse("2026-11-01T00:00:00Z")};
    var random = new Random(1);
    try (var db = StewardDb.open(home.resolve("steward.db"), () -> now[0])) {
      var ledger =
          new Ledger(
              new Ledger.Parts(
                  db.ledger(),
                  HouseKey.open(db.ledger(), Secrets.open(home)),
                  () -> now[0],
                  () -> ZoneOffset.UTC,
                  Map::of,
                  Optional.empty(),
                  Optional::empty));
      long[] sums = new long[THINGS * 3];
      long begin = System.nanoTime();
      for (int half = 0; half < DAYS * 48; half++) {
        now[0] = now[0].plus(Duration.ofMinutes(30));
        ledger.accept(seen(now[0], sums, random), new Lookout.Mark(half, "anchor".repeat(20)));
      }
      long took = (System.nanoTime() - begin) / 1_000_000;
      ledger.close();
      begin = System.nanoTime();
      int lines = ledger.statement("2026-11", "home").split("\n", -1).length;
      long statement = (System.nanoTime() - begin) / 1_000_000;
      var first = Optional.of(LocalDate.parse("2026-11-01"));
      begin = System.nanoTime();
      ledger.entries(Long.MAX_VALUE, 100, Search.ALL.between(first, first, ZoneOffset.UTC));
      long search = (System.nanoTime() - begin) / 1_000_000;
      System.out.printf(
          "%d entries, written in %d ms, statement in %d ms, a day of a month ago found in %d ms%n",
          lines, took, statement, search);
    }
    long bytes = Files.size(home.resolve("steward.db"));
    System.out.printf(
        "steward.db after %d days of %d things: %.1f MB%n", DAYS, THINGS, bytes / 1e6);
  }

  private static Sighting seen(Instant at, long[] sums, Random random) {
    List<Flows.Up> up = new ArrayList<>();
    List<Flows.Up> denied = new ArrayList<>();
    List<Sighting.Asked> asked = new ArrayList<>();
    List<Sighting.Lease> leases = new ArrayList<>();
    for (int thing = 0; thing < THINGS; thing++) {
      var hardware = new Hardware("02:00:00:00:02:%02x".formatted(thing));
      var four = InetAddress.ofLiteral("10.77.0." + (thing + 10));
      leases.add(new Sighting.Lease(hardware, four, at.plusSeconds(600), "thing" + thing));
      for (int way = 0; way < 3; way++) {
        sums[thing * 3 + way] += 1 + random.nextInt(200);
        long packets = sums[thing * 3 + way];
        String to = "198.18.%d.%d".formatted(random.nextInt(4), thing * 4 + way);
        var flow =
            new Flows.Up(
                hardware, InetAddress.ofLiteral(to), "tcp", 443, new Count(packets, packets * 73));
        if (way < 2) up.add(flow);
        else denied.add(flow);
        var told = way < 2 ? List.of(InetAddress.ofLiteral(to)) : List.<InetAddress>of();
        asked.add(
            new Sighting.Asked(
                at, four, "host%d.vendor%d.example".formatted(way, thing), "A", told));
      }
    }
    return new Sighting(
        at, new Flows(Map.of(), up, List.of(), denied, List.of()), leases, asked, false);
  }
}
