package steward.drivers.tasmota;

import steward.driver.Payload;

/// What to do with the value at one place of a device's messages.
@FunctionalInterface
interface Slot {
  void take(Payload value, Hearing hearing);

  /// Whether it says in which units the rest of the document is, and so comes first.
  default boolean isUnit() {
    return false;
  }

  /// A slot for one of the members that name a unit.
  record UnitSlot(Slot slot) implements Slot {
    @Override
    public void take(Payload value, Hearing hearing) {
      slot.take(value, hearing);
    }

    @Override
    public boolean isUnit() {
      return true;
    }
  }
}
