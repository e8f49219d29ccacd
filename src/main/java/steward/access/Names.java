package steward.access;

import java.text.Normalizer;
import java.util.Set;
import steward.rights.User;
import steward.thing.ThingId;
import steward.value.Text;

/// Names that people give to users and clients, and the ids made of them.
final class Names {
  /// What the journal calls others by, so no user may have it as an id.
  private static final Set<String> RESERVED =
      Set.of("local", "stranger", "machine", "device", "steward", "clock", "self", "me", "all");

  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private Names() {}

  /// The name without what cannot be seen (controls, marks that turn the direction of text,
  /// unpaired surrogates), with single spaces.
  ///
  /// @throws Refusal if nothing readable is left or it is too long
  static String cleaned(String name) {
    if (name.length() > Text.LENGTH_MAX) throw tooLong();
    var plain = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFC)
        .codePoints()
        .map(c -> isSpace(c) ? ' ' : c)
        .filter(Names::isShown)
        .forEach(plain::appendCodePoint);
    String clean = plain.toString().replaceAll(" +", " ").strip();
    if (clean.codePoints().noneMatch(Names::isInk))
      throw new Refusal(Refusal.Why.MALFORMED, "A name has at least one letter, digit or sign.");
    if (clean.length() > User.NAME_LENGTH_MAX) throw tooLong();
    return clean;
  }

  private static Refusal tooLong() {
    return new Refusal(
        Refusal.Why.MALFORMED, "A name has at most " + User.NAME_LENGTH_MAX + " characters.");
  }

  private static boolean isSpace(int c) {
    return Character.isSpaceChar(c) || Character.isWhitespace(c);
  }

  private static boolean isShown(int c) {
    // Two joiners are letters' shapes in some scripts; alone they are no name, see isInk.
    if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER) return true;
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static boolean isInk(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.FORMAT,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          false;
      default -> true;
    };
  }

  /// A slug made of a name that nobody has or had.
  ///
  /// @param otherwise for a name of which no slug can be made
  static String id(String name, String otherwise, Set<String> taken) {
    // "Alice's phone" is alices-phone.
    String made = ThingId.from(name.replaceAll("['’]", "")).value();
    String base = made.equals("thing") ? otherwise : made;
    if (isFree(base, taken)) return base;
    for (int number = 2; ; number++) {
      String tail = "-" + number;
      String head = base.substring(0, Math.min(base.length(), ThingId.LENGTH_MAX - tail.length()));
      String id = head.replaceAll("-+$", "") + tail;
      if (isFree(id, taken)) return id;
    }
  }

  static boolean isFree(String id, Set<String> taken) {
    return !taken.contains(id) && !RESERVED.contains(id);
  }
}
