package steward.network.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import steward.value.Span;

/// For how long what a thing sends has been watched, and when that is enough to say whether it is
/// as it should be. Until then nobody knows, and what nobody knows never counts as passed.
///
/// @param time without what was not measured; empty where it is not watched
/// @param enough when it is enough, if it is watched all the time; empty where it is, or where it
///   is not watched
public record Watch(Optional<Duration> time, Optional<Instant> enough) {
  static final Duration ENOUGH = Duration.ofHours(24);

  static Watch of(Seen seen, Instant now) {
    return new Watch(
        seen.watched(),
        seen.watched().map(ENOUGH::minus).filter(Duration::isPositive).map(now::plus));
  }

  /// In a sentence, without the moment.
  public String says() {
    if (time.isEmpty())
      return "What it sends is not watched, or nothing was seen of it: whom it calls, and how, stays unknown.";
    return "What it sends has been watched for %s%s"
        .formatted(
            Span.words(time.get()),
            enough.isEmpty()
                ? "."
                : "; what it calls, and how, is judged after "
                    + ENOUGH.toHours()
                    + " hours of it.");
  }
}
