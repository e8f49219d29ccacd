package steward.network.fence;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import steward.value.Malformed;

/// The hardware address of one station, such as `02:00:00:00:01:00`: lower case, never a group's.
public record Hardware(String text) implements Comparable<Hardware> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f][02468ace](:[0-9a-f]{2}){5}");
  private static final int FLIPPED = 0x02;

  public Hardware {
    if (!FORM.matcher(text).matches() || text.equals("00:00:00:00:00:00"))
      throw new Malformed("/hardware", "an address such as 02:00:00:00:01:00", "'" + text + "'");
  }

  /// Reads the forms that people and devices write: with colons, dashes or nothing between.
  public static Hardware parse(String text) {
    String bare = text.toLowerCase(Locale.ROOT).replaceAll("[:.-]", "");
    if (!bare.matches("[0-9a-f]{12}"))
      throw new Malformed("/hardware", "an address such as 02:00:00:00:01:00", "'" + text + "'");
    return new Hardware(bare.replaceAll("(..)(?!$)", "$1:"));
  }

  /// The eight bytes that a station makes of it for its addresses of IPv6 (EUI-64).
  byte[] eui64() {
    byte[] six = HexFormat.ofDelimiter(":").parseHex(text);
    return new byte[] {
      (byte) (six[0] ^ FLIPPED), six[1], six[2], (byte) 0xff, (byte) 0xfe, six[3], six[4], six[5]
    };
  }

  @Override
  public int compareTo(Hardware other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
