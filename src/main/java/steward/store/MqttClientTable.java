package steward.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import steward.driver.OwnTopics;
import steward.value.Tree;

/// The devices and bridges with names of their own on the broker.
///
/// Thread-safe. Changes complete when they are committed and synced. A row that cannot be read is
/// left out and noted.
public final class MqttClientTable {
  private final StewardDb db;

  MqttClientTable(StewardDb db) {
    this.db = db;
  }

  /// Those that are there, by name.
  public List<MqttClientRow> all() {
    List<Optional<MqttClientRow>> rows =
        db.read(c ->
            Rows.list(c, "select * from mqtt_client where removed = 0 order by name", this::row));
    return rows.stream().flatMap(Optional::stream).toList();
  }

  private Optional<MqttClientRow> row(ResultSet row) throws SQLException {
    String name = row.getString("name");
    boolean isBridge = row.getString("kind").equals("bridge");
    String whose = row.getString("whose");
    String hash = row.getString("hash");
    String topics = row.getString("topics");
    var since = Rows.instant(row, "since");
    var seen = Rows.instant(row, "seen");
    return db.readable(
        "a name on the broker",
        () ->
            new MqttClientRow(
                name, isBridge, whose, hash, read(topics), since.orElseThrow(), seen));
  }

  /// Every name that was ever given, and whose it is or was.
  public Map<String, String> everGiven() {
    return db.read(c -> {
      var given = new HashMap<String, String>();
      Rows.list(
          c,
          "select name, whose from mqtt_client",
          row -> given.put(row.getString(1), row.getString(2)));
      return given;
    });
  }

  /// Keeps it, new or changed.
  ///
  /// Fails with [IllegalArgumentException] if the name was ever another's.
  public CompletableFuture<Void> put(MqttClientRow row) {
    return db.write(
            "the name " + row.name() + " on the broker",
            c -> {
              int changed =
                  Rows.change(
                      c,
                      """
                      insert into mqtt_client (name, kind, whose, hash, topics, since, seen, removed)
                      values (?, ?, ?, ?, ?, ?, ?, 0)
                      on conflict (name) do update set hash = excluded.hash, topics = excluded.topics,
                        since = excluded.since, seen = excluded.seen, removed = 0
                      where whose = excluded.whose and kind = excluded.kind\
                      """,
                      row.name(),
                      row.isBridge() ? "bridge" : "device",
                      row.whose(),
                      row.hash(),
                      text(row.topics()),
                      row.since(),
                      row.seen().orElse(null));
              if (changed == 0)
                throw new IllegalArgumentException("the name " + row.name() + " was another's");
              return changed;
            })
        .thenAccept(_ -> {});
  }

  /// Removes it and its hash; its name stays taken.
  public CompletableFuture<Void> remove(String name) {
    return db.write(
            "the removal of " + name + " from the broker",
            c ->
                Rows.change(
                    c,
                    "update mqtt_client set removed = 1, hash = '', topics = '{}' where name = ?",
                    name))
        .thenAccept(_ -> {});
  }

  private static String text(OwnTopics topics) {
    var json = new LinkedHashMap<String, Object>();
    json.put("publishes", sorted(topics.publishes()));
    json.put("announces", sorted(topics.announces()));
    json.put("subscribes", sorted(topics.subscribes()));
    json.put("shared", sorted(topics.shared()));
    return new JsonBytes(256).tree(json).toString();
  }

  private static List<String> sorted(Collection<String> filters) {
    return filters.stream().sorted().toList();
  }

  private static OwnTopics read(String text) {
    Tree json = JsonDocument.read(text);
    return new OwnTopics(
        texts(json.get("publishes")),
        texts(json.get("announces")),
        texts(json.get("subscribes")),
        texts(json.get("shared")));
  }

  private static Set<String> texts(Tree list) {
    var texts = new HashSet<String>();
    for (Tree item : list.items()) texts.add(item.text());
    return texts;
  }
}
