package steward.thing;

import java.util.Locale;

/// How far a value can be believed.
public enum Quality {
  /// The thing reported it.
  CONFIRMED,
  /// We believe it because we sent it; the thing cannot report.
  ASSUMED,
  /// It was reported, but the thing has been absent since.
  STALE,
  /// Never reported.
  UNKNOWN;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Quality labelled(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
