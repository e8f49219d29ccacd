package steward.driver.cloud;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import steward.value.Bytes;

/// The budgets of a service as they are kept over a restart, so that a house that starts again and
/// again asks no more than one that runs: of each purse a line with its name, until when it is
/// held, when it was asked first and the seconds from each request to the next, in base 36. Moments
/// are rounded up: rather a second too late.
final class Ledger {
  static final String NAME = "requests";

  /// More than all budgets of a service together; what is longer is not ours.
  private static final int LENGTH_MAX = 16_000;

  private static final int RADIX = 36;

  private Ledger() {}

  static Bytes written(Map<String, Budget> budgets) {
    var lines = new StringJoiner("\n");
    new TreeMap<>(budgets)
        .forEach((purse, budget) -> {
          var line = new StringJoiner(" ").add(purse).add(number(up(budget.held())));
          long before = 0;
          for (Instant spent : budget.spent()) {
            line.add(number(up(spent) - before));
            before = up(spent);
          }
          lines.add(line.toString());
        });
    return Bytes.utf8(lines.toString());
  }

  private static long up(Instant at) {
    return at.getNano() == 0 ? at.getEpochSecond() : at.getEpochSecond() + 1;
  }

  private static String number(long number) {
    return Long.toString(number, RADIX);
  }

  /// What cannot be read is as if nothing had been asked; a moment that is still to come, by a
  /// clock that was wrong, counts as now.
  static Map<String, Budget> read(String text, Service<?> service, Instant now) {
    var budgets = new HashMap<String, Budget>();
    if (text.isBlank() || text.length() > LENGTH_MAX) return budgets;
    for (String line : text.split("\n", -1)) {
      List<String> words = List.of(line.split(" ", -1));
      String purse = words.getFirst();
      Budget empty = Purses.empty(service, purse);
      try {
        budgets.put(purse, budget(empty, words, now));
      } catch (NumberFormatException | ArithmeticException _) {
        budgets.put(purse, empty);
      }
    }
    return budgets;
  }

  private static Budget budget(Budget empty, List<String> words, Instant now) {
    Budget budget = empty;
    long at = 0;
    for (String word : words.subList(Math.min(2, words.size()), words.size())) {
      at = Math.addExact(at, Math.max(0, Long.parseLong(word, RADIX)));
      budget = budget.spent(at > now.getEpochSecond() ? now : Instant.ofEpochSecond(at));
    }
    long held = words.size() > 1 ? Long.parseLong(words.get(1), RADIX) : 0;
    long latest = now.plus(Answers.HOLD_MAX).getEpochSecond();
    return budget.held(Instant.ofEpochSecond(Math.clamp(held, 0, latest)));
  }
}
