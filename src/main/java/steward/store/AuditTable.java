package steward.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import steward.rights.AuditEntry;

/// The audit log. Thread-safe; what is written is only read or, when it is old, dropped.
public final class AuditTable {
  private static final String COLUMNS =
      "at, principal, role, address, face, operation, target, verdict, reason, count";

  private final StewardDb db;

  AuditTable(StewardDb db) {
    this.db = db;
  }

  /// Appends entries in this order, all or none; their numbers are given here.
  public CompletableFuture<Void> append(List<AuditEntry> entries) {
    return db.write(
            "the audit log",
            c -> {
              for (AuditEntry entry : entries) {
                Rows.change(
                    c,
                    "insert into audit (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    entry.at(),
                    entry.principal(),
                    entry.role(),
                    entry.address(),
                    entry.face(),
                    entry.operation(),
                    entry.target(),
                    entry.verdict(),
                    entry.reason(),
                    entry.count());
              }
              return entries.size();
            })
        .thenAccept(_ -> {});
  }

  /// The entries that a query asks for, newest first. Blocks.
  public List<AuditEntry> page(AuditQuery query) {
    return db.read(c ->
        Rows.list(
            c,
            """
            select * from audit
            where seq < ?1
              and (?2 is null or principal = ?2 or substr(principal, 1, length(?2) + 1) = ?2 || '/')
              and (?3 is null or operation = ?3)
              and (?4 is null or verdict = ?4)
            order by seq desc limit ?5\
            """,
            AuditTable::entry,
            query.before().orElse(Long.MAX_VALUE),
            query.principal().orElse(null),
            query.operation().orElse(null),
            query.verdict().orElse(null),
            query.limit()));
  }

  /// Entries after this number, oldest first. Blocks.
  public List<AuditEntry> after(long seq, int limit) {
    return db.read(c ->
        Rows.list(
            c,
            "select * from audit where seq > ? order by seq limit ?",
            AuditTable::entry,
            seq,
            limit));
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("seq"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("principal"),
        row.getString("role"),
        row.getString("address"),
        row.getString("face"),
        row.getString("operation"),
        row.getString("target"),
        row.getString("verdict"),
        row.getString("reason"),
        row.getInt("count"));
  }

  /// Drops what is older than `before`, then the oldest refusals above `refusedMax`, then the
  /// oldest of all above `rowsMax`: a flood of refusals does not push out what was done.
  ///
  /// @return how many were dropped
  public CompletableFuture<Integer> trim(Instant before, int refusedMax, int rowsMax) {
    return db.write(
        "the audit log's end",
        c -> {
          int dropped = Rows.change(c, "delete from audit where at < ?", before);
          dropped +=
              Rows.change(
                  c,
                  """
                  delete from audit where verdict <> 'allowed' and seq <=
                  (select seq from audit where verdict <> 'allowed' order by seq desc limit 1 offset ?)\
                  """,
                  refusedMax);
          return dropped
              + Rows.change(
                  c,
                  "delete from audit where seq <= (select seq from audit order by seq desc limit 1 offset ?)",
                  rowsMax);
        });
  }
}
