package steward.network.fence;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.network.fence.Sighting.Asked;

/// Reads what dnsmasq writes with `log-queries=extra` (seen with 2.90): a line for a question, one
/// for each server that it was passed on to, and one for each answer. Several processes write into
/// one file, so a question is known by process and number. Confined to one thread.
///
/// Names are what things send: a line that is none of dnsmasq's is passed over, and a name with
/// other characters than those of a name is `?`, as dnsmasq itself says of unprintable ones.
final class NamesLog {
  /// Questions without an answer yet; the oldest is told as it stands when there are more.
  static final int WAITING_MAX = 500;

  /// Further answers of one question are left out.
  static final int ANSWERS_MAX = 16;

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final int NAME_MAX = 253;

  private static final Pattern LINE =
      Pattern.compile(
          "(\\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d) dnsmasq\\[(\\d{1,9})]: (\\d{1,9}) ([0-9a-f.:]{2,45})/(\\d{1,5}) (.{1,900})");
  private static final Pattern QUESTION =
      Pattern.compile("query(?:\\[([A-Za-z0-9=]{1,16})])? (.+) from [0-9a-f.:]{2,45}");
  private static final Pattern ANSWER = Pattern.compile("\\S{1,16} (\\S+|<.*?>) is (.+)");
  private static final Pattern NAME = Pattern.compile("[a-z0-9_.*-]{1," + NAME_MAX + "}");
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("uuuu MMM ppd HH:mm:ss", Locale.ROOT);

  private static final class Question {
    private final Instant at;
    private final InetAddress by;
    private final String name;
    private final String type;
    private final List<InetAddress> answers = new ArrayList<>();
    private boolean passedOn;
    private boolean answered;

    /// By a server outside, now or before: texts and the like have no address.
    private boolean fromOutside;

    Question(Instant at, InetAddress by, String name, String type) {
      this.at = at;
      this.by = by;
      this.name = name;
      this.type = type;
    }

    Asked asked() {
      boolean isTold = passedOn || fromOutside || !answers.isEmpty();
      return new Asked(at, by, name, type, answers, passedOn, !isTold);
    }
  }

  private final ZoneId zone;
  private final LinkedHashMap<String, Question> waiting = new LinkedHashMap<>();

  /// @param zone of the machine, in which dnsmasq writes the time
  NamesLog(ZoneId zone) {
    this.zone = zone;
  }

  /// Reads whole lines.
  ///
  /// @param since not before: what the lines say of the time is believed between these two only
  /// @return the questions that are done with, in the order in which they were asked
  List<Asked> read(String lines, Instant since, Instant now) {
    var done = new ArrayList<Asked>();
    for (String line : lines.split("\n", -1)) {
      Matcher match = LINE.matcher(line);
      if (match.matches()) take(match, since, now);
      if (waiting.size() > WAITING_MAX) {
        var oldest = waiting.values().iterator();
        done.add(oldest.next().asked());
        oldest.remove();
      }
    }
    var entries = waiting.values().iterator();
    while (entries.hasNext()) {
      Question one = entries.next();
      if (one.answered || one.at.isBefore(now.minus(ANSWER_WITHIN))) {
        done.add(one.asked());
        entries.remove();
      }
    }
    return done;
  }

  private void take(Matcher line, Instant since, Instant now) {
    String key = line.group(2) + "/" + line.group(3);
    String rest = line.group(6);
    Matcher question = QUESTION.matcher(rest);
    if (question.matches()) {
      var by = address(line.group(4));
      String type = Optional.ofNullable(question.group(1)).orElse("").toUpperCase(Locale.ROOT);
      Instant at = at(line.group(1), since, now);
      by.ifPresent(from -> waiting.put(key, new Question(at, from, name(question.group(2)), type)));
      return;
    }
    Question known = waiting.get(key);
    if (known == null) return;
    if (rest.startsWith("forwarded ")) known.passedOn = true;
    Matcher answer = ANSWER.matcher(rest);
    if (!answer.matches() || answer.group(2).equals("<CNAME>")) return;
    known.answered = true;
    known.fromOutside |= rest.startsWith("reply ") || rest.startsWith("cached ");
    // Only these are answered with addresses; the texts of others are anybody's.
    if (known.answers.size() < ANSWERS_MAX && known.type.matches("A|AAAA|ANY"))
      address(answer.group(2)).ifPresent(known.answers::add);
  }

  private static String name(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return NAME.matcher(name).matches() ? name : "?";
  }

  private static Optional<InetAddress> address(String text) {
    if (!text.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-f]*:[0-9a-f:.]*")) return Optional.empty();
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The line names no year and no zone.
  private Instant at(String text, Instant since, Instant now) {
    try {
      int year = now.atZone(zone).getYear();
      var when = LocalDateTime.parse(year + " " + text, WHEN).atZone(zone);
      if (when.toInstant().isAfter(now.plus(Duration.ofDays(1)))) when = when.minusYears(1);
      Instant at = when.toInstant();
      return at.isBefore(since) ? since : at.isAfter(now) ? now : at;
    } catch (DateTimeException _) {
      return now;
    }
  }
}
