package steward.network.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.store.LedgerTable;
import steward.store.LedgerTable.Block;
import steward.store.LedgerTable.Day;
import steward.store.LedgerTable.Head;
import steward.value.Bytes;
import steward.value.Malformed;

/// The written part of the ledger: it appends to the chain, ends days, and adds up what is written.
/// Confined to the lock of [Ledger] but for [#newest]; every call blocks.
final class Book {
  /// Months that are kept whole.
  static final int MONTHS = 24;

  private static final int BLOCKS_AT_ONCE = 100;

  /// Also where the house's day is another than that of the chain's instants.
  private static final Duration DAYS_LATE = Duration.ofDays(2);

  /// About a month.
  private static final int BLOCKS_MAX = 1_500;

  private static final Logger LOG = LoggerFactory.getLogger(Book.class);

  private final LedgerTable table;
  private final HouseKey key;
  private long last;
  private String head = Chain.BEGIN;

  /// What is written since the last day that was ended.
  private Tally open = new Tally();

  private Optional<LocalDate> day = Optional.empty();

  /// @throws steward.store.NotKept if it cannot be read
  Book(LedgerTable table, HouseKey key) {
    this.table = table;
    this.key = key;
    table
        .last()
        .ifPresent(block -> {
          last = block.last();
          head = block.head();
        });
    table
        .lastHead()
        .filter(one -> one.seq() > last)
        .ifPresent(one -> {
          // Its entries were dropped with their month.
          last = one.seq();
          head = one.hash();
        });
    long ended = table.lastHead().map(Head::seq).orElse(0L);
    for (Block block : table.from(ended + 1, Integer.MAX_VALUE)) {
      day = day.isPresent() ? day : Optional.of(LocalDate.parse(block.day()));
      read(block);
    }
  }

  /// What cannot be read any more is no reason to measure nothing from now on.
  private void read(Block block) {
    try {
      for (String line : Chain.unpacked(block.lines())) {
        try {
          open.add(Entry.read(Chain.tree(line)));
        } catch (Malformed e) {
          lost(block, e);
        }
      }
    } catch (Malformed e) {
      lost(block, e);
    }
  }

  private void lost(Block block, Malformed e) {
    LOG.warn("a line of {} in the ledger cannot be read: {}", block.day(), e.getMessage());
    Instant from = block.at().minus(Ledger.WRITE_EVERY);
    open.add(new Entry.Gap(from, block.at(), "", "what was written of it cannot be read"));
  }

  /// @param isFirst whether this is the ledger's own begin; else what was before was dropped
  record Begin(Instant at, boolean isFirst) {}

  /// From when on entries are kept; empty before the first is written.
  Optional<Begin> begin() {
    return table.from(1, 1).stream()
        .findFirst()
        .map(block -> {
          Instant at = block.at();
          try {
            at = Entry.read(Chain.tree(Chain.unpacked(block.lines()).getFirst())).from();
          } catch (Malformed | NoSuchElementException e) {
            LOG.warn("the first line of the ledger cannot be read: {}", e.getMessage());
          }
          return new Begin(at, block.first() == 1);
        });
  }

  /// The day of what is written and not ended yet.
  Optional<LocalDate> day() {
    return day;
  }

  long last() {
    return last;
  }

  String head() {
    return head;
  }

  HouseKey key() {
    return key;
  }

