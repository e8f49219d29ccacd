package steward.netd;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/// What a value in a plan may be. Nothing that passes contains a blank, a quote, a brace, a line's
/// end or a character beyond ASCII.
enum Token {
  INTERFACE("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}"),
  ID("[a-z][a-z0-9_]{0,47}"),
  MAC("[0-9a-f][02468ace](:[0-9a-f]{2}){5}"),
  IP4(Token.FOUR),
  IP6("[0-9a-f:]{2,39}"),
  NET4(Token.FOUR + "(/([89]|[12][0-9]|3[0-2]))?"),
  NET6("[0-9a-f:]{2,39}(/(1[6-9]|[2-9][0-9]|1[01][0-9]|12[0-8]))?"),
  ADDRESS(Token.FOUR + "|[0-9a-f:]{2,39}"),
  BITS4("1[6-9]|2[0-9]"),
  BITS6("64"),
  PROTOCOL("tcp|udp"),
  PORT("[1-9][0-9]{0,4}"),
  PORTS("[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})?"),
  NAMES("53[0-9]{2}"),
  HOST("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?"),
  USER("[0-9]{1,9}"),
  TUNNEL("wgs[0-9]{1,2}"),
  COUNTRY("[A-Z]{2}"),
  CHANNEL("[1-9]|1[0-3]"),
  /// 80 bits in 32 letters and digits that nobody takes for one another.
  SECRET("[2-9a-km-np-z]{16}"),
  /// 32 bytes as WireGuard writes them.
  KEY("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="),
  WHEN("always|window") {
    @Override
    String written(String value) {
      return value.equals("window") ? "in" : "by";
    }
  };

  private static final String FOUR =
      "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}";
  private static final int PORT_MAX = 65_535;
  private static final int LENGTH_MAX = 253;

  private final Pattern pattern;

  Token(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  boolean takes(String value) {
    if (value.length() > LENGTH_MAX || !pattern.matcher(value).matches()) return false;
    return switch (this) {
      case PORT, PORTS -> isRange(value);
      case IP6, NET6, ADDRESS -> !value.contains(":") || isSix(value.split("/", -1)[0]);
      case INTERFACE -> !value.equals("lo");
      default -> true;
    };
  }

  /// What stands in a text for it.
  String written(String value) {
    return value;
  }

  private static boolean isRange(String value) {
    String[] ends = value.split("-", -1);
    int first = Integer.parseInt(ends[0]);
    int last = Integer.parseInt(ends[ends.length - 1]);
    return first <= last && last <= PORT_MAX;
  }

  private static boolean isSix(String value) {
    try {
      return InetAddress.ofLiteral(value) instanceof Inet6Address;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
