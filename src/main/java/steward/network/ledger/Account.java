package steward.network.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steward.network.fence.Flows.Count;
import steward.network.ledger.Entry.Flow;
import steward.network.ledger.Entry.Gap;
import steward.network.ledger.Entry.Name;
import steward.network.ledger.Entry.Verdict;

/// What is known of a span of days. Immutable; all of it is there to be read.
///
/// @param gaps times of which nothing is known, also those that reach beyond the span
/// @param blind why nothing is measured now
public record Account(
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    Instant now,
    Map<LocalDate, Tally> days,
    List<Gap> gaps,
    Optional<String> blind) {
  private static final Duration ROUNDED = Duration.ofMillis(2);

  public Account {
    days = new TreeMap<>(days);
    gaps =
        gaps.stream()
            .filter(gap -> gap.to().isAfter(begin(from, zone)))
            .filter(gap -> gap.from().isBefore(begin(to.plusDays(1), zone)))
            .sorted(Comparator.comparing(Gap::from))
            .toList();
  }

  /// Sums.
  ///
  /// @param left what went out of the house, and was let
  /// @param came what came back for it
  /// @param refused what wanted out of the house, and was refused
  /// @param inside what wanted to somebody in the house, and was refused
  /// @param answered names
  /// @param denied names that were refused, or have no address
  /// @param passedOn names that a server outside was asked for
  public record Sum(
      Count left,
      Count came,
      Count refused,
      Count inside,
      long answered,
      long denied,
      long passedOn) {
    static final Sum NONE = new Sum(Count.NONE, Count.NONE, Count.NONE, Count.NONE, 0, 0, 0);

    private Sum plus(Flow flow) {
      boolean out = flow.way().outward();
      boolean isAllowed = flow.way().verdict() == Verdict.ALLOWED;
      return new Sum(
          out && isAllowed ? Tally.sum(left, flow.up()) : left,
          out && isAllowed ? Tally.sum(came, flow.down()) : came,
          out && !isAllowed ? Tally.sum(refused, flow.up()) : refused,
          !out && !isAllowed ? Tally.sum(inside, flow.up()) : inside,
          answered,
          denied,
          passedOn);
    }

    private Sum plus(Name name) {
      boolean isAllowed = name.verdict() == Verdict.ALLOWED;
      return new Sum(
          left,
          came,
          refused,
          inside,
          answered + (isAllowed ? name.times() : 0),
          denied + (isAllowed ? 0 : name.times()),
          passedOn + (name.left() ? name.times() : 0));
    }

    /// Of a part: of a station, or of all things where empty.
    public static Sum of(Tally tally, String station) {
      Sum sum = NONE;
      for (Flow flow : tally.flows()) if (counts(station, flow.station())) sum = sum.plus(flow);
      for (Name name : tally.names()) if (counts(station, name.station())) sum = sum.plus(name);
      return sum;
    }

    private static boolean counts(String wanted, String station) {
      return wanted.isEmpty() ? !station.equals(Entry.STEWARD) : wanted.equals(station);
    }
  }

  /// The part of it from when a station was first seen: before, nothing is known of it.
  public Account since(Instant first) {
    if (!first.isAfter(begin(from, zone))) return this;
    LocalDate day = first.atZone(zone).toLocalDate();
    LocalDate begin = day.isAfter(to) ? to : day;
    var its = new TreeMap<LocalDate, Tally>(days);
    its.keySet().removeIf(one -> one.isBefore(day));
    var more = new ArrayList<>(gaps);
    more.add(new Gap(begin(begin, zone), first, "", "it was not seen before"));
    return new Account(begin, to, zone, now, its, more, blind);
  }

  /// Whether anything was measured of a station, or of all things where empty. The steward itself
  /// is measured where the kernel counted something of it.
  public boolean isMeasured(String station) {
    return station.equals(Entry.STEWARD)
        ? whole().flows().stream()
            .anyMatch(flow -> flow.station().equals(station) && flow.way().counted())
        : isMeasured();
  }

  static Instant begin(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  /// All days together.
  public Tally whole() {
    var whole = new Tally();
    days.values().forEach(whole::addAll);
    return whole;
  }

  /// The sums of a station, of the steward itself, or, where empty, of all things.
  public Sum sum(String station) {
    return Sum.of(whole(), station);
  }

  /// Whether something was measured on a day: part of it at least lies in no gap.
  public boolean isMeasured(LocalDate day) {
    Tally tally = days.get(day);
    if (tally == null) return false;
    Instant first = begin(day, zone);
    Instant end = begin(day.plusDays(1), zone);
    if (end.isAfter(now)) end = now;
    // The ledger's own begin.
    for (Entry.Note note : tally.notes())
      if (note.by().equals(Entry.STEWARD) && note.sentence().equals("The ledger begins."))
        first = note.from();
    return hasTimeBetween(first, end) || hasCounts(tally);
  }

  private static boolean hasCounts(Tally tally) {
    return tally.flows().stream().anyMatch(flow -> flow.way().counted());
  }

  /// Whether a moment of it lies in no gap. Gaps are written to the millisecond, so that those
  /// which follow each other need not touch.
  private boolean hasTimeBetween(Instant from, Instant to) {
    Instant known = from;
    for (Gap gap : gaps) {
      if (gap.from().isAfter(known.plus(ROUNDED))) break;
      if (gap.to().isAfter(known)) known = gap.to();
    }
    return known.plus(ROUNDED).isBefore(to);
  }

  /// How long of a time nobody can tell what a station did; together, whatever the reasons.
  public Duration unmeasured(String station, Instant from, Instant to) {
    Duration all = Duration.ZERO;
    Instant known = from;
    for (Gap gap : gaps) {
      if (!gap.station().isEmpty() && !gap.station().equals(station)) continue;
      Instant begins = gap.from().isAfter(known) ? gap.from() : known;
      Instant ends = gap.to().isBefore(to) ? gap.to() : to;
      if (!begins.isBefore(ends)) continue;
      all = all.plus(Duration.between(begins, ends));
      known = ends;
    }
    return all;
  }

  /// Whether anything was measured in the span.
  public boolean isMeasured() {
    return days.keySet().stream().anyMatch(this::isMeasured);
  }

  /// Gaps that follow each other for the same reason are one.
  public List<Gap> joined() {
    var all = new ArrayList<Gap>();
    for (Gap gap : gaps) {
      Gap before = all.isEmpty() ? null : all.getLast();
      boolean same =
          before != null
              && before.why().equals(gap.why())
              && before.station().equals(gap.station())
              && !gap.from().isAfter(before.to().plusSeconds(60));
      if (before != null && same) {
        Instant to = gap.to().isAfter(before.to()) ? gap.to() : before.to();
        all.set(all.size() - 1, new Gap(before.from(), to, gap.station(), gap.why()));
      } else {
        all.add(gap);
      }
    }
    return all;
  }
}
