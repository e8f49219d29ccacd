package steward.state;

import java.time.Instant;
import steward.thing.Quality;
import steward.value.Value;

/// The latest value of a property: when it came and the number of its journal entry.
public record Held(Value value, Quality quality, Instant at, long seq) {}
