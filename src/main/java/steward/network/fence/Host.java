package steward.network.fence;

import java.util.Locale;
import java.util.regex.Pattern;
import steward.value.Malformed;

/// A name of the Internet that a lane leads to: lower case, at least two labels, no wildcard and no
/// address in figures.
///
/// @param zone whether everything below it is meant as well: wider, and shown so
public record Host(String name, boolean zone) implements Comparable<Host> {
  private static final int LENGTH_MAX = 253;
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  public Host {
    if (name.length() > LENGTH_MAX || !FORM.matcher(name).matches())
      throw new Malformed(
          "/host", "a name such as api.example.com, or *.example.com", "'" + name + "'");
  }

  /// @param text a name, or `*.` and a name for a zone; never a bare wildcard or one below a single
  ///   label
  public static Host parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("*.") ? new Host(lower.substring(2), true) : new Host(lower, false);
  }

  @Override
  public int compareTo(Host other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return (zone ? "*." : "") + name;
  }
}
