package steward.sim.broadlink;

/// What a simulated device is.
///
/// @param type its number, such as 0x520c
/// @param mac twelve figures
public record Spec(int type, String mac, String name) {

  /// A blaster with frames of the first kind.
  public static Spec rmMini3(String mac, String name) {
    return new Spec(0x2737, mac, name);
  }

  /// A blaster with frames of the second kind.
  public static Spec rm4Mini(String mac, String name) {
    return new Spec(0x520c, mac, name);
  }

  /// A plug that measures.
  public static Spec sp2(String mac, String name) {
    return new Spec(0x2711, mac, name);
  }

  /// A plug that speaks JSON.
  public static Spec sp4(String mac, String name) {
    return new Spec(0x7568, mac, name);
  }
}
