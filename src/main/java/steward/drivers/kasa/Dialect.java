package steward.drivers.kasa;

import java.util.Optional;
import steward.driver.Payload;
import steward.thing.Action;
import steward.thing.Udn;

/// One of the two languages of commands. Which one a device speaks does not follow from how its
/// messages are encrypted.
sealed interface Dialect permits Iot, Smart {

  /// Asks what the device is and how it stands.
  ///
  /// @param known what it said before; with a meter, this may be asked in the same message
  String look(Optional<Profile> known);

  /// What the device says that it is; empty where the answer is none of this dialect.
  Optional<Profile> profile(Payload answer);

  /// Reads how the device stands.
  void read(Payload answer, Profile profile, Findings findings);

  /// Asks the meter of the device, or of one of its outlets.
  String meter(Profile profile, Optional<Outlet> outlet);

  /// Reads the meter from the answer.
  Metering readMeter(Payload answer, Profile profile, Udn udn, Findings findings);

  /// What to send for an action; empty where this device cannot do it.
  Optional<Order> order(Profile profile, Optional<Outlet> outlet, Action action);

  /// Why the device did not take the order; empty where it did.
  Optional<String> refusal(Order order, Payload answer);

  /// What an answer told about the meter.
  enum Metering {
    MEASURED,
    NO_METER,
    NOT_TOLD
  }

  /// A command as it is sent.
  ///
  /// @param module where the answer to it stands; empty for a dialect without modules
  record Order(String json, String module, String method) {}
}
