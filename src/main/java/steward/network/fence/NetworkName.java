package steward.network.fence;

import java.util.regex.Pattern;
import steward.value.Malformed;

/// The name of a network interface, such as `eth1` or `eth0.20`; never the loopback one's.
public record NetworkName(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}");

  public NetworkName {
    if (!FORM.matcher(text).matches() || text.equals("lo"))
      throw new Malformed("/interface", "the name of an interface such as eth1", "'" + text + "'");
  }

  @Override
  public String toString() {
    return text;
  }
}
