package steward.drivers.sonoff;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steward.driver.Payload;
import steward.driver.Sighting;
import steward.thing.Message;
import steward.value.Bytes;

/// What a stock device that calls tells of itself before anybody accepted it: who it is when it
/// registers, and what it has when it reports its state.
///
/// Its text comes as one of a WebSocket of the name [#CALL], or [#RIVAL] where another device says
/// to be the same one with another key.
public final class StockSightings {
  public static final String CALL = "stock";
  public static final String RIVAL = "stock-rival";

  /// The fact, and the part of no binding, that says that there is another.
  static final String RIVALS = "rivals";

  private StockSightings() {}

  static Optional<Sighting> read(String from, Message.WebSocketText said) {
    if (!said.name().equals(CALL) && !said.name().equals(RIVAL)) return Optional.empty();
    Payload json = Payload.json(Bytes.utf8(said.text())).orElse(Payload.MISSING);
    String id = json.at("deviceid").textOr("").toLowerCase(Locale.ROOT);
    if (!Announcement.ID.matcher(id).matches()) return Optional.empty();
    var facts = new TreeMap<>(Map.of("id", id, "host", from, "mode", Binds.Mode.STOCK.label()));
    if (said.name().equals(RIVAL)) facts.put(RIVALS, "yes");
    Shape shape = Shape.of(json.at("params"));
    if (shape.isWhole()) facts.put("has", shape.text());
    if (json.at("action").textOr("").equals("register"))
      Dispatch.asker(Bytes.utf8(said.text()))
          .ifPresent(asker -> {
            facts.put("type", asker.model());
            facts.put("firmware", asker.firmware());
            facts.put(StockIdentity.PRINT, StockIdentity.print(asker.key()));
          });
    facts.values().removeIf(String::isEmpty);
    return Optional.of(new Sighting(StockIdentity.udn(id), facts, false));
  }
}
