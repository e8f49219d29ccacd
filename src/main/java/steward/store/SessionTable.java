package steward.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import steward.rights.ClientId;

/// Sessions and the marks of browsers that have signed in.
///
/// Thread-safe. Changes complete when they are committed and synced. A row that cannot be read is
/// left out and noted.
public final class SessionTable {
  private final StewardDb db;

  SessionTable(StewardDb db) {
    this.db = db;
  }

  public List<SessionRow> sessions() {
    return all("select * from session", this::session);
  }

  private Optional<SessionRow> session(ResultSet row) throws SQLException {
    String hash = row.getString("hash");
    String id = row.getString("id");
    String client = row.getString("client");
    String via = row.getString("via");
    var since = Rows.instant(row, "since");
    var seen = Rows.instant(row, "seen");
    var until = Rows.instant(row, "until");
    String address = row.getString("address");
    return readable(
        "a session",
        () ->
            new SessionRow(
                hash,
                id,
                new ClientId(client),
                via,
                since.orElseThrow(),
                seen.orElseThrow(),
                until,
                address));
  }

  public List<CookieRow> cookies() {
    return all("select * from device_cookie", this::cookie);
  }

  private Optional<CookieRow> cookie(ResultSet row) throws SQLException {
    String hash = row.getString("hash");
    String client = row.getString("client");
    var since = Rows.instant(row, "since");
    var until = Rows.instant(row, "until");
    return readable(
        "the mark of a browser",
        () -> new CookieRow(hash, new ClientId(client), since.orElseThrow(), until.orElseThrow()));
  }

  private <T> Optional<T> readable(String what, Supplier<T> row) {
    return db.readable(what, row);
  }

  private <T> List<T> all(String sql, Rows.Reader<Optional<T>> reader) {
    List<Optional<T>> rows = db.read(c -> Rows.list(c, sql, reader));
    return rows.stream().flatMap(Optional::stream).toList();
  }

  /// Keeps sessions, new or used again.
  public CompletableFuture<Void> put(Collection<SessionRow> sessions) {
    return change(
        "sessions",
        c -> {
          for (SessionRow session : sessions) put(c, session);
          return sessions.size();
        });
  }

  private static void put(Connection c, SessionRow session) throws SQLException {
    Rows.change(
        c,
        "insert or replace into session (hash, id, client, via, since, seen, until, address) values (?, ?, ?, ?, ?, ?, ?, ?)",
        session.hash(),
        session.id(),
        session.client(),
        session.via(),
        session.since(),
        session.seen(),
        session.until().orElse(null),
        session.address());
  }

  public CompletableFuture<Void> remove(Collection<SessionRow> sessions) {
    return change(
        "the end of sessions",
        c -> {
          for (SessionRow session : sessions) {
            Rows.change(c, "delete from session where hash = ?", session.hash());
          }
          return sessions.size();
        });
  }

  public CompletableFuture<Void> put(CookieRow cookie) {
    return change(
        "the mark of a browser",
        c ->
            Rows.change(
                c,
                "insert or replace into device_cookie (hash, client, since, until) values (?, ?, ?, ?)",
                cookie.hash(),
                cookie.client(),
                cookie.since(),
                cookie.until()));
  }

  public CompletableFuture<Void> removeCookies(Collection<CookieRow> cookies) {
    return change(
        "the marks of browsers",
        c -> {
          for (CookieRow cookie : cookies) {
            Rows.change(c, "delete from device_cookie where hash = ?", cookie.hash());
          }
          return cookies.size();
        });
  }

  private CompletableFuture<Void> change(String what, Sqlite.Work<Integer> work) {
    return db.write(what, work).thenAccept(_ -> {});
  }
}
