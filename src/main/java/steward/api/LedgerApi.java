package steward.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import steward.network.fence.Flows.Count;
import steward.network.fence.Lane;
import steward.network.ledger.Account;
import steward.network.ledger.Account.Sum;
import steward.network.ledger.Entry;
import steward.network.ledger.Ledger;
import steward.network.ledger.Statement;
import steward.network.ledger.Tally;
import steward.value.Bytes;
import steward.value.Malformed;

/// What left the house. What was not measured is null, never zero. Every question looks at the
/// fence first, so that what was refused a moment ago is in the answer.
public final class LedgerApi {
  private static final int STATION_MAX = 60;
  private static final int YEAR_FIRST = 1970;
  private static final int YEAR_LAST = 9998;

  /// What it asks.
  public interface House {
    /// The ledger, after a look at the fence. Blocks.
    Ledger looked();

    /// The ways out that a station has now.
    List<Lane> lanes(String station);

    String name();
  }

  private final House house;
  private final Supplier<ZoneId> zone;
  private final InstantSource clock;

  public LedgerApi(House house, Supplier<ZoneId> zone, InstantSource clock) {
    this.house = house;
    this.zone = zone;
    this.clock = clock;
  }

  List<Operation> operations() {
    var since =
        new Operation.Query("since", "string", "from this day on, the month's first if not given");
    var until = new Operation.Query("until", "string", "up to this day, today if not given");
    var month = new Operation.Query("month", "string", "such as 2026-11, this one if not given");
    return List.of(
        Operation.get("/ledger", "getLedger", "What left the house", "Ledger", this::sums)
            .with(since, until),
        Operation.get(
                "/ledger/stations/{station}",
                "getLedgerStation",
                "Where one station went, and what it asked for; 'steward' for the house itself",
                "LedgerStation",
                this::station)
            .with(since, until),
        Operation.get(
                "/ledger/entries",
                "listLedgerEntries",
                "Entries of the ledger, newest first",
                "LedgerEntries",
                this::entries)
            .with(LedgerEntries.queries()),
        Operation.get(
                "/ledger/statement",
                "getStatement",
                "A month in words, to be printed",
                "LedgerStatement",
                this::statement)
            .with(month),
        Operation.get(
                "/ledger/statement/file",
                "exportStatement",
                "A month with every entry and the signatures, a JSON document a line",
                "LedgerLine",
                this::file)
            .with(month),
        Operation.get(
            "/ledger/key",
            "getLedgerKey",
            "The public key by which the house signs its ledger",
            "LedgerKey",
            _ -> blocking(() -> Answer.ok(key(house.looked())))));
  }

  private static CompletableFuture<Answer> blocking(Supplier<Answer> work) {
    return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
  }

  private LocalDate today() {
    return clock.instant().atZone(zone.get()).toLocalDate();
  }

  private Optional<LocalDate> day(Request request, String name) {
    Optional<String> text = request.query(name).filter(one -> !one.isEmpty());
    if (text.isEmpty()) return Optional.empty();
    try {
      LocalDate day =
          text.get().contains("T")
              ? Instant.parse(text.get()).atZone(zone.get()).toLocalDate()
              : LocalDate.parse(text.get());
      if (isSomeday(day)) return Optional.of(day);
    } catch (DateTimeException _) {
      // Told below.
    }
    throw new Malformed("?" + name, "a day such as 2026-11-01", "'" + text.get() + "'");
  }

  /// Days are compared as texts: they have years of four figures, the next day as well.
  private static boolean isSomeday(LocalDate day) {
    return day.getYear() >= YEAR_FIRST && day.getYear() <= YEAR_LAST;
  }

  private Account account(Request request, Ledger ledger) {
    LocalDate until = day(request, "until").orElseGet(this::today);
    LocalDate since = day(request, "since").orElse(until.withDayOfMonth(1));
    if (since.isAfter(until))
      throw new Malformed("?since", "a day up to " + until, since.toString());
    return ledger.account(since, until);
  }

  private CompletableFuture<Answer> sums(Request request) {
    return blocking(() -> {
      Ledger ledger = house.looked();
      return Answer.ok(sums(account(request, ledger), ledger));
    });
  }

