package steward.cli;

import steward.value.Malformed;
import steward.value.Tree;

/// Sentences about a place in a document.
final class Place {
  private Place() {}

  /// Of a problem's `errors`.
  static String sentence(Tree error) {
    return sentence(Part.text(error, "at"), Part.text(error, "expected"), Part.text(error, "got"));
  }

  static String sentence(Malformed.Fault fault) {
    return sentence(fault.at(), fault.expected(), fault.got());
  }

  private static String sentence(String at, String expected, String got) {
    String what =
        "expected " + Screen.clean(expected) + (got.isEmpty() ? "" : ", got " + Screen.clean(got));
    return at.isEmpty() ? what : at + ": " + what;
  }
}
