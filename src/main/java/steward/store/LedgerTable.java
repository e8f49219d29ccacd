package steward.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// The ledger of what left the house: blocks of entries, days added up, signed heads. Thread-safe;
/// changes complete when they are committed and synced, reading blocks.
public final class LedgerTable {
  private static final String MARK = "mark";
  private static final String KEY = "key";

  private final StewardDb db;

  LedgerTable(StewardDb db) {
    this.db = db;
  }

  /// Entries that were written together.
  ///
  /// @param first the number of the first
  /// @param day `2026-11-22`, in the house's zone
  /// @param lines compressed
  /// @param head the chain's hash after the last, in hex
  public record Block(long first, long last, Instant at, String day, Bytes lines, String head) {}

  /// A head of the chain, signed.
  public record Head(long seq, String day, Instant at, String hash, String signature) {}

  /// A day added up.
  ///
  /// @param lines compressed
  public record Day(String day, Bytes lines) {}

  /// Appends entries, and says how far was read, in one.
  public CompletableFuture<Void> append(Optional<Block> block, Bytes mark) {
    return db.write(
            "the ledger",
            c -> {
              if (block.isPresent()) insert(c, block.get());
              return mark(c, MARK, mark);
            })
        .thenAccept(_ -> {});
  }

  private static void insert(Connection c, Block block) throws SQLException {
    Rows.change(
        c,
        "insert into ledger_block (first, last, at, day, lines, head) values (?, ?, ?, ?, ?, ?)",
        block.first(),
        block.last(),
        block.at(),
        block.day(),
        block.lines(),
        block.head());
  }

  private static int mark(Connection c, String name, Bytes content) throws SQLException {
    return Rows.change(
        c,
        """
        insert into ledger_mark (name, content) values (?, ?)
        on conflict (name) do update set content = excluded.content\
        """,
        name,
        content);
  }

  /// Ends a day: its sums in place of what was there, and the head.
  public CompletableFuture<Void> endDay(Day day, Head head) {
    return db.write(
            "a day of the ledger",
            c -> {
              Rows.change(
                  c,
                  """
                  insert into ledger_day (day, lines) values (?, ?)
                  on conflict (day) do update set lines = excluded.lines\
                  """,
                  day.day(),
                  day.lines());
              return Rows.change(
                  c,
                  "insert or replace into ledger_head (seq, day, at, hash, signature) values (?, ?, ?, ?, ?)",
                  head.seq(),
                  head.day(),
                  head.at(),
                  head.hash(),
                  head.signature());
            })
        .thenAccept(_ -> {});
  }

  public Optional<Bytes> mark() {
    return content(MARK);
  }

  /// The sealed key of the house.
  public Optional<Bytes> key() {
    return content(KEY);
  }

  public CompletableFuture<Void> putKey(Bytes sealed) {
    return db.write("the ledger's key", c -> mark(c, KEY, sealed)).thenAccept(_ -> {});
  }

  private Optional<Bytes> content(String name) {
    return db
        .read(c ->
            Rows.list(
                c,
                "select content from ledger_mark where name = ?",
                row -> Bytes.wrap(row.getBytes(1)),
                name))
        .stream()
        .findFirst();
  }

  /// The newest block.
  public Optional<Block> last() {
    return blocks("select * from ledger_block order by first desc limit 1").stream().findFirst();
  }

  /// The blocks that hold entries from this number on, the oldest first.
  public List<Block> from(long seq, int limit) {
    return blocks("select * from ledger_block where last >= ? order by first limit ?", seq, limit);
  }

  /// The blocks that hold entries before this number, the newest first.
  public List<Block> before(long seq, int limit) {
    return blocks(
        "select * from ledger_block where first < ? order by first desc limit ?", seq, limit);
  }

  /// The last number of what was written up to a day, in the order of the days and not of the
  /// numbers; 0 where nothing was.
  ///
  /// @param day `2026-11-22`
  public long lastOf(String day) {
    // By the index of the days: else every block after this one is read for it.
    return db.read(c ->
            Rows.list(
                c,
                """
                select coalesce(max(last), 0) from ledger_block where first =
                  (select max(first) from ledger_block indexed by ledger_block_day where day <= ?)\
                """,
                row -> row.getLong(1),
                day))
        .getFirst();
  }

  /// The first and the last number of the entries of a month, with everything between them.
  ///
  /// @param month `2026-11`
  public Optional<long[]> month(String month) {
    return db
        .read(c ->
            Rows.list(
                c,
                "select min(first), max(last) from ledger_block where substr(day, 1, 7) = ?",
                row -> new long[] {row.getLong(1), row.getLong(2)},
                month))
        .stream()
        .filter(span -> span[1] > 0)
        .findFirst();
  }

  /// Days of this span that are added up, in their order.
  public List<Day> days(String from, String to) {
    return db.read(c ->
        Rows.list(
            c,
            "select day, lines from ledger_day where day between ? and ? order by day",
            row -> new Day(row.getString(1), Bytes.wrap(row.getBytes(2))),
            from,
            to));
  }

  /// Heads of the chain between these numbers, in their order.
  public List<Head> heads(long from, long to) {
    return db.read(c ->
        Rows.list(
            c,
            "select * from ledger_head where seq between ? and ? order by seq",
            LedgerTable::head,
            from,
            to));
  }

  public Optional<Head> lastHead() {
    return db
        .read(c ->
            Rows.list(c, "select * from ledger_head order by seq desc limit 1", LedgerTable::head))
        .stream()
        .findFirst();
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getLong("seq"),
        row.getString("day"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("hash"),
        row.getString("signature"));
  }

  /// Drops the oldest month where there are more than so many; its last head stays.
  ///
  /// It goes by what there is and not by the date, so that a clock that is wrong for an hour drops
  /// nothing that it should not.
  ///
  /// @return the month, if one was dropped
  public CompletableFuture<Optional<String>> keep(int months) {
    return db.write(
        "the ledger's end",
        c -> {
          List<String> all =
              Rows.list(
                  c,
                  "select substr(day, 1, 7) from ledger_block group by 1 order by min(first)",
                  row -> row.getString(1));
          if (all.size() <= months) return Optional.empty();
          String month = all.getFirst();
          // Only what is at the chain's begin, so that it stays one.
          Rows.change(
              c,
              """
              delete from ledger_block where last <
                (select min(first) from ledger_block where substr(day, 1, 7) <> ?)\
              """,
              month);
          Rows.change(c, "delete from ledger_day where substr(day, 1, 7) = ?", month);
          Rows.change(
              c,
              """
              delete from ledger_head where substr(day, 1, 7) = ?1 and seq <
                (select max(seq) from ledger_head where substr(day, 1, 7) = ?1)\
              """,
              month);
          return Optional.of(month);
        });
  }

  private List<Block> blocks(String sql, @Nullable Object... arguments) {
    return db.read(c ->
        Rows.list(
            c,
            sql,
            row ->
                new Block(
                    row.getLong("first"),
                    row.getLong("last"),
                    Instant.ofEpochMilli(row.getLong("at")),
                    row.getString("day"),
                    Bytes.wrap(row.getBytes("lines")),
                    row.getString("head")),
            arguments));
  }
}
