package steward.hook;

import java.util.Optional;
import steward.thing.Udn;

/// What a sender knows of the hooks that send. Thread-safe; nothing blocks.
interface Targets {
  /// The hook of a device.
  Optional<Hook> sending(Udn device);

  /// The hook of this id.
  Optional<Hook> find(String id);

  /// The address that a hook sends to.
  Optional<Endpoint> endpoint(Hook hook);

  /// The secret by which it signs, where it does.
  Optional<String> secret(Hook hook);

  /// Turns it off, for the reason.
  void off(Hook hook, String why);
}
