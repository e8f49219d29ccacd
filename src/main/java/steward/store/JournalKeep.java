package steward.store;

import java.time.Duration;

/// How much of the journal is kept: entries of this age, in at most so many bytes on disk. The
/// oldest go first.
public record JournalKeep(Duration age, long bytes) {
  public static final JournalKeep DEFAULT = new JournalKeep(Duration.ofDays(35), 1L << 30);

  public JournalKeep {
    if (age.compareTo(Duration.ofDays(1)) < 0 || bytes < 1 << 20) {
      throw new IllegalArgumentException(
          "journal.keep is at least 1d and 1 MB, not " + age + " and " + bytes + " bytes");
    }
  }
}
