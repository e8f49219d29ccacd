package steward.web;

import java.util.List;
import java.util.stream.Stream;

/// The documents there are: each is the same page with another script that draws another element.
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
enum Document {
  APP("Steward", "steward-app", "main.js", "Opening the house…", Assets.STYLES, Assets.FIRST),
  CLAIM(
      "First contact · Steward",
      "claim-page",
      "claim.js",
      List.of("claim-words.js", "enrolment.js", "qr.js")),
  SIGN_IN("Sign in · Steward", "signin-page", "signin.js", List.of()),
  TRUST("This house's certificate · Steward", "trust-page", "trust.js", List.of());

  private static final String MANIFEST =
      "<link rel=\"manifest\" href=\"{{base}}/manifest.webmanifest\">\n";

  private final String title;
  private final String element;
  private final String script;
  private final String firstWords;
  private final List<String> styles;
  private final List<String> scripts;

  Document(
      String title,
      String element,
      String script,
      String firstWords,
      List<String> styles,
      List<String> scripts) {
    this.title = title;
    this.element = element;
    this.script = script;
    this.firstWords = firstWords;
    this.styles = styles;
    this.scripts = scripts;
  }

  /// A page for strangers: it loads nothing of the house.
  Document(String title, String element, String script, List<String> parts) {
    this(
        title,
        element,
        script,
        "One moment…",
        Assets.DOOR_STYLES,
        Stream.concat(Stream.of("api.js", "leaf.js", "icons.js", script), parts.stream()).toList());
  }

  /// What it needs, in the order it is fetched.
  List<String> scripts() {
    return scripts;
  }

  List<String> styles() {
    return styles;
  }

  /// Puts its own words into the page that all share.
  String into(String page) {
    return page.replace("{{title}}", title)
        .replace("{{manifest}}", this == APP ? MANIFEST : "")
        .replace("{{script}}", script)
        .replace("{{element}}", element)
        .replace("{{words}}", firstWords);
  }
}
