package steward.api;

import java.net.InetAddress;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import steward.network.enclosure.Lanes;
import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.ledger.Ledger;
import steward.network.ledger.Search;
import steward.value.Malformed;

/// One question for single entries of the ledger. Immutable.
///
/// An entry is told as it is chained, with its hash and what people call its station. Beside a flow
/// that was let out stands the way by which it goes *now*: which one it took then is not written
/// down.
record LedgerEntries(Search search, long before, int limit) {
  private static final int ENTRIES_MAX = 500;
  private static final Set<String> KINDS = Set.of("flow", "name", "gap", "alert", "note");

  static Operation.Query[] queries() {
    return new Operation.Query[] {
      new Operation.Query("station", "string", "of this station; 'steward' is the house itself"),
      new Operation.Query("kind", "string", "flow, name, gap, alert or note"),
      new Operation.Query("verdict", "string", "refused: only that, and what was not measured"),
      new Operation.Query("since", "string", "without what was over before this day"),
      new Operation.Query("until", "string", "without what began after this day"),
      new Operation.Query("before", "integer", "entries below this number"),
      new Operation.Query("limit", "integer", "at most so many, 100 if not given")
    };
  }

  /// @param day reads a parameter that is a day
  static LedgerEntries asked(
      Request request, Function<String, Optional<LocalDate>> day, ZoneId zone) {
    String verdict = word(request, "verdict", Set.of("refused"));
    Search search =
        new Search(
                request.query("station").orElse(""),
                word(request, "kind", KINDS),
                !verdict.isEmpty(),
                Optional.empty(),
                Optional.empty())
            .between(day.apply("since"), day.apply("until"), zone);
    return new LedgerEntries(
        search,
        request.number("before", Long.MAX_VALUE, 1, Long.MAX_VALUE),
        (int) request.number("limit", 100, 1, ENTRIES_MAX));
  }

  private static String word(Request request, String name, Set<String> known) {
    String word = request.query(name).orElse("");
    if (!word.isEmpty() && !known.contains(word))
      throw new Malformed(
          "?" + name, String.join(" or ", known.stream().sorted().toList()), "'" + word + "'");
    return word;
  }

  /// @param lanes the ways out that a station has now
  Map<String, @Nullable Object> of(Ledger ledger, Function<String, List<Lane>> lanes) {
    // First, so that what is written meanwhile is told twice rather than not at all.
    Stream<Map<String, Object>> open =
        before == Long.MAX_VALUE ? ledger.unwritten(search).stream() : Stream.empty();
    Ledger.Page page = ledger.entries(before, limit, search);
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("items", page.items().stream().map(one -> told(one, ledger, lanes)).toList());
    json.put("next", page.next().isPresent() ? page.next().getAsLong() : null);
    json.put("open", open.limit(ENTRIES_MAX).map(one -> told(one, ledger, lanes)).toList());
    return json;
  }

  private static Map<String, @Nullable Object> told(
      Map<String, Object> entry, Ledger ledger, Function<String, List<Lane>> lanes) {
    var json = new LinkedHashMap<String, @Nullable Object>(entry);
    String station = text(entry, "station");
    json.put("called", station.isEmpty() ? "" : ledger.called(station));
    boolean isLetOut =
        "flow".equals(entry.get("kind"))
            && "allowed".equals(entry.get("verdict"))
            && Boolean.TRUE.equals(entry.get("outward"));
    if (isLetOut)
      json.put(
          "lane",
          lanes.apply(station).stream()
              .filter(lane -> leads(lane, entry))
              .findFirst()
              .map(Lanes::says)
              .orElse(null));
    return json;
  }

  private static boolean leads(Lane lane, Map<String, Object> entry) {
    if (!(entry.get("port") instanceof Number port)) return false;
    Ports ports = lane.ports();
    boolean isAtPort =
        ports.protocol().toString().equals(text(entry, "protocol"))
            && ports.first() <= port.intValue()
            && port.intValue() <= ports.last();
    return isAtPort
        && switch (lane) {
          case Lane.Out out -> leads(out.host(), text(entry, "host"));
          case Lane.Exact exact -> isIn(exact, text(entry, "address"));
          case Lane.In _, Lane.Knock _ -> false;
        };
  }

  private static boolean leads(Host host, String name) {
    return name.equals(host.name()) || host.zone() && name.endsWith("." + host.name());
  }

  private static boolean isIn(Lane.Exact exact, String address) {
    try {
      return !address.isEmpty() && exact.target().contains(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String text(Map<String, Object> entry, String member) {
    return entry.get(member) instanceof String text ? text : "";
  }
}