  private Map<String, @Nullable Object> sums(Account account, Ledger ledger) {
    boolean isMeasured = account.isMeasured();
    Tally whole = account.whole();
    var json = new LinkedHashMap<String, @Nullable Object>();
    span(account, json);
    json.put("sentence", new Statement(account, ledger::called).sentence());
    sum(account.sum(""), isMeasured, json);
    Sum own = account.sum(Entry.STEWARD);
    json.put("own", account.isMeasured(Entry.STEWARD) ? count(own.left()) : null);
    json.put("gaps", gaps(account));
    json.put("alerts", alerts(whole, ledger));
    json.put(
        "days",
        account.days().entrySet().stream()
            .map(one -> day(one.getKey(), Sum.of(one.getValue(), ""), account))
            .toList());
    json.put(
        "stations",
        whole.stations().stream()
            .filter(station -> !station.equals(Entry.STEWARD))
            .map(station -> {
              var line = new LinkedHashMap<String, @Nullable Object>();
              line.put("id", station);
              line.put("name", ledger.called(station));
              sum(account.sum(station), isMeasured, line);
              return line;
            })
            .toList());
    return json;
  }

  private void span(Account account, Map<String, @Nullable Object> json) {
    json.put("since", account.from().toString());
    json.put("until", account.to().toString());
    json.put("measured", account.isMeasured());
    json.put("measuring", account.blind().isEmpty());
    json.put("why", account.blind().orElse(null));
  }

  private static void sum(Sum sum, boolean isMeasured, Map<String, @Nullable Object> json) {
    json.put("left", isMeasured ? count(sum.left()) : null);
    json.put("came", isMeasured ? count(sum.came()) : null);
    json.put("refused", isMeasured ? count(sum.refused()) : null);
    json.put("inside", isMeasured ? count(sum.inside()) : null);
    json.put(
        "names",
        isMeasured
            ? Map.of(
                "answered", sum.answered(), "refused", sum.denied(), "passedOn", sum.passedOn())
            : null);
  }

  private static Map<String, Object> count(Count count) {
    return Map.of("packets", count.packets(), "bytes", count.bytes());
  }

  private static Map<String, @Nullable Object> day(LocalDate day, Sum sum, Account account) {
    boolean isMeasured = account.isMeasured(day);
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("day", day.toString());
    json.put("measured", isMeasured);
    json.put("left", isMeasured ? sum.left().bytes() : null);
    json.put("refused", isMeasured ? sum.refused().packets() : null);
    json.put("names", isMeasured ? sum.denied() : null);
    return json;
  }

  private static List<Map<String, Object>> gaps(Account account) {
    return account.joined().stream()
        .map(gap ->
            Map.<String, Object>of(
                "from", Json.instant(gap.from()),
                "to", Json.instant(gap.to()),
                "why", gap.why()))
        .toList();
  }

  private static List<Map<String, Object>> alerts(Tally tally, Ledger ledger) {
    return tally.alerts().stream()
        .map(one ->
            Map.<String, Object>of(
                "at", Json.instant(one.from()),
                "station", one.station(),
                "name", ledger.called(one.station()),
                "sentence", one.sentence()))
        .toList();
  }

  private CompletableFuture<Answer> station(Request request) {
    String station = request.part("station");
    if (station.length() > STATION_MAX) throw Problem.hidden();
    return blocking(() -> {
      Ledger ledger = house.looked();
      Account all = account(request, ledger);
      Optional<Instant> first = ledger.first(station);
      boolean isKnown =
          first.isPresent()
              || station.equals(Entry.STEWARD)
              || all.whole().stations().contains(station);
      // Nobody measured it: that is no zero.
      if (!isKnown) throw Problem.notFound("station", station);
      Account account = first.map(at -> all.since(earliest(at, all, station))).orElse(all);
      Tally its = account.whole().of(station);
      var json = new LinkedHashMap<String, @Nullable Object>();
      json.put("id", station);
      json.put("name", ledger.called(station));
      span(account, json);
      json.put("sentence", new Statement(account, ledger::called).sentence(station));
      boolean isMeasured = account.isMeasured(station);
      json.put("measured", isMeasured);
      sum(account.sum(station), isMeasured, json);
      json.put("ways", its.flows().stream().map(LedgerApi::way).toList());
      json.put("asked", its.names().stream().map(LedgerApi::asked).toList());
      json.put("notes", its.notes().stream().map(LedgerApi::note).toList());
      json.put("gaps", gaps(account));
      json.put("alerts", alerts(its, ledger));
      return Answer.ok(json);
    });
  }

