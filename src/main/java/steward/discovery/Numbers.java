package steward.discovery;

import java.util.Optional;
import java.util.Set;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// Where ids and numbers are remembered that must never be another thing's. Thread-safe.
public interface Numbers {
  int next();

  boolean wasUsed(ThingId id);

  /// What a device was when it was last in the house; none for one that is in it, or never was.
  Optional<Thing> former(Udn device);

  /// Keeps the devices that a person does not want to see in the inbox.
  void keepAside(Set<String> udns);
}
