package steward.network.wifi;

import java.util.random.RandomGenerator;

/// Sixteen letters and digits out of 32 that nobody takes for one another: 80 bits. Small letters,
/// since things are often typed into with one finger.
final class Letters {
  static final int LENGTH = 16;
  private static final String ALL = "23456789abcdefghijkmnpqrstuvwxyz";

  private Letters() {}

  static String fresh(RandomGenerator chance) {
    var text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) text.append(ALL.charAt(chance.nextInt(ALL.length())));
    return text.toString();
  }

  static boolean isOne(String text) {
    return text.length() == LENGTH && text.chars().allMatch(letter -> ALL.indexOf(letter) >= 0);
  }
}
