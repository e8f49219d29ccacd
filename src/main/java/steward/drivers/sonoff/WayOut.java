package steward.drivers.sonoff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The way-out adviser: which of the three ways leads a SONOFF out of its maker's cloud, by its
/// model and firmware, and why the others do not. Pure and stateless.
///
/// Source: users' reports of which firmware pins its maker's certificates, and the maker's notes on
/// DIY mode. Where these disagree the verdict is *perhaps*.
public final class WayOut {
  /// What firmware from 1.6 on trusts, in words.
  private static final String PINNED =
      "it trusts only certificates of its maker's own authority, whose key nobody else has: no"
          + " certificate that can be made or bought will do, whatever its name; it closes the"
          + " connection right after ours";

  private static final Set<String> DIY =
      Set.of("BASICR3", "RFR3", "MINI", "MINIR2", "MINIR3", "D1", "B02", "B05", "SPM");

  private static final Set<String> OTHER_CHIPS = Set.of("S26R2", "4CHR3");

  private WayOut() {}

  /// One of the three ways.
  public enum Way {
    /// The stock firmware speaks with this house in place of its cloud.
    STOCK("Stock firmware, pointed at this house"),
    /// The stock firmware is commanded on the home network.
    LAN("DIY mode or LAN mode"),
    /// The firmware is replaced by Tasmota.
    TASMOTA("Replace the firmware by Tasmota");

    private final String title;

