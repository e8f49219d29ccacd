package steward.activity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When the reason of an activity ends, and what then becomes of what it did.
///
/// @param when any of these ends it
/// @param after so long after it fired it ends by itself; empty for never
/// @param undo whether each thing is put back as it was before
/// @param perform what is performed at the end, after things were put back
public record Until(
    List<Trigger.Simple> when, Optional<Duration> after, boolean undo, List<Doing> perform) {
  public Until {
    when = List.copyOf(when);
    perform = List.copyOf(perform);
  }
}
