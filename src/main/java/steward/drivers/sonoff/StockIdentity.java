package steward.drivers.sonoff;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import steward.driver.Kept;
import steward.thing.Binding;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Sha256;

/// Whether a stock device that calls is the one that a person accepted: it has the key that was
/// entered for it, or else the one whose print stood in the inbox when it was accepted. Pure.
public final class StockIdentity {
  /// The part of a binding that is the print of the key which a device called with.
  static final String PRINT = "key-print";

  private static final int PRINT_BYTES = 8;

  private StockIdentity() {}

  /// The name of such a device in the house.
  public static Udn udn(String id) {
    return new Udn(Binds.FAMILY + ":" + id);
  }

  /// Whether these things are those of a stock device, which calls us.
  public static boolean isStock(List<Thing> device) {
    return !device.isEmpty()
        && device.getFirst().binding().part("mode", "").equals(Binds.Mode.STOCK.label());
  }

  /// Whether who calls has the key of the accepted device.
  public static boolean believes(List<Thing> device, Kept kept, Dispatch.Asker caller) {
    return isStock(device)
        && caller.hasKey(expected(device.getFirst().binding(), kept, caller).orElse(""));
  }

  /// The key that a device must have: the one that is kept, or the caller's own if its print is the
  /// accepted one.
  static Optional<String> expected(Binding binding, Kept kept, Dispatch.Asker caller) {
    String key = kept.text(Binds.KEY).strip();
    if (!key.isEmpty()) return Optional.of(key);
    Bytes accepted = Bytes.utf8(binding.part(PRINT, ""));
    Bytes its = Bytes.utf8(print(caller.key()));
    boolean isAccepted = MessageDigest.isEqual(accepted.unsafeArray(), its.unsafeArray());
    return isAccepted ? Optional.of(caller.key()) : Optional.empty();
  }

  /// What can be shown of a key: it is random, and cannot be found out from this.
  public static String print(String key) {
    return Sha256.hex(key).substring(0, 2 * PRINT_BYTES);
  }
}
