package steward.discovery;

/// An accepted device that says to be elsewhere.
///
/// @param isThereToo its old address says to be the device as well
public record Moved(String from, String to, boolean isThereToo) {
  String sentence() {
    return isThereToo
        ? "Both %s and %s say that they are this device. Neither is believed: it stays at %s. Find out which one is wrong."
            .formatted(from, to, from)
        : "Something at %s says that it is this device, which was at %s. Its protocol has no proof of that: accept it if you gave the device another address."
            .formatted(to, from);
  }
}
