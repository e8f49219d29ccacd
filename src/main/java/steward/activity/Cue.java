package steward.activity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import steward.state.HouseView;
import steward.state.Trail;
import steward.thing.Selector;
import steward.thing.ThingId;

/// What sets an activity off.
///
/// @param because the reason in words, made only when somebody is told
/// @param thing whose event it is
/// @param value what it became, in words, made only when somebody is told
/// @param cause the journal entry that says so
record Cue(
    Supplier<String> because,
    Optional<ThingId> thing,
    Supplier<String> value,
    long cause,
    Trail trail) {
  /// For what has no value.
  static final Supplier<String> NO_VALUE = () -> "";

  /// What no thing set off.
  static Cue plain(String because, long cause, Trail trail) {
    return new Cue(() -> because, Optional.empty(), NO_VALUE, cause, trail);
  }

  /// The same with its words said now, for later.
  Cue said() {
    return of(kept());
  }

  Kept.Firing kept() {
    return new Kept.Firing(because.get(), thing, value.get(), cause, trail.activities());
  }

  static Cue of(Kept.Firing kept) {
    return new Cue(kept::because, kept.thing(), kept::value, kept.cause(), new Trail(kept.trail()));
  }

  /// What messages of the run can name.
  Map<String, String> words(String said, HouseView house) {
    var words = new HashMap<String, String>();
    words.put("because", said);
    thing.ifPresent(id -> words.put("thing", Conditions.name(Selector.one(id), house)));
    String became = value.get();
    if (!became.isEmpty()) words.put("value", became);
    return words;
  }
}
