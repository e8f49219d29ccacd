package steward.network.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import steward.network.fence.Flows.Count;
import steward.network.ledger.Entry.Alert;
import steward.network.ledger.Entry.Flow;
import steward.network.ledger.Entry.Gap;
import steward.network.ledger.Entry.Name;
import steward.network.ledger.Entry.Note;
import steward.network.ledger.Entry.Way;

/// Entries added up: those of the same way, or of the same name, are one. Confined to whoever holds
/// it.
///
/// A station that goes to very many places fills its own share only: what is beyond it is added up
/// as one place, `others`, and still counted.
public final class Tally {
  /// Ways, and names, of one station.
  static final int EACH_MAX = 200;

  /// Further stations are told together.
  static final int STATIONS_MAX = 1_000;

  /// Alarms of one station; of further ones only that there were more is told.
  static final int ALERTS_MAX = 20;

  /// Gaps; further ones make the last of them longer.
  static final int GAPS_MAX = 1_000;

  /// Gaps of one reason that lie as near are one.
  private static final Duration NEAR = Duration.ofSeconds(60);

  private static final String OTHER_STATIONS = "others";

  private record Asked(String station, String name, Entry.Verdict verdict, boolean left) {}

  private final Map<Way, Flow> flows = new LinkedHashMap<>();
  private final Map<Asked, Name> names = new LinkedHashMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Map<String, Integer> alarmed = new HashMap<>();
  private final Map<String, Integer> ways = new HashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();

  void add(Entry entry) {
    switch (entry) {
      case Flow flow -> add(flow);
      case Name name -> add(name);
      case Gap gap -> add(gap);
      case Alert alert -> add(alert);
      // What people decided is never left out.
      case Note note -> notes.add(note);
    }
  }

  private void add(Gap gap) {
    for (int i = gaps.size() - 1; i >= 0; i--) {
      Gap known = gaps.get(i);
      if (!known.why().equals(gap.why()) || !known.station().equals(gap.station())) continue;
      boolean isNear =
          !gap.from().isAfter(known.to().plus(NEAR)) && !gap.to().isBefore(known.from());
      if (isNear || gaps.size() >= GAPS_MAX) {
        gaps.set(i, joined(known, gap));
        return;
      }
      break;
    }
    if (gaps.size() < GAPS_MAX) gaps.add(gap);
    else gaps.set(gaps.size() - 1, joined(gaps.getLast(), gap));
  }

  private static Gap joined(Gap a, Gap b) {
    return new Gap(earlier(a.from(), b.from()), later(a.to(), b.to()), a.station(), a.why());
  }

  private void add(Alert alert) {
    int told = alarmed.merge(alert.station(), 1, Integer::sum);
    if (told <= ALERTS_MAX) alerts.add(alert);
    else if (told == ALERTS_MAX + 1)
      alerts.add(
          new Alert(
              alert.from(), alert.to(), alert.station(), "gave more alarms than are told here"));
  }

  void addAll(Tally more) {
    more.entries().forEach(this::add);
  }

  private void add(Flow flow) {
    Way way = flow.way();
    if (!flows.containsKey(way)) way = placed(way);
    Flow one = new Flow(flow.from(), flow.to(), way, flow.up(), flow.down(), flow.times());
    flows.merge(way, one, Tally::sum);
  }

  private Way placed(Way way) {
    Way known = hasRoom(ways, way.station()) ? way : bounded(way);
    ways.merge(known.station(), 1, Integer::sum);
    return known;
  }

  private Way bounded(Way way) {
    Way others = way.others();
    if (ways.containsKey(way.station())) return others;
    return new Way(
        OTHER_STATIONS, "others", "", "", 0, way.verdict(), way.outward(), way.counted());
  }

  private static boolean hasRoom(Map<String, Integer> used, String station) {
    int now = used.getOrDefault(station, 0);
    return now > 0 ? now < EACH_MAX : used.size() < STATIONS_MAX;
  }

  private void add(Name name) {
    var key = new Asked(name.station(), name.name(), name.verdict(), name.left());
    if (!names.containsKey(key)) {
      if (!hasRoom(asked, name.station())) {
        String station = asked.containsKey(name.station()) ? name.station() : OTHER_STATIONS;
        key = new Asked(station, "others", name.verdict(), name.left());
      }
      if (!names.containsKey(key)) asked.merge(key.station(), 1, Integer::sum);
    }
    var one =
        new Name(
            name.from(),
            name.to(),
            key.station(),
            key.name(),
            name.verdict(),
            name.left(),
            name.times());
    names.merge(key, one, Tally::sum);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  static Count sum(Count a, Count b) {
    return new Count(a.packets() + b.packets(), a.bytes() + b.bytes());
  }

  private static Flow sum(Flow a, Flow b) {
    return new Flow(
        earlier(a.from(), b.from()),
        later(a.to(), b.to()),
        a.way(),
        sum(a.up(), b.up()),
        sum(a.down(), b.down()),
        a.times() + b.times());
  }

  private static Name sum(Name a, Name b) {
    return new Name(
        earlier(a.from(), b.from()),
        later(a.to(), b.to()),
        a.station(),
        a.name(),
        a.verdict(),
        a.left(),
        a.times() + b.times());
  }

  boolean isEmpty() {
    return entries().isEmpty();
  }

  /// All of it: gaps, alarms and notes first, then flows and names.
  List<Entry> entries() {
    return Stream.of(gaps, alerts, notes, flows.values(), names.values())
        .<Entry>flatMap(all -> all.stream())
        .toList();
  }

  public List<Flow> flows() {
    return List.copyOf(flows.values());
  }

  public List<Name> names() {
    return List.copyOf(names.values());
  }

  public List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  public List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  public List<Note> notes() {
    return List.copyOf(notes);
  }

  /// Every station that did something.
  public Set<String> stations() {
    var all = new TreeSet<String>();
    entries().forEach(entry -> all.add(entry.station()));
    all.remove("");
    return all;
  }

  /// What is about one station alone, and the gaps of all.
  public Tally of(String station) {
    var part = new Tally();
    for (Entry entry : entries())
      if (entry.station().equals(station) || entry instanceof Gap && entry.station().isEmpty())
        part.add(entry);
    return part;
  }
}