  /// Writes entries, and how far was read.
  ///
  /// @return whether it is on the disk; else nothing changed
  boolean append(List<Entry> entries, LocalDate today, Instant at, Bytes mark) {
    var lines = new ArrayList<String>();
    String hash = head;
    long seq = last;
    for (Entry entry : entries) {
      String line = Chain.line(++seq, entry);
      hash = Chain.hash(hash, line);
      lines.add(line);
    }
    Optional<Block> block =
        lines.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Block(last + 1, seq, at, today.toString(), Chain.packed(lines), hash));
    try {
      table.append(block, mark).join();
    } catch (CompletionException e) {
      LOG.warn("the ledger waits to be written: {}", e.getMessage());
      return false;
    }
    if (day.isEmpty() && block.isPresent()) day = Optional.of(today);
    last = seq;
    head = hash;
    entries.forEach(open::add);
    return true;
  }

  /// Adds the open day up, signs the head, and drops what is too old.
  ///
  /// @return whether it is ended
  boolean endDay(Instant at) {
    if (day.isEmpty()) return true;
    String name = day.get().toString();
    var whole = new Tally();
    table.days(name, name).forEach(known -> add(known, whole));
    whole.addAll(open);
    var lines = whole.entries().stream().map(entry -> Chain.text(entry.json())).toList();
    // A signature speaks of milliseconds, as the table keeps them.
    Instant when = Instant.ofEpochMilli(at.toEpochMilli());
    String signature = key.sign(Chain.signed(last, when, head));
    try {
      table
          .endDay(new Day(name, Chain.packed(lines)), new Head(last, name, when, head, signature))
          .join();
    } catch (CompletionException e) {
      LOG.warn("a day of the ledger waits to be ended: {}", e.getMessage());
      return false;
    }
    open = new Tally();
    day = Optional.empty();
    drop();
    return true;
  }

  private void drop() {
    try {
      table
          .keep(MONTHS)
          .join()
          .ifPresent(month -> LOG.info("the ledger of {} was dropped, it is too old", month));
    } catch (CompletionException e) {
      LOG.warn("what is too old in the ledger waits to be dropped: {}", e.getMessage());
    }
  }

  private static void add(Day day, Tally to) {
    for (String line : Chain.unpacked(day.lines())) {
      try {
        to.add(Entry.read(Chain.tree(line)));
      } catch (Malformed e) {
        LOG.warn("a line of {} in the ledger cannot be read: {}", day.day(), e.getMessage());
      }
    }
  }

  /// What is written of each day of a span.
  Map<LocalDate, Tally> days(LocalDate from, LocalDate to) {
    var all = new TreeMap<LocalDate, Tally>();
    for (Day one : table.days(from.toString(), to.toString()))
      add(one, all.computeIfAbsent(LocalDate.parse(one.day()), _ -> new Tally()));
    day.filter(one -> !one.isBefore(from) && !one.isAfter(to))
        .ifPresent(one -> all.computeIfAbsent(one, _ -> new Tally()).addAll(open));
    return all;
  }

  /// A written line.
  record Line(long seq, String text, String hash) {}

  /// The lines of a block with their hashes.
  static List<Line> lines(Block block, String before) {
    var all = new ArrayList<Line>();
    String hash = before;
    long seq = block.first();
    for (String line : Chain.unpacked(block.lines())) {
      hash = Chain.hash(hash, line);
      all.add(new Line(seq++, line, hash));
    }
    return all;
  }

  /// The hash before this entry: the head of the block before it, or of a month that was dropped.
  static String before(LedgerTable table, long first) {
    return table.before(first, 1).stream()
        .map(Block::head)
        .findFirst()
        .or(() -> table.heads(first - 1, first - 1).stream().map(Head::hash).findFirst())
        .orElse(Chain.BEGIN);
  }

  /// Lines that were looked for.
  ///
  /// @param next where to go on; nothing at the ledger's begin
  record Found(List<Line> lines, OptionalLong next) {}

  /// Written lines before this number, the newest first. It looks through so many blocks and no
  /// more, and ends where two days of blocks were written before what is wanted: a clock that was
  /// put back by less hides nothing. Any thread: it asks the table alone, and what is written there
  /// stays as it is.
  Found newest(long before, int limit, Search search) {
    Optional<Instant> since = search.since();
    Predicate<String> wanted = search.ofLines();
    var found = new ArrayList<Line>();
    long end = Math.min(before, search.until().map(this::end).orElse(Long.MAX_VALUE));
    for (int looked = 0; looked < BLOCKS_MAX; looked += BLOCKS_AT_ONCE) {
      List<Block> blocks = table.before(end, BLOCKS_AT_ONCE);
      for (Block block : blocks) {
        for (Line line : wanted(block, before, wanted)) {
          found.add(line);
          if (found.size() == limit) return new Found(found, OptionalLong.of(line.seq()));
        }
        end = block.first();
      }
      boolean isOld =
          since.isPresent() && blocks.stream().allMatch(one -> one.at().isBefore(since.get()));
      if (isOld || blocks.size() < BLOCKS_AT_ONCE) return new Found(found, OptionalLong.empty());
    }
    return new Found(found, OptionalLong.of(end));
  }

  /// The number before which everything is that began before this moment.
  ///
  /// A gap is written when it is over, or when its day is: then it is of the next day on which
  /// anything was written, or of the day after.
  private long end(Instant until) {
    String late = until.plus(DAYS_LATE).atZone(ZoneOffset.UTC).toLocalDate().toString();
    return table.from(table.lastOf(late) + 1, 1).stream()
        .findFirst()
        .map(next -> table.lastOf(LocalDate.parse(next.day()).plusDays(1).toString()) + 1)
        .orElse(Long.MAX_VALUE);
  }

  /// Hashes are only made where there is something to show.
  private List<Line> wanted(Block block, long before, Predicate<String> wanted) {
    if (Chain.unpacked(block.lines()).stream().noneMatch(wanted)) return List.of();
    return lines(block, before(table, block.first())).reversed().stream()
        .filter(line -> line.seq() < before && wanted.test(line.text()))
        .toList();
  }
}
