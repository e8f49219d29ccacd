package steward.network.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;

/// Which entries somebody wants to see. What was not measured of the house as a whole belongs to
/// each station as well, and to what was refused: a list without it would say that nothing was.
///
/// @param station of this alone; empty for all
/// @param kind of this alone; empty for all
/// @param refused only what was refused
/// @param since without what was over before
/// @param until without what began then or later
public record Search(
    String station,
    String kind,
    boolean refused,
    Optional<Instant> since,
    Optional<Instant> until) {
  /// Of an instant in figures, such as `2026-11-22T10:00:00`.
  private static final int SECONDS = 19;

  public static final Search ALL = new Search("", "", false, Optional.empty(), Optional.empty());

  /// The same, of these days alone.
  public Search between(Optional<LocalDate> first, Optional<LocalDate> last, ZoneId zone) {
    return new Search(
        station,
        kind,
        refused,
        first.map(day -> Account.begin(day, zone)),
        last.map(day -> Account.begin(day.plusDays(1), zone)));
  }

  boolean takes(Entry entry) {
    boolean isGap = entry instanceof Entry.Gap;
    boolean isIts =
        station.isEmpty() || station.equals(entry.station()) || isGap && entry.station().isEmpty();
    return isIts
        && (kind.isEmpty() || kind.equals(entry.kind()))
        && (!refused || isGap || isRefused(entry))
        && isTimely(entry);
  }

  private static boolean isRefused(Entry entry) {
    return switch (entry) {
      case Entry.Flow flow -> flow.way().verdict() == Entry.Verdict.REFUSED;
      case Entry.Name name -> name.verdict() == Entry.Verdict.REFUSED;
      case Entry.Gap _, Entry.Alert _, Entry.Note _ -> false;
    };
  }

  private boolean isTimely(Entry entry) {
    return since.filter(entry.to()::isBefore).isEmpty()
        && until.filter(end -> !entry.from().isBefore(end)).isEmpty();
  }

  /// The same of a written line, which is not read for it: lines are written by [Chain], so that a
  /// member is found by its text, and moments are told apart by their seconds.
  Predicate<String> ofLines() {
    String its = member("station", station);
    String nobodys = member("station", "");
    String ofKind = member("kind", kind);
    String gap = member("kind", "gap");
    String refusal = member("verdict", "refused");
    String first = since.map(Search::seconds).orElse("");
    String end = until.map(Search::seconds).orElse("~");
    return line -> {
      boolean isGap = line.contains(gap);
      String from = moment(line, "from", "");
      return (station.isEmpty() || line.contains(its) || isGap && line.contains(nobodys))
          && (kind.isEmpty() || line.contains(ofKind))
          && (!refused || isGap || line.contains(refusal))
          && moment(line, "to", from).compareTo(first) >= 0
          && from.compareTo(end) < 0;
    };
  }

  private static String member(String name, String value) {
    return "\"" + name + "\":" + Chain.text(value);
  }

  private static String seconds(Instant at) {
    return at.toString().substring(0, SECONDS);
  }

  private static String moment(String line, String member, String otherwise) {
    String name = "\"" + member + "\":\"";
    int at = line.indexOf(name);
    int begin = at + name.length();
    return at < 0 || line.length() < begin + SECONDS
        ? otherwise
        : line.substring(begin, begin + SECONDS);
  }
}
