package steward.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import steward.store.FileJournal;
import steward.value.Tree;

/// The numbers of the journal's entries in a span that a body names by `from` and `to`. Without
/// `from` it begins where the journal does, without `to` it goes on to now.
record Between(long from, long to) {

  /// Reads the journal: not on an event loop.
  static Between of(Tree body, FileJournal journal) {
    Instant from = body.find("from").map(Between::moment).orElse(Instant.EPOCH);
    Instant to = body.find("to").map(Between::moment).orElse(Instant.MAX);
    if (!from.isBefore(to)) throw body.get("to").wrong("a moment after 'from'");
    long first = journal.seqAt(from);
    long last = to.equals(Instant.MAX) ? journal.last() : journal.seqAt(to) - 1;
    return new Between(Math.max(1, first), last);
  }

  private static Instant moment(Tree tree) {
    try {
      return Instant.parse(tree.text());
    } catch (DateTimeParseException _) {
      throw tree.wrong("a moment such as 2026-03-01T18:00:00Z");
    }
  }
}
