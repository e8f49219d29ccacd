package steward.network.profile;

import java.time.Instant;
import steward.network.enclosure.Lanes;
import steward.network.fence.Lane;

/// A station wants more than it ever did, such as after an update. It got nothing by it: a person
/// decides.
///
/// @param station its id in the fence
/// @param lane what would let it through
/// @param guessed whether the port is a guess: it asked for the name only
/// @param afterUpdate from which firmware to which, where that changed within [Acquaintance#FRESH]
///   before; else empty
public record NewWish(String station, Lane lane, boolean guessed, Instant at, String afterUpdate) {

  /// In a sentence.
  ///
  /// @param name what people call the station
  public String says(String name) {
    return "%s wants what it never did before%s: %s. It stays shut until you open it."
        .formatted(
            name,
            afterUpdate.isEmpty() ? "" : " its update (" + afterUpdate + ")",
            guessed && lane instanceof Lane.Out out
                ? "out to " + out.host() + " (nobody saw which port)"
                : Lanes.says(lane));
  }
}