    Way(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /// Whether a way is open.
  public enum Fit {
    YES,
    /// Try it, and believe the result.
    PERHAPS,
    NO
  }

  /// What is to be said of one way.
  ///
  /// @param why one or two sentences
  public record Verdict(Way way, Fit fit, String why) {}

  /// All three ways, and the one to take first.
  ///
  /// @param best empty where the firmware is not known well enough to name one
  /// @param sentences the advice as a person reads it, the best way first
  public record Advice(Optional<Way> best, List<Verdict> verdicts, List<String> sentences) {
    public Advice {
      verdicts = List.copyOf(verdicts);
      sentences = List.copyOf(sentences);
    }

    public Verdict verdict(Way way) {
      return verdicts.stream().filter(one -> one.way() == way).findFirst().orElseThrow();
    }
  }

  /// @param model as it stands on the unit or in the app, such as `BASICR3`; empty if unknown
  /// @param firmware such as `1.5.5`; empty if unknown
  public static Advice advise(String model, String firmware) {
    String name = named(model);
    Optional<Version> version = Version.read(firmware);
    var verdicts = List.of(stock(version), lan(name, version), tasmota(name, version));
    return advice(verdicts, version);
  }

  /// Whether it has DIY mode with this firmware.
  static boolean hasDiy(String model, String firmware) {
    return isDiy(named(model))
        && Version.read(firmware).filter(version -> !version.isBelow(3, 3)).isPresent();
  }

  /// Whether it has the LAN mode of a WebSocket in the device, and no other.
  static boolean hasOldLan(String firmware) {
    return Version.read(firmware).filter(version -> version.isBelow(3, 1)).isPresent();
  }

  private static boolean isDiy(String name) {
    // What one in DIY mode calls itself: diy_plug, diylight.
    return name.startsWith("DIY") || DIY.stream().anyMatch(one -> isModel(name, one));
  }

  private static String named(String model) {
    String name = model.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return name.startsWith("SONOFF") ? name.substring("SONOFF".length()) : name;
  }

  /// A firmware's first two numbers.
  private record Version(int major, int minor) {
    static Optional<Version> read(String text) {
      var matcher =
          java.util.regex.Pattern.compile("v?(\\d{1,3})(?:\\.(\\d{1,3}))?([.\\s-].*)?")
              .matcher(text.strip().toLowerCase(Locale.ROOT));
      if (!matcher.matches()) return Optional.empty();
      int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
      return Optional.of(new Version(Integer.parseInt(matcher.group(1)), minor));
    }

    boolean isBelow(int otherMajor, int otherMinor) {
      return major < otherMajor || major == otherMajor && minor < otherMinor;
    }

    /// The two lines of firmware of 2016 and 2017.
    boolean isOldAndOpen() {
      return isBelow(1, 6);
    }

    boolean isOfTwoPointZero() {
      return major == 2 && minor == 0;
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }

  private static Verdict stock(Optional<Version> version) {
    if (version.isEmpty()) {
      return new Verdict(
          Way.STOCK,
          Fit.PERHAPS,
          "It works with firmware 1.0 to 1.5, which checks no certificate. Its connection tells: if"
              + " it closes right after our certificate, this way is shut.");
    }
    Version v = version.get();
    if (v.isOldAndOpen()) {
      return new Verdict(
          Way.STOCK,
          Fit.YES,
          "Firmware "
              + v
              + " does not check the certificate of its server, so this house can take"
              + " the cloud's place. It needs the listener for old TLS, which is off unless asked"
              + " for.");
    }
    if (v.isOfTwoPointZero()) {
      return new Verdict(
          Way.STOCK,
          Fit.PERHAPS,
          "Some units with firmware 2.0 do not check the certificate, some already do: try, and"
              + " believe the result.");
    }
    return new Verdict(Way.STOCK, Fit.NO, "With firmware " + v + " " + PINNED + ".");
  }

  private static Verdict lan(String model, Optional<Version> version) {
    boolean diy = isDiy(model);
    if (version.isEmpty()) {
      return new Verdict(
          Way.LAN,
          Fit.PERHAPS,
          diy
              ? "This model has DIY mode from firmware 3.3 on: it needs no account and no key."
              : "Firmware 3.1 and later can be commanded at home, with its device key.");
    }
    Version v = version.get();
    if (v.isBelow(1, 8) || v.major() == 2 && v.isBelow(2, 6)) {
      return new Verdict(
          Way.LAN, Fit.NO, "Firmware " + v + " cannot be commanded on the home network at all.");
    }
    if (v.isBelow(3, 1)) {
      return new Verdict(
          Way.LAN,
          Fit.PERHAPS,
          "Firmware "
              + v
              + " opens a WebSocket in clear at port 8081, but only while its cloud is out"
              + " of reach: block the Internet for it and restart it.");
    }
    if (diy && !v.isBelow(3, 3)) {
      return new Verdict(
          Way.LAN,
          Fit.YES,
          "This model has DIY mode with firmware "
              + v
              + ": in clear, no account and no key needed. Everybody on its network can switch it"
              + " and replace its firmware.");
    }
    return new Verdict(
        Way.LAN,
        Fit.YES,
        "Firmware "
            + v
            + " has LAN mode: encrypted with the device key, which comes from the owner's cloud"
            + " account once, or from its access point on units that still show it."
            + (diy
                ? " DIY mode needs firmware 3.3 or later."
                : " This model is not known to have DIY mode."));
  }

  private static Verdict tasmota(String model, Optional<Version> version) {
    if (OTHER_CHIPS.stream().anyMatch(one -> isModel(model, one))) {
      return new Verdict(
          Way.TASMOTA,
          Fit.PERHAPS,
          "Some units of this model have a chip on which Tasmota does not run: open it and read the"
              + " chip's name first.");
    }
    boolean diy = isDiy(model);
    boolean late = version.isPresent() && !version.get().isBelow(3, 3);
    if (diy && late) {
      return new Verdict(
          Way.TASMOTA,
          Fit.YES,
          "Over the air from DIY mode, with an image of at most 508 KB; or over its serial pins.");
    }
    boolean old = version.isPresent() && version.get().isOldAndOpen();
    return new Verdict(
        Way.TASMOTA,
        Fit.YES,
        old
            ? "Over its serial pins. Over the air would be possible while it is pointed at this"
                + " house, but may leave it dead; we do not do that."
            : "Over its serial pins, with the mains unplugged. Over the air is not possible: it has"
                + " no DIY mode with this firmware.");
  }

  private static boolean isModel(String model, String known) {
    // A letter behind the name is a colour or a country.
    return model.equals(known)
        || model.startsWith(known) && model.length() <= known.length() + 2 && !endsInFigure(model);
  }

  private static boolean endsInFigure(String model) {
    return !model.isEmpty() && Character.isDigit(model.charAt(model.length() - 1));
  }

  private static Advice advice(List<Verdict> verdicts, Optional<Version> version) {
    Optional<Way> best =
        version.isEmpty()
            ? Optional.empty()
            : List.of(Way.LAN, Way.STOCK, Way.TASMOTA).stream()
                .filter(
                    way -> verdicts.stream().anyMatch(v -> v.way() == way && v.fit() == Fit.YES))
                .findFirst();
    var sentences = new ArrayList<String>();
    if (version.isEmpty())
      sentences.add("Its firmware's number decides; without it nothing can be promised.");
    best.ifPresent(way -> sentences.add("Take this way: " + way.title() + "."));
    verdicts.stream()
        .sorted(
            java.util.Comparator.comparingInt(
                v -> best.map(way -> way == v.way() ? 0 : 1).orElse(1) * 10 + v.fit().ordinal()))
        .forEach(v -> sentences.add(v.way().title() + ": " + word(v.fit()) + ". " + v.why()));
    sentences.add(
        "Do not pair it with its maker's app first: the app may put newer firmware on it.");
    return new Advice(best, verdicts, sentences);
  }

  private static String word(Fit fit) {
    return switch (fit) {
      case YES -> "yes";
      case PERHAPS -> "perhaps";
      case NO -> "no";
    };
  }
}
