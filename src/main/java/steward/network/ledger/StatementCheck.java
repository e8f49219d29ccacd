package steward.network.ledger;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import steward.value.Malformed;
import steward.value.Tree;

/// Checks a statement's file without the house that wrote it: that no line was changed, taken out,
/// put in or moved, and that its heads were signed by the key it names. Confined to one thread.
public final class StatementCheck {
  /// Further faults are not told.
  static final int FAULTS_MAX = 20;

  /// A line that is longer is no line of a statement.
  private static final int LINE_MAX = 16_384;

  /// What came of it.
  ///
  /// @param faults sentences, each with the number of its line; none if all is sound
  /// @param entries how many were read
  /// @param heads how many signed heads, the end among them, were sound
  public record Result(
      List<String> faults,
      long entries,
      int heads,
      String house,
      String month,
      String fingerprint) {
    public Result {
      faults = List.copyOf(faults);
    }

    public boolean isSound() {
      return faults.isEmpty();
    }
  }

  private final List<String> faults = new ArrayList<>();
  private final Optional<String> wanted;
  private String first = "";
  private String house = "";
  private String month = "";
  private String key = "";
  private String fingerprint = "";
  private String hash = Chain.BEGIN;
  private long seq;
  private long entries;
  private int heads;
  private int number;
  private boolean hasEnded;

  private StatementCheck(Optional<String> wanted) {
    this.wanted = wanted.map(StatementCheck::figures);
  }

  /// @param lines of the file, in their order
  /// @param fingerprint that its key must have, in any writing; empty to believe the file's own key
  public static Result check(Iterator<String> lines, Optional<String> fingerprint) {
    var check = new StatementCheck(fingerprint);
    while (lines.hasNext() && check.faults.size() < FAULTS_MAX) check.take(lines.next());
    if (check.number == 0) check.fault("the file is empty");
    else if (!check.hasEnded && check.faults.size() < FAULTS_MAX)
      check.fault("the end is missing: the file was cut after this line");
    return new Result(
        check.faults, check.entries, check.heads, check.house, check.month, check.fingerprint);
  }

  private static String figures(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-f]", "");
  }

  private void fault(String sentence) {
    faults.add("line " + number + ": " + sentence);
  }

  private void take(String line) {
    number++;
    if (hasEnded) {
      fault("it stands behind the end");
      return;
    }
    try {
      if (line.length() > LINE_MAX) throw new Malformed("", "a shorter line", "a long one");
      Tree json = Chain.tree(line);
      if (number == 1) begin(line, json);
      else if (json.has("end")) end(json);
      else if (json.has("head")) head(json);
      else entry(line, json);
    } catch (Malformed | DateTimeParseException e) {
      fault("it is no line of a statement: " + e.getMessage());
    }
  }

  private void begin(String line, Tree json) {
    if (!json.get("statement").text().equals(StatementFile.FORM))
      throw json.get("statement").wrong(StatementFile.FORM);
    first = line;
    house = json.get("house").text();
    month = json.get("month").text();
    key = json.get("key").text();
    hash = json.get("before").text();
    if (!hash.matches("[0-9a-f]{64}")) throw json.get("before").wrong("64 hex figures");
    seq = (long) json.get("first").number() - 1;
    try {
      fingerprint = HouseKey.fingerprint(key);
    } catch (IllegalArgumentException _) {
      throw json.get("key").wrong("a key in base64");
    }
    if (wanted.isPresent() && !wanted.get().equals(figures(fingerprint)))
      fault("its key is not the one you gave; it has the fingerprint " + fingerprint);
  }

  private void entry(String line, Tree json) {
    entries++;
    long its = (long) json.get("seq").number();
    String said = json.get("hash").text();
    boolean follows = its == seq + 1;
    if (its > seq + 1) missing(its - 1);
    else if (its <= seq) fault("entry %d was moved here, or added".formatted(its));
    String bare = Chain.bare(line);
    if (bare.isEmpty()) fault("entry %d has no hash at its end".formatted(its));
    else if (follows && !Chain.hash(hash, bare).equals(said))
      fault(
          "entry %d was changed, or put here: it does not follow from the line before"
              .formatted(its));
    // From here on by what the line says, so that one fault is told once.
    seq = Math.max(seq, its);
    if (its == seq && said.matches("[0-9a-f]{64}")) hash = said;
  }

  private void missing(long last) {
    fault(
        last == seq + 1
            ? "entry %d is missing before it".formatted(last)
            : "entries %d to %d are missing before it".formatted(seq + 1, last));
  }

  private void head(Tree json) {
    long its = (long) json.get("head").number();
    String said = json.get("hash").text();
    Instant at = Instant.parse(json.get("at").text());
    if (its > seq) {
      missing(its);
      seq = its;
      if (said.matches("[0-9a-f]{64}")) hash = said;
    } else if (its != seq || !said.equals(hash))
      fault("the head of %s does not belong to the entry before it".formatted(day(json)));
    if (HouseKey.isSigned(key, Chain.signed(its, at, said), json.get("signature").text())) heads++;
    else fault("the head of %s is not signed by this key".formatted(day(json)));
  }

  private static String day(Tree json) {
    return json.get("day").text(20);
  }

  private void end(Tree json) {
    hasEnded = true;
    long its = (long) json.get("end").number();
    long all = (long) json.get("entries").number();
    String said = json.get("hash").text();
    if (all != entries) fault("there were %d entries, and %d are here".formatted(all, entries));
    if (its > seq) missing(its);
    else if (its < seq || !said.equals(hash))
      fault("the end does not belong to the entry before it");
    Instant at = Instant.parse(json.get("at").text());
    String signed = StatementFile.ended(first, its, all, said, at);
    if (HouseKey.isSigned(key, signed, json.get("signature").text())) heads++;
    else fault("the end is not signed by this key, or the first line was changed");
  }
}
