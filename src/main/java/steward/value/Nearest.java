package steward.value;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known word that was probably meant by a misspelt one.
public final class Nearest {
  private static final int LENGTH_MAX = 80;

  private Nearest() {}

  /// The closest of the words, if it differs in no more than a third of its letters.
  public static Optional<String> to(String word, Collection<String> words) {
    if (word.length() > LENGTH_MAX) return Optional.empty();
    return words.stream()
        .filter(known -> known.length() <= LENGTH_MAX)
        .min(Comparator.comparingInt(known -> distance(word, known)))
        .filter(known ->
            distance(word, known) <= Math.max(known.length() < 4 ? 1 : 2, known.length() / 3));
  }

  /// The number of letters to add, drop, change or swap with the next.
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        least = Math.min(least, cost[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
