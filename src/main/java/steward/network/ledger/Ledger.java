package steward.network.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.network.Outgoing;
import steward.network.fence.Lookout;
import steward.network.fence.Sighting;
import steward.network.ledger.Entry.Gap;
import steward.network.ledger.Entry.Note;
import steward.store.LedgerTable;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;

/// What left the house, or tried to. Thread-safe; every call may block for a moment on the disk and
/// belongs on a virtual thread.
///
/// It takes what the lookout saw, adds it up and writes it down every half hour, with how far was
/// read, in one: after a crash it goes on from there, since the kernel keeps what it counted for an
/// hour. What lies in time between two counts that hang together is known; everything else is a
/// gap. Order is that of the entries' numbers, whatever the clock does.
public final class Ledger implements AutoCloseable {
  static final Duration WRITE_EVERY = Duration.ofMinutes(30);

  /// Decisions wait no longer than this, and then for the next look.
  private static final Duration DECISIONS_EVERY = Duration.ofSeconds(10);

  /// The kernel forgets a flow an hour after its last packet.
  static final Duration KERNEL_KEEPS = Duration.ofMinutes(55);

  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);
  private static final int SENTENCE_MAX = 300;
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  /// What it is built on.
  ///
  /// @param zone of the house: a day is a day there
  /// @param outgoing what the steward itself wanted to reach
  /// @param blind why nothing is measured at all; empty where there is a fence
  /// @param doubt why something may pass uncounted now, though there is a fence
  public record Parts(
      LedgerTable table,
      HouseKey key,
      InstantSource clock,
      Supplier<ZoneId> zone,
      Supplier<Map<Outgoing.Reached, Long>> outgoing,
      Optional<String> blind,
      Supplier<Optional<String>> doubt) {}

  private final Parts parts;
  private final ReentrantLock lock = new ReentrantLock();
  private final Book book;
  private final Booking booking = new Booking();
  private Tally pending = new Tally();
  private final Instant opened;
  private Instant pendingSince;
  private Instant covered;
  private LocalDate day;
  private Optional<String> blind;
  private Optional<Lookout.Mark> place = Optional.empty();
  private boolean isUrgent;
  private boolean closed;

  /// Blocks.
  ///
  /// @throws steward.store.NotKept if what is written cannot be read
  public Ledger(Parts parts) {
    this.parts = parts;
    book = new Book(parts.table(), parts.key());
    Instant now = parts.clock().instant();
    opened = now;
    pendingSince = now;
    covered = now;
    day = book.day().orElse(date(now));
    blind = parts.blind();
    if (book.last() == 0) pending.add(new Note(now, "", Entry.STEWARD, "The ledger begins."));
    parts.table().mark().ifPresent(this::restore);
  }

  private void restore(Bytes mark) {
    try {
      Tree kept = Chain.tree(String.join("", Chain.unpacked(mark)));
      covered = Instant.parse(kept.get("covered").text());
      if (kept.has("anchor")) {
        int read = kept.get("read").whole(0, Integer.MAX_VALUE);
        place = Optional.of(new Lookout.Mark(read, kept.get("anchor").text()));
      }
      booking.restore(kept);
    } catch (Malformed | java.time.format.DateTimeParseException e) {
      LOG.warn("how far the ledger was cannot be read: {}", e.getMessage());
      pending.add(new Gap(covered, covered, "", "how far it had been measured was lost"));
    }
  }

  private Bytes mark() {
    var kept = new LinkedHashMap<String, Object>(booking.kept());
    kept.put("covered", covered.toString());
    place.ifPresent(at -> {
      kept.put("read", at.read());
      kept.put("anchor", at.anchor());
    });
    return Chain.packed(List.of(Chain.text(kept)));
  }

  /// Where the lookout goes on.
  public Optional<Lookout.Mark> place() {
    return place;
  }

  /// Who is who, from now on.
  public void know(Roll roll) {
    lock.lock();
    try {
      booking.know(roll);
    } finally {
      lock.unlock();
    }
  }

  /// What people call a station.
  public String called(String station) {
    if (station.equals(Entry.STEWARD)) return "the steward";
    return station.startsWith("s_") ? booking.roll().called(station) : station;
  }

  /// Takes what was seen.
  ///
  /// @param read how far the record of names was read with it
  public void accept(Sighting seen, Lookout.Mark read) {
    lock.lock();
    try {
      if (closed) return;
      Instant at = seen.at();
      turn(at);
      Instant from = covered.isAfter(at) ? back(at) : covered;
      booking.ownNames(parts.outgoing().get());
      boolean fell = booking.take(seen, from, pending::add);
      Optional<String> doubt = parts.doubt().get();
      String why =
          fell ? "the fence's counters began anew" : doubt.orElseGet(() -> why(seen, from));
      if (!why.isEmpty()) pending.add(new Gap(from, at, "", why));
      covered = at;
      blind = doubt;
      place = Optional.of(read);
      writeIfDue(at);
    } finally {
      lock.unlock();
    }
  }

  /// Why what lies between this and the look before is not known; empty where it is.
  private String why(Sighting seen, Instant from) {
    if (seen.afterGap()) return "the helper of the fence was away, or its record was cut";
    if (blind.isPresent()) return blind.get();
    // A ledger that is older than its first look was kept without a fence.
    boolean wasLooked = place.isPresent() || book.last() == 0;
    return wasLooked && !from.isBefore(seen.at().minus(KERNEL_KEEPS)) ? "" : "nobody looked";
  }

  private Instant back(Instant at) {
    if (covered.minus(CLOCK_SLACK).isAfter(at))
      pending.add(
          new Note(at, "", "clock", "The clock was put back; it had been " + covered + " before."));
    return at;
  }

  /// Writes what is due and ends the day; to be called every few minutes.
  ///
  /// @param fault why nothing can be seen now
  public void tend(Optional<String> fault) {
    lock.lock();
    try {
      if (closed) return;
      Instant now = parts.clock().instant();
      if (parts.blind().isPresent()) {
        booking.own(parts.outgoing().get(), pendingSince, now, pending::add);
      } else {
        blind = fault.or(parts.doubt());
      }
      turn(now);
      writeIfDue(now);
    } finally {
      lock.unlock();
    }
  }

  private LocalDate date(Instant at) {
    return at.atZone(parts.zone().get()).toLocalDate();
  }

  /// Ends the day where another has begun.
  private void turn(Instant at) {
    LocalDate today = date(at);
    if (today.equals(day)) return;
    if (blind.isPresent() && covered.isBefore(at)) {
      pending.add(new Gap(covered, at, "", blind.get()));
      covered = at;
    }
    if (!write(at)) return;
    if (book.endDay(at)) day = today;
  }

  private void writeIfDue(Instant at) {
    Duration every = isUrgent ? DECISIONS_EVERY : WRITE_EVERY;
    boolean due = Duration.between(pendingSince, at).abs().compareTo(every) >= 0;
    boolean isWorth = !pending.isEmpty() || parts.blind().isEmpty();
    if (due && isWorth) write(at);
  }

  private boolean write(Instant at) {
    booking.rest(pendingSince.isAfter(at) ? at : pendingSince, at, pending::add);
    if (!book.append(pending.entries(), day, at, mark())) return false;
    pending = new Tally();
    pendingSince = at;
    isUrgent = false;
    return true;
  }

  /// Writes a decision down soon, or what happened by it, such as a window that closed.
  ///
  /// @param station the fence's word for it; empty for the house
  /// @param by a principal
  /// @param sentence with a full stop, at most 300 characters; further ones are cut
  public void note(String station, String by, String sentence) {
    String clean = Text.clean(sentence);
    String cut = clean.length() > SENTENCE_MAX ? clean.substring(0, SENTENCE_MAX - 1) + "…" : clean;
    lock.lock();
    try {
      if (closed) return;
      Instant now = parts.clock().instant();
      turn(now);
      pending.add(new Note(now, station, by, cut));
      isUrgent = true;
      writeIfDue(now);
    } finally {
      lock.unlock();
    }
  }

  /// What is known of a span of days.
  public Account account(LocalDate from, LocalDate to) {
    lock.lock();
    try {
      Instant now = parts.clock().instant();
      var gaps = new ArrayList<Gap>();
      before(from).ifPresent(gaps::add);
      var days = new TreeMap<LocalDate, Tally>();
      // A gap is written when it is over, so that a later day may tell of these.
      var later = book.days(from, LocalDate.MAX.withYear(9999));
      later.computeIfAbsent(day, _ -> new Tally()).addAll(pending);
      later.forEach((date, tally) -> {
        gaps.addAll(tally.gaps());
        if (!date.isBefore(from) && !date.isAfter(to)) days.put(date, tally);
      });
      if (blind.isPresent() && covered.isBefore(now))
        gaps.add(new Gap(covered, now, "", blind.get()));
      return new Account(from, to, parts.zone().get(), now, days, gaps, blind);
    } finally {
      lock.unlock();
    }
  }

  /// The time of a span before the first entry that is kept.
  private Optional<Gap> before(LocalDate from) {
    Book.Begin begin = book.begin().orElse(new Book.Begin(opened, true));
    Instant first = Account.begin(from, parts.zone().get());
    return first.isBefore(begin.at())
        ? Optional.of(
            new Gap(
                first,
                begin.at(),
                "",
                begin.isFirst() ? "the ledger had not begun" : "it is kept no longer"))
        : Optional.empty();
  }

  /// When a station was first seen; empty where it is not known to the house.
  public Optional<Instant> first(String station) {
    return booking.roll().first(station);
  }

  /// What was seen and is not written yet, the newest first; a time that is not measured now is
  /// among it.
  public List<Map<String, Object>> unwritten(Search search) {
    lock.lock();
    try {
      Instant now = parts.clock().instant();
      Stream<Entry> blindness =
          blind.stream()
              .filter(_ -> covered.isBefore(now))
              .map(why -> new Gap(covered, now, "", why));
      return Stream.concat(blindness, pending.entries().stream())
          .filter(search::takes)
          .sorted(Comparator.comparing(Entry::to).reversed())
          .map(Entry::json)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /// Written entries.
  ///
  /// @param next the number before which to go on, where there is more to look through
  public record Page(List<Map<String, Object>> items, OptionalLong next) {}

  /// Written entries before this number, the newest first, each with its `hash`; those of about a
  /// month are looked through. What was written never changes, so nobody waits for it.
  public Page entries(long before, int limit, Search search) {
    Book.Found found = book.newest(before, limit, search);
    return new Page(found.lines().stream().map(Ledger::json).toList(), found.next());
  }

  private static Map<String, Object> json(Book.Line line) {
    var json = new LinkedHashMap<String, Object>();
    Chain.tree(line.text())
        .object()
        .forEach((name, value) -> {
          if (value != null) json.put(String.valueOf(name), value);
        });
    json.put("hash", line.hash());
    return json;
  }

  /// The statement of a month as a file: every line of the chain, its heads, their signatures.
  ///
  /// @param month `2026-11`
  /// @param house its name
  public String statement(String month, String house) {
    lock.lock();
    try {
      write(parts.clock().instant());
      return StatementFile.of(parts.table(), parts.key(), month, house, parts.clock().instant());
    } finally {
      lock.unlock();
    }
  }

  public HouseKey key() {
    return parts.key();
  }

  /// The number of the last written entry, and the chain's hash there.
  public Map.Entry<Long, String> head() {
    lock.lock();
    try {
      return Map.entry(book.last(), book.head());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) write(parts.clock().instant());
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
