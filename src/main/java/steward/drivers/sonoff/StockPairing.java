package steward.drivers.sonoff;

import java.util.List;

/// How a stock device of firmware 1.0 to 1.5 is pointed at this house, through the access point
/// that it opens while it is paired.
public final class StockPairing {
  /// The device's own address while it is an access point.
  public static final String DEVICE_ADDRESS = "10.10.7.1";

  private static final int SSID_BYTES_MAX = 32;
  private static final int PASSWORD_MAX = 63;

  private StockPairing() {}

  /// The steps, for a person.
  ///
  /// @param host this house's address in figures on the network of its things
  /// @param port of its listener for old TLS
  public static List<String> steps(String host, int port) {
    return List.of(
        "Do not pair it with its maker's app: newer firmware, which the app may bring, shuts this"
            + " way.",
        "Switch the listener for old devices on. Its TLS is not safe any more, so it is"
            + " a process of its own, open on the network of the things only.",
        "Hold the device's button for 5 to 7 seconds until its light blinks fast. On newer units"
            + " hold it for 5 seconds twice.",
        "Join the Wi-Fi ITEAD-1000… with the password 12345678. It may take several searches. It"
            + " closes after three minutes.",
        "It gives no way to the Internet: stay connected although your system warns. Where the"
            + " address "
            + DEVICE_ADDRESS
            + " is not reached, set a route to it by hand.",
        "Ask who it is: curl -m 10 http://"
            + DEVICE_ADDRESS
            + "/device. Keep the id and the apikey"
            + " that it shows: the apikey is its secret, and the device key of LAN mode in later"
            + " firmware.",
        "Give it your Wi-Fi, with its name and password in the place of these, and this house's"
            + " address: curl -m 10 -H 'Content-Type: application/json' -d '"
            + access("YOUR-WIFI", "YOUR-PASSWORD", host, port)
            + "' http://"
            + DEVICE_ADDRESS
            + "/ap. It answers {\"error\":0} and leaves. (steward sonoff pair --now asks and tells it"
            + " the same, without your password in the shell's memory.)",
        "It joins your Wi-Fi and asks this house where to connect, about once a minute. Two quick"
            + " blinks of its light say that the Wi-Fi is fine and the server not liked:"
            + " the health page says what its connection failed at.",
        "Whoever is in radio range while it is paired can do the same: pair it where you trust the"
            + " neighbours, and check afterwards that it came here.");
  }

  /// The text for the device's `/ap`.
  ///
  /// @throws IllegalArgumentException if name or password cannot be those of a Wi-Fi
  public static String access(String ssid, String password, String host, int port) {
    int length = steward.value.Bytes.utf8(ssid).length();
    if (length == 0 || length > SSID_BYTES_MAX)
      throw new IllegalArgumentException("the name of a Wi-Fi has 1 to 32 bytes");
    if (password.length() > PASSWORD_MAX)
      throw new IllegalArgumentException("the password of a Wi-Fi has at most 63 characters");
    return "{\"version\":4,\"ssid\":"
        + quoted(ssid)
        + ",\"password\":"
        + quoted(password)
        + ",\"serverName\":"
        + quoted(host)
        + ",\"port\":"
        + port
        + "}";
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') quoted.append('\\').append(c);
      else if (c < ' ') quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      else quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}
