package steward.drivers.daikin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tells the two kinds of `k=v` adapters apart: where their pages are, and their codes.
/// Source: the fact sheet, 3.3 and 5.
///
/// @param prefix stands before every path
/// @param modes our word for each code of the mode
/// @param modeCodes the code that is written for each word
/// @param fans our word for each code of the fan
/// @param fanWords the words of the fan that can be written, in order
/// @param separateAuto the automatic fan is a field of its own, `f_auto`
/// @param whole temperatures are whole degrees
record Codes(
    String title,
    String prefix,
    Map<String, String> modes,
    Map<String, String> modeCodes,
    Map<String, String> fans,
    List<String> fanWords,
    boolean separateAuto,
    boolean whole) {
  static final Codes CLASSIC =
      new Codes(
          "K/V over HTTP",
          "",
          Map.of(
              "0", "auto", "1", "auto", "7", "auto", "2", "dry", "3", "cool", "4", "heat", "6",
              "fan"),
          Map.of("auto", "1", "dry", "2", "cool", "3", "heat", "4", "fan", "6"),
          Map.of("A", "auto", "B", "silent", "3", "1", "4", "2", "5", "3", "6", "4", "7", "5"),
          List.of("auto", "silent", "1", "2", "3", "4", "5"),
          false,
          false);

  static final Codes AIRBASE =
      new Codes(
          "AirBase",
          "/skyfi",
          Map.of("0", "fan", "1", "heat", "2", "cool", "3", "auto", "7", "dry"),
          Map.of("fan", "0", "heat", "1", "cool", "2", "auto", "3", "dry", "7"),
          Map.of("1", "low", "3", "mid", "5", "high"),
          List.of("auto", "low", "mid", "high"),
          true,
          true);

  Codes {
    modes = Map.copyOf(modes);
    modeCodes = Map.copyOf(modeCodes);
    fans = Map.copyOf(fans);
    fanWords = List.copyOf(fanWords);
  }

  Optional<String> mode(String code) {
    return Optional.ofNullable(modes.get(code));
  }

  /// The code of a word of the fan.
  Optional<String> fanCode(String word) {
    return fans.entrySet().stream()
        .filter(entry -> entry.getValue().equals(word))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
