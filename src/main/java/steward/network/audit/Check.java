package steward.network.audit;

/// What is looked at: each with the provision of EN 303 645 and the sections of EN 18031 that it
/// belongs to. The titles say what would be good.
///
/// The steward sees a part of each provision only, and from outside; it certifies nothing.
public enum Check {
  CONTROL(
      "Commands ask for a login",
      "5.5-5",
      "M",
      "ACM-1, AUM-1-1",
      40,
      Exposure.NEIGHBOURS,
      "set a password on it if it has one to set"),
  DEFAULT_LOGIN(
      "No login that is printed everywhere opens it",
      "5.1-1",
      "M",
      "AUM-5-1",
      40,
      Exposure.NEIGHBOURS,
      "give it a password of its own today"),
  DEBUG_PORTS(
      "No door for developers stands open (telnet, ADB)",
      "5.6-1",
      "M",
      "ACM-1",
      25,
      Exposure.NEIGHBOURS,
      "switch telnet or ADB off, or have it repaired or replaced"),
  EXPLOITED_FAULT(
      "No known fault that is being used by attackers",
      "5.13-1B",
      "M",
      "GEC-1",
      20,
      Exposure.FAULT,
      "update its firmware, or take it off the network"),
  KNOWN_FAULT(
      "No known fault in its firmware",
      "5.13-1B",
      "M",
      "GEC-1",
      10,
      Exposure.FAULT,
      "update its firmware"),
  PLAIN_SPEECH(
      "It is spoken to over an encrypted line",
      "5.5-1",
      "M",
      "SCM",
      15,
      Exposure.NEIGHBOURS,
      "keep it where nobody else can listen"),
  TLS(
      "Its TLS is of today, its certificate in date and its own",
      "5.5-1, 5.4-3",
      "M",
      "SCM, CCK",
      10,
      Exposure.NEIGHBOURS,
      "update its firmware"),
  SUPPORT(
      "Its maker still supports it",
      "5.3-13",
      "M",
      "SUM",
      10,
      Exposure.LASTING,
      "plan its replacement"),
  ALONE(
      "It works without its maker's cloud",
      "5.9-2",
      "R",
      "RLM",
      10,
      Exposure.CLOUD,
      "let nothing important depend on it"),
  CHATTER(
      "It asks for no host that its profile does not name",
      "5.10-1, 6-5",
      "R",
      "TCM",
      5,
      Exposure.OUTWARD,
      "look at its ledger before you give it a way out"),
  DISCLOSURE(
      "It tells strangers little of itself",
      "5.6-2",
      "M",
      "ACM-1",
      5,
      Exposure.NEIGHBOURS,
      "keep it where no stranger can ask it"),
  LOGIN_IN_CLEAR(
      "Its login does not travel in clear",
      "5.1-3",
      "M",
      "AUM-1-2, CRY",
      0,
      Exposure.NEIGHBOURS,
      "use its password nowhere else"),
  SECRETS_IN_CLEAR(
      "No secret of the house travels in clear",
      "5.5-7",
      "M",
      "SCM",
      0,
      Exposure.NEIGHBOURS,
      "use its password nowhere else"),
  OTHER_PORTS(
      "No door stands open that nobody needs",
      "5.6-1, 5.6-5",
      "M",
      "ACM-1",
      0,
      Exposure.NEIGHBOURS,
      "switch off what you do not use in its settings"),
  CLOUD_IN_CLEAR(
      "What it sends out is encrypted",
      "5.8-1, 5.8-2",
      "M",
      "SCM",
      0,
      Exposure.OUTWARD,
      "give it no way out"),
  CALM(
      "Refused, it tries again calmly",
      "5.9-3",
      "R",
      "RLM, TCM",
      0,
      Exposure.OUTWARD,
      "nothing: the fence bears it"),
  UPDATES_IN_CLEAR(
      "Its updates come over TLS",
      "5.3-7, 5.3-10",
      "M",
      "SUM",
      0,
      Exposure.OUTWARD,
      "let it update only while you watch"),
  FIRMWARE(
      "It says which firmware it has",
      "5.3-1, 5.3-2, 5.3-5",
      "M",
      "SUM",
      0,
      Exposure.LASTING,
      "look for updates yourself"),
  GUESSING(
      "Passwords cannot be tried at leisure",
      "5.1-5",
      "M",
      "AUM-6",
      0,
      Exposure.NEIGHBOURS,
      "take a long password"),
  CONTACT(
      "Its maker says where to report faults",
      "5.2-1",
      "M",
      "GEC",
      0,
      Exposure.LASTING,
      "ask its maker"),
  OUT_OF_SIGHT(
      "Label, debug port, integrity, deletion, data protection",
      "5.3-16, 5.6-4, 5.7, 5.11, 6",
      "M",
      "SSM, GEC",
      0,
      Exposure.LASTING,
      "read what its maker says");

  private final String title;
  private final String provision;
  private final String level;
  private final String section;
  private final int points;
  private final Exposure exposure;
  private final String advice;

  Check(
      String title,
      String provision,
      String level,
      String section,
      int points,
      Exposure exposure,
      String advice) {
    this.title = title;
    this.provision = provision;
    this.level = level;
    this.section = section;
    this.points = points;
    this.exposure = exposure;
    this.advice = advice;
  }

  /// Whom a weakness is open to, and so what a fence takes from it.
  enum Exposure {
    /// Whoever is in the same network.
    NEIGHBOURS,
    /// Whoever is at the other end of what it sends out.
    OUTWARD,
    /// Whoever finds a way to it at all.
    FAULT,
    /// It stays until the thing is replaced.
    LASTING,
    /// No fence makes it independent.
    CLOUD;

    /// What is left of so many points behind a fence.
    int left(int points, Seen.Fence fence) {
      return switch (fence) {
        case UNKNOWN, NONE -> points;
        case FENCED, APART ->
            switch (this) {
              // Without a key or port of its own a neighbour inside the fence may pose as it.
              case NEIGHBOURS -> fence == Seen.Fence.APART ? 0 : (points + 3) / 4;
              case OUTWARD -> 0;
              case FAULT, LASTING -> (points + 1) / 2;
              case CLOUD -> points;
            };
      };
    }
  }

  /// Such as `default-login`.
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  public String title() {
    return title;
  }

  /// Of EN 303 645.
  public String provision() {
    return provision;
  }

  /// `M` for mandatory, perhaps under a condition; `R` for recommended.
  public String level() {
    return level;
  }

  /// Of EN 18031-1.
  public String section() {
    return section;
  }

  int points() {
    return points;
  }

  Exposure exposure() {
    return exposure;
  }

  /// Without its answer no good grade is given.
  boolean isDecisive() {
    return this == CONTROL || this == DEFAULT_LOGIN || this == DEBUG_PORTS;
  }

  /// What the owner can do, after “you can”.
  String advice() {
    return advice;
  }

  /// @throws IllegalArgumentException if no check has this label
  public static Check labelled(String label) {
    for (Check check : values()) if (check.label().equals(label)) return check;
    throw new IllegalArgumentException("no check is called '" + label + "'");
  }
}
