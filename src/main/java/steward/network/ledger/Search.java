package steward.network.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import steward.value.Malformed;

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

  /// The same of a line, read only where it may be one. What cannot be read is shown.
  boolean takes(String line) {
    if (!mayBe(line)) return false;
    if (since.isEmpty() && until.isEmpty()) return true;
    try {
      return isTimely(Entry.read(Chain.tree(line)));
    } catch (Malformed _) {
      return true;
    }
  }

  /// Lines are written by [Chain], so that a member is found by its text.
  private boolean mayBe(String line) {
    boolean isGap = has(line, "kind", "gap");
    boolean isIts = station.isEmpty() || has(line, "station", station);
    return (isIts || isGap && has(line, "station", ""))
        && (kind.isEmpty() || has(line, "kind", kind))
        && (!refused || isGap || has(line, "verdict", "refused"));
  }

  private static boolean has(String line, String member, String value) {
    return line.contains("\"" + member + "\":" + Chain.text(value));
  }
}
