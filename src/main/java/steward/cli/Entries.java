package steward.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import steward.cli.Screen.Tone;
import steward.value.Tree;

/// Entries of the journal as lines.
final class Entries {
  private Entries() {}

  static String line(Asked asked, Tree entry) {
    String kind = Part.text(entry, "kind");
    var screen = asked.screen();
    return "%s  %-8s  %s  %s"
        .formatted(
            screen.toned(Tone.FAINT, asked.time(Part.text(entry, "at"))),
            kind,
            said(screen, entry, kind),
            screen.toned(Tone.FAINT, "#" + Part.text(entry, "seq")));
  }

  private static String said(Screen screen, Tree entry, String kind) {
    String subject = Part.text(entry, "subject");
    if (!entry.has("body")) return subject;
    Tree body = entry.get("body");
    String what =
        switch (kind) {
          case "reading" -> Part.text(body, "property") + " " + Part.value(body) + doubt(body);
          case "status" -> Part.text(body, "state") + reason(body);
          case "command" -> action(body) + " (" + Part.text(entry, "principal") + ")";
          case "outcome" -> outcome(screen, Part.text(body, "outcome")) + reason(body);
          case "firing" -> "fires, because " + Part.text(body, "because");
          case "thing", "activity", "inbox" ->
              Part.text(body, "gone").equals("true")
                  ? "is gone"
                  : "is now " + Part.text(body, "name");
          default -> plain(body);
        };
    return subject.isEmpty() ? what : subject + "  " + what;
  }

  private static String action(Tree body) {
    if (!body.has("action")) return "";
    Tree action = body.get("action");
    if (action.node() instanceof String) return Part.text(body, "action");
    var words = new ArrayList<String>(List.of(Part.text(action, "action")));
    for (String name : Part.names(body, "action")) {
      if (!name.equals("action")) words.add(Part.text(action, name));
    }
    return String.join(" ", words);
  }

  private static String outcome(Screen screen, String outcome) {
    return switch (Exit.ofOutcome(outcome)) {
      case DONE -> screen.toned(Tone.GOOD, outcome);
      case UNOBSERVABLE, OPEN -> screen.toned(Tone.DOUBTFUL, outcome);
      default -> screen.toned(Tone.BAD, outcome);
    };
  }

  private static String reason(Tree body) {
    String reason = Part.text(body, "reason");
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static String doubt(Tree body) {
    String quality = Part.text(body, "quality");
    return quality.isEmpty() || quality.equals("confirmed") ? "" : " (" + quality + ")";
  }

  private static String plain(Tree body) {
    return body.object().keySet().stream()
        .map(name ->
            Screen.clean(String.valueOf(name)) + " " + Part.text(body, String.valueOf(name)))
        .collect(Collectors.joining(", "));
  }
}
