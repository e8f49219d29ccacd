package steward.network.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import steward.network.fence.Flows.Count;
import steward.network.ledger.Account.Sum;
import steward.network.ledger.Entry.Flow;
import steward.network.ledger.Entry.Gap;
import steward.network.ledger.Entry.Verdict;

/// An account in words, as an owner prints it. Pure.
///
/// @param called what people call a station
public record Statement(Account account, UnaryOperator<String> called) {
  /// Places of one station that are named; further ones are counted.
  private static final int PLACES_MAX = 10;

  private static final int GAPS_MAX = 20;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern(" HH:mm", Locale.ENGLISH);

  /// The one sentence about all things.
  public String sentence() {
    return sentence("");
  }

  /// The one sentence about a station; all things where empty.
  public String sentence(String station) {
    String since = "Since " + day(account.from()) + ": ";
    if (!account.to().isAfter(today()) && !account.to().equals(today()))
      since = day(account.from()) + " to " + day(account.to()) + ": ";
    if (station.equals(Entry.STEWARD)) return since + own() + ".";
    if (!account.isMeasured())
      return since + "not measured" + account.blind().map(why -> ", " + why).orElse("") + ".";
    Sum sum = account.sum(station);
    String some = account.joined().isEmpty() ? "" : " Parts of it were not measured.";
    String all = station.isEmpty() ? " of the things left the house" : " left";
    String refused =
        times(sum.refused().packets(), "attempt to leave it was", "attempts to leave it were");
    String own = station.isEmpty() ? "; of the steward itself " + own() : "";
    return since + bytes(sum.left().bytes()) + all + ", " + refused + " refused" + own + "." + some;
  }

  /// What is known of the steward itself.
  private String own() {
    if (account.isMeasured(Entry.STEWARD))
      return bytes(account.sum(Entry.STEWARD).left().bytes()) + " left";
    long connections =
        account.whole().flows().stream()
            .filter(flow -> flow.station().equals(Entry.STEWARD) && flow.way().outward())
            .mapToLong(Flow::times)
            .sum();
    return "bytes not measured"
        + (connections == 0 ? "" : ", " + times(connections, "connection", "connections") + " out");
  }

  /// With its year, where it is not this one.
  private String day(LocalDate day) {
    return DAY.format(day) + (day.getYear() == today().getYear() ? "" : " " + day.getYear());
  }

  private String moment(Instant at) {
    var there = at.atZone(account.zone());
    return day(there.toLocalDate()) + TIME.format(there);
  }

  private LocalDate today() {
    return account.now().atZone(account.zone()).toLocalDate();
  }

  private static String times(long count, String one, String many) {
    return grouped(count) + " " + (count == 1 ? one : many);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  /// Such as `214 kB`.
  public static String bytes(long count) {
    if (count < 1_000) return count + (count == 1 ? " byte" : " bytes");
    double size = count;
    for (String unit : List.of("kB", "MB", "GB")) {
      size /= 1_000;
      if (size < 999.5 || unit.equals("GB"))
        return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, unit);
    }
    throw new IllegalStateException("the last unit takes all");
  }

  /// Where a station's bytes went and what it was refused, the most first.
  public List<String> places(String station) {
    var lines = new ArrayList<String>();
    List<Flow> flows =
        account.whole().flows().stream()
            .filter(flow -> flow.station().equals(station) && isTold(flow.way()))
            .sorted(Comparator.comparingLong((Flow flow) -> flow.up().bytes()).reversed())
            .toList();
    for (Flow flow : flows.stream().limit(PLACES_MAX).toList()) lines.add(place(flow));
    if (flows.size() > PLACES_MAX) lines.add("and to " + (flows.size() - PLACES_MAX) + " more");
    return lines;
  }

  private static boolean isTold(Entry.Way way) {
    return way.outward() || way.host().startsWith(Entry.ASTRAY);
  }

  private static String place(Flow flow) {
    String to = flow.way().place();
    String port =
        flow.way().port() == 0 ? "" : " (" + flow.way().protocol() + " " + flow.way().port() + ")";
    if (!flow.way().counted())
      return times(flow.times(), "connection", "connections")
          + " to "
          + to
          + port
          + ", bytes not measured";
    Count up = flow.up();
    return flow.way().verdict() == Verdict.ALLOWED
        ? bytes(up.bytes()) + " to " + to + port + ", " + bytes(flow.down().bytes()) + " back"
        : times(up.packets(), "attempt", "attempts") + " to " + to + port + " refused";
  }

  /// The whole of it, to be printed.
  ///
  /// @param house its name
  /// @param head the chain's, by which this text can be held against a file
  public String text(String house, String head, HouseKey key) {
    var lines = new ArrayList<String>();
    lines.add("What left the house: " + house);
    lines.add(
        DAY.format(account.from())
            + " to "
            + DAY.format(account.to())
            + " "
            + account.to().getYear());
    lines.add("");
    lines.add(sentence());
    lines.add("");
    var quiet = new ArrayList<String>();
    for (String station : account.whole().stations()) {
      boolean isQuiet = account.sum(station).equals(Sum.NONE) && places(station).isEmpty();
      if (isQuiet) quiet.add(called.apply(station));
      else station(station, lines);
    }
    if (!quiet.isEmpty()) {
      lines.add("Nothing went out, and nothing was tried: " + String.join(", ", quiet));
      lines.add("");
    }
    gaps(lines);
    alerts(lines);
    notes(lines);
    lines.add("Head of the ledger: " + head);
    lines.add("Key of the house:   " + key.fingerprint());
    lines.add("");
    return String.join("\n", lines);
  }

  private void station(String station, List<String> lines) {
    Sum sum = account.sum(station);
    boolean isOwn = station.equals(Entry.STEWARD);
    lines.add(
        called.apply(station)
            + ": "
            + (isOwn && !account.isMeasured(station)
                ? "bytes not measured"
                : bytes(sum.left().bytes()) + " left")
            + ", "
            + times(sum.refused().packets(), "attempt refused", "attempts refused")
            + ", "
            + times(sum.denied(), "name refused", "names refused")
            + (sum.passedOn() == 0
                ? ""
                : ", " + times(sum.passedOn(), "name was passed on", "names were passed on")));
    places(station).forEach(line -> lines.add("  " + line));
    lines.add("");
  }

  private String span(Instant from, Instant to) {
    return moment(from) + " to " + moment(to);
  }

  private void gaps(List<String> lines) {
    List<Gap> gaps = account.joined();
    for (Gap gap : gaps.stream().limit(GAPS_MAX).toList())
      lines.add("Not measured from " + span(gap.from(), gap.to()) + ": " + gap.why() + ".");
    if (gaps.size() > GAPS_MAX) lines.add("and " + (gaps.size() - GAPS_MAX) + " more times.");
    if (!gaps.isEmpty()) lines.add("");
  }

  private void alerts(List<String> lines) {
    var alerts = account.whole().alerts();
    for (Entry.Alert alert : alerts)
      lines.add(
          moment(alert.from())
              + ": "
              + called.apply(alert.station())
              + " "
              + alert.sentence()
              + ".");
    if (!alerts.isEmpty()) lines.add("");
  }

  private void notes(List<String> lines) {
    var notes = account.whole().notes();
    for (Entry.Note note : notes)
      lines.add(
          moment(note.from())
              + (note.station().isEmpty() ? "" : ", " + called.apply(note.station()))
              + ": "
              + note.sentence()
              + (note.by().equals(Entry.STEWARD) ? "" : " (" + note.by() + ")"));
    if (!notes.isEmpty()) lines.add("");
  }
}
