package steward.network.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import steward.network.fence.Flows.Count;
import steward.value.Tree;

/// What the ledger writes down about a time: one flow, one name, a time of which nothing is known,
/// an alarm, or a note. Immutable; its JSON is what is chained.
public sealed interface Entry {
  /// The house itself among the stations.
  String STEWARD = "steward";

  /// How the place of a flow begins that came with a station's hardware address at a port of the
  /// bridge where that one may not be; the port follows. Nobody knows where it was to go.
  String ASTRAY = "anybody, from port ";

  Instant from();

  Instant to();

  /// The station's word of the fence, [#STEWARD], or empty for the house as a whole.
  String station();

  /// Whether it was let through, or answered.
  enum Verdict {
    ALLOWED,
    REFUSED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Verdict labelled(String label) {
      return label.equals("allowed") ? ALLOWED : REFUSED;
    }
  }

  /// Where a flow goes.
  ///
  /// @param host the name that the station was told this address for; empty where it asked for none
  /// @param address in figures; empty where several are told together
  /// @param port 0 for protocols without, and for several
  /// @param outward whether it is outside the house
  /// @param counted whether bytes were counted; else only how often
  record Way(
      String station,
      String host,
      String address,
      String protocol,
      int port,
      Verdict verdict,
      boolean outward,
      boolean counted) {

    /// What could not be told one by one any more.
    Way others() {
      return new Way(station, "others", "", "", 0, verdict, outward, counted);
    }

    /// The name, or the figures where there is none.
    public String place() {
      return host.isEmpty() ? address : host;
    }
  }

  /// @param up what the station sent, or tried to
  /// @param times how often, where bytes are not counted
  record Flow(Instant from, Instant to, Way way, Count up, Count down, long times)
      implements Entry {
    @Override
    public String station() {
      return way.station();
    }
  }

  /// @param name as it was asked for; `*.ZONE` for many below one
  /// @param left whether a server outside was asked
  record Name(
      Instant from,
      Instant to,
      String station,
      String name,
      Verdict verdict,
      boolean left,
      long times)
      implements Entry {}

  /// Nothing is known of this time. It is never shown as zero.
  record Gap(Instant from, Instant to, String station, String why) implements Entry {}

  /// Something that a person should look at.
  record Alert(Instant from, Instant to, String station, String sentence) implements Entry {}

  /// A decision, or what happened to the ledger.
  ///
  /// @param by whose: a principal, `steward` or `clock`
  record Note(Instant from, String station, String by, String sentence) implements Entry {
    @Override
    public Instant to() {
      return from;
    }
  }

  /// Its members in the order in which they are written.
  default Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("kind", kind());
    json.put("from", from().truncatedTo(ChronoUnit.MILLIS).toString());
    if (!(this instanceof Note)) json.put("to", to().truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("station", station());
    switch (this) {
      case Flow flow -> flow(flow, json);
      case Name name -> {
        json.put("name", name.name);
        json.put("verdict", name.verdict.label());
        json.put("left", name.left);
        json.put("times", name.times);
      }
      case Gap gap -> json.put("why", gap.why);
      case Alert alert -> json.put("sentence", alert.sentence);
      case Note note -> {
        json.put("by", note.by);
        json.put("sentence", note.sentence);
      }
    }
    return json;
  }

  /// The word of its kind.
  default String kind() {
    return switch (this) {
      case Flow _ -> "flow";
      case Name _ -> "name";
      case Gap _ -> "gap";
      case Alert _ -> "alert";
      case Note _ -> "note";
    };
  }

  private static void flow(Flow flow, Map<String, Object> json) {
    Way way = flow.way();
    json.put("host", way.host());
    json.put("address", way.address());
    json.put("protocol", way.protocol());
    json.put("port", way.port());
    json.put("verdict", way.verdict().label());
    json.put("outward", way.outward());
    if (way.counted()) {
      json.put("up", List.of(flow.up().packets(), flow.up().bytes()));
      json.put("down", List.of(flow.down().packets(), flow.down().bytes()));
    } else {
      json.put("times", flow.times());
    }
  }

  /// Reads what [#json] wrote.
  ///
  /// @throws steward.value.Malformed if it is no entry
  static Entry read(Tree json) {
    Instant from = instant(json, "from");
    Instant to = json.has("to") ? instant(json, "to") : from;
    String station = json.get("station").text();
    return switch (json.get("kind").text()) {
      case "flow" ->
          new Flow(from, to, way(json), count(json, "up"), count(json, "down"), times(json));
      case "name" ->
          new Name(
              from,
              to,
              station,
              json.get("name").text(),
              Verdict.labelled(json.get("verdict").text()),
              json.get("left").truth(),
              times(json));
      case "gap" -> new Gap(from, to, station, json.get("why").text());
      case "alert" -> new Alert(from, to, station, json.get("sentence").text());
      case "note" -> new Note(from, station, json.get("by").text(), json.get("sentence").text());
      default -> throw json.get("kind").wrong("flow, name, gap, alert or note");
    };
  }

  private static Way way(Tree json) {
    return new Way(
        json.get("station").text(),
        json.get("host").text(),
        json.get("address").text(),
        json.get("protocol").text(),
        json.get("port").whole(0, 65_535),
        Verdict.labelled(json.get("verdict").text()),
        json.get("outward").truth(),
        json.has("up"));
  }

  private static Count count(Tree json, String name) {
    if (!json.has(name)) return Count.NONE;
    List<Tree> two = json.get(name).items();
    if (two.size() != 2) throw json.get(name).wrong("packets and bytes");
    return new Count((long) two.get(0).number(), (long) two.get(1).number());
  }

  private static long times(Tree json) {
    return json.find("times").map(one -> (long) one.number()).orElse(0L);
  }

  private static Instant instant(Tree json, String name) {
    try {
      return Instant.parse(json.get(name).text());
    } catch (java.time.format.DateTimeParseException _) {
      throw json.get(name).wrong("an instant");
    }
  }
}
