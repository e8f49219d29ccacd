package steward.network.audit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the fence, the inventory and the ledger saw of a thing, without anybody asking it. What was
/// not measured is empty, never zero.
///
/// @param address where it was last seen, in figures, where its family does not say
/// @param watched for how long its flows were written down, without the times that were not
///   measured
/// @param beyond hosts that it asked for and its profile does not name; empty where it has none
/// @param alone whether it still answered after a day without a way out
/// @param plain whether it was seen sending out anything that is not TLS
/// @param retries how many attempts a minute it made after a refusal
/// @param plainUpdates hosts of updates that it asked without TLS
public record Seen(
    Fence fence,
    Optional<String> address,
    Optional<Duration> watched,
    Optional<List<String>> beyond,
    Optional<Boolean> alone,
    Optional<Boolean> plain,
    OptionalInt retries,
    List<String> plainUpdates) {

  /// Nobody watches.
  public static final Seen NOTHING = of(Fence.UNKNOWN);

  public Seen {
    beyond = beyond.map(List::copyOf);
    plainUpdates = List.copyOf(plainUpdates);
  }

  /// No more than where it stands.
  public static Seen of(Fence fence) {
    return new Seen(
        fence,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        List.of());
  }

  /// How a thing is enclosed here.
  public enum Fence {
    UNKNOWN,
    /// It is in the home network, with everybody.
    NONE,
    /// Behind the fence: it reaches nothing that is not allowed, and only the steward reaches it.
    FENCED,
    /// The same, and by a port or a Wi-Fi key of its own nobody can pose as it.
    APART
  }
}
