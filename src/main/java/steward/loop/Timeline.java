package steward.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import steward.activity.ActivityPrincipal;

/// What did happen beside what would have. Immutable.
///
/// @param lines in the order of time
/// @param more whether there were more lines than are kept
public record Timeline(List<Line> lines, boolean more) {
  public static final int LINES_MAX = 5_000;

  /// The same thing may come so much earlier or later than it did.
  static final Duration ABOUT = Duration.ofSeconds(2);

  public Timeline {
    lines = List.copyOf(lines);
  }

  /// A firing, a command or a message: the recorded entry, or that of the rehearsal.
  public record Line(Instant at, Who who, Entry entry) {}

  /// Which of the two houses did it.
  public enum Who {
    DID,
    WOULD,
    BOTH;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether the entry is something that an activity did.
  static boolean isDone(Entry entry) {
    return switch (entry.fact()) {
      case Fact.Fired _, Fact.Published _ -> true;
      case Fact.Wanted _ -> ActivityPrincipal.activity(entry.principal()).isPresent();
      default -> false;
    };
  }

  /// The id of the activity that did it.
  public static String activity(Entry entry) {
    return ActivityPrincipal.activity(entry.principal()).orElse(entry.subject());
  }

  /// What was done, without when and by which version.
  static String what(Entry entry) {
    return switch (entry.fact()) {
      case Fact.Fired _ -> activity(entry) + " fires";
      case Fact.Published(String topic, String payload, _) ->
          activity(entry) + " publishes " + payload + " on " + topic;
      case Fact.Wanted wanted ->
          activity(entry) + " asks " + entry.subject() + ": " + wanted.action().sentence();
      default -> entry.kind().label();
    };
  }

  /// Lays the two beside each other.
  static Timeline of(List<Entry> did, List<Entry> would) {
    Map<String, Deque<Entry>> open = new HashMap<>();
    for (Entry entry : would) open.computeIfAbsent(what(entry), _ -> new ArrayDeque<>()).add(entry);
    var lines = new ArrayList<Line>();
    for (Entry entry : did) {
      Deque<Entry> same = open.getOrDefault(what(entry), new ArrayDeque<>());
      while (!same.isEmpty() && same.getFirst().at().isBefore(entry.at().minus(ABOUT)))
        lines.add(line(Who.WOULD, same.removeFirst()));
      boolean both = !same.isEmpty() && !same.getFirst().at().isAfter(entry.at().plus(ABOUT));
      if (both) same.removeFirst();
      lines.add(line(both ? Who.BOTH : Who.DID, entry));
    }
    open.values().forEach(rest -> rest.forEach(entry -> lines.add(line(Who.WOULD, entry))));
    lines.sort(Comparator.comparing(Line::at).thenComparingLong(line -> line.entry().seq()));
    boolean more = lines.size() > LINES_MAX;
    return new Timeline(more ? lines.subList(0, LINES_MAX) : lines, more);
  }

  private static Line line(Who who, Entry entry) {
    return new Line(entry.at(), who, entry);
  }
}
