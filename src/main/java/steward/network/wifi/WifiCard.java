package steward.network.wifi;

import java.util.List;

/// What is typed or scanned to join: printed, shown to a master, never logged.
///
/// @param id whose key it is; empty for the one of things that have none of their own
public record WifiCard(String id, String name, String passphrase) {
  /// What hiding does and what it does not do: said wherever the name is shown.
  public static final String HIDING =
      "A hidden name keeps neighbours from seeing it in their lists, and nobody else out: whoever"
          + " listens hears it when a thing joins, and things call it wherever they are. The"
          + " passphrase is what keeps strangers out.";

  /// The text of a QR code that phones and some things read.
  public String uri() {
    return "WIFI:T:WPA;S:%s;P:%s;H:true;;".formatted(name, passphrase);
  }

  /// The card in lines, for paper; the letters in fours are easier to copy.
  public List<String> lines() {
    String whose = id.isEmpty() ? "For a new thing" : "For " + id + " alone";
    return List.of(
        "The network of the things",
        whose,
        "",
        "Name        " + name,
        "            " + fours(name),
        "Passphrase  " + passphrase,
        "            " + fours(passphrase),
        "Security    WPA2, 2.4 GHz, the name is hidden: choose \"other network\"",
        "",
        "There is no l, no o, no 0 and no 1 in either.");
  }

  private static String fours(String text) {
    return text.replaceAll("(.{4})(?=.)", "$1 ");
  }

  /// Not the passphrase.
  @Override
  public String toString() {
    return "WifiCard[" + (id.isEmpty() ? "everybody" : id) + "]";
  }
}