  /// A station that was forgotten and came again is in the ledger from before.
  private static Instant earliest(Instant first, Account account, String station) {
    Tally its = account.whole().of(station);
    return Stream.concat(its.flows().stream(), its.names().stream())
        .map(Entry::from)
        .filter(first::isAfter)
        .min(Instant::compareTo)
        .orElse(first);
  }

  private static Map<String, @Nullable Object> way(Entry.Flow flow) {
    Entry.Way way = flow.way();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("to", way.place());
    json.put("address", way.address());
    json.put("protocol", way.protocol());
    json.put("port", way.port());
    json.put("verdict", way.verdict() == Entry.Verdict.ALLOWED ? "allowed" : "refused");
    json.put("outward", way.outward());
    json.put("up", way.counted() ? count(flow.up()) : null);
    json.put("down", way.counted() ? count(flow.down()) : null);
    json.put("times", way.counted() ? null : flow.times());
    json.put("first", Json.instant(flow.from()));
    json.put("last", Json.instant(flow.to()));
    return json;
  }

  private static Map<String, Object> asked(Entry.Name name) {
    return Map.of(
        "name", name.name(),
        "verdict", name.verdict() == Entry.Verdict.ALLOWED ? "answered" : "refused",
        "passedOn", name.left(),
        "times", name.times(),
        "last", Json.instant(name.to()));
  }

  private static Map<String, Object> note(Entry.Note note) {
    return Map.of("at", Json.instant(note.from()), "by", note.by(), "sentence", note.sentence());
  }

  private CompletableFuture<Answer> entries(Request request) {
    var asked = LedgerEntries.asked(request, name -> day(request, name), zone.get());
    return blocking(() -> Answer.ok(asked.of(house.looked(), house::lanes)));
  }

  private YearMonth month(Request request) {
    Optional<String> text = request.query("month").filter(one -> !one.isEmpty());
    if (text.isEmpty()) return YearMonth.from(today());
    try {
      YearMonth month = YearMonth.parse(text.get());
      if (isSomeday(month.atDay(1))) return month;
    } catch (DateTimeException _) {
      // Told below.
    }
    throw new Malformed("?month", "a month such as 2026-11", "'" + text.get() + "'");
  }

  private CompletableFuture<Answer> statement(Request request) {
    YearMonth month = month(request);
    return blocking(() -> {
      Ledger ledger = house.looked();
      LocalDate end = month.atEndOfMonth();
      LocalDate to = end.isAfter(today()) && !month.atDay(1).isAfter(today()) ? today() : end;
      Account account = ledger.account(month.atDay(1), to);
      var head = ledger.head();
      var json = sums(account, ledger);
      json.put("month", month.toString());
      json.put("house", house.name());
      json.put("head", Map.of("seq", head.getKey(), "hash", head.getValue()));
      json.put("key", key(ledger));
      json.put(
          "text",
          new Statement(account, ledger::called)
              .text(house.name(), head.getKey() + " " + head.getValue(), ledger.key()));
      return Answer.ok(json);
    });
  }

  private CompletableFuture<Answer> file(Request request) {
    YearMonth month = month(request);
    return blocking(() ->
        Answer.file(
            "application/x-ndjson",
            "steward-ledger-" + month + ".ndjson",
            Bytes.utf8(house.looked().statement(month.toString(), house.name()))));
  }

  private static Map<String, Object> key(Ledger ledger) {
    return Map.of(
        "algorithm", "Ed25519",
        "key", ledger.key().open(),
        "fingerprint", ledger.key().fingerprint());
  }
}
