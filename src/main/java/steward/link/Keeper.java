package steward.link;

import steward.driver.Kept;
import steward.thing.Udn;
import steward.value.Bytes;

/// Where the secrets of devices are kept sealed. Thread-safe; answers from memory.
public interface Keeper {

  /// What is kept for a device, that of its family included.
  Kept kept(Udn device);

  /// Keeps a secret for the device or for its whole family; an empty one removes it.
  void keep(Udn device, String name, Bytes secret, boolean ofFamily);

  /// Forgets all that is kept of a device that is no thing of the house any more.
  void forget(Udn device);
}
