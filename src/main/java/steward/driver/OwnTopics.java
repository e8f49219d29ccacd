package steward.driver;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The MQTT topic filters that are a device's own: the most that its name and password may be good
/// for. Immutable.
///
/// A device names its own topics, so they are what it wants and not what it gets: whoever grants
/// them sees to it that they are nobody else's.
///
/// @param publishes where it reports, its will included
/// @param announces where it says what it is, in the place that its family has for this device
///   alone
/// @param subscribes where it takes commands
/// @param shared where several devices take the same commands; these are nobody's own
public record OwnTopics(
    Set<String> publishes, Set<String> announces, Set<String> subscribes, Set<String> shared) {
  public static final OwnTopics NONE = of(Set.of(), Set.of());

  public OwnTopics {
    publishes = Set.copyOf(publishes);
    announces = Set.copyOf(announces);
    subscribes = Set.copyOf(subscribes);
    shared = Set.copyOf(shared);
  }

  public static OwnTopics of(Collection<String> publishes, Collection<String> subscribes) {
    return new OwnTopics(
        new LinkedHashSet<>(publishes), Set.of(), new LinkedHashSet<>(subscribes), Set.of());
  }

  public boolean isEmpty() {
    return publishes.isEmpty() && subscribes.isEmpty();
  }

  /// What nobody else may use.
  public List<String> exclusive() {
    return Stream.of(publishes, announces, subscribes).flatMap(Set::stream).distinct().toList();
  }
}
