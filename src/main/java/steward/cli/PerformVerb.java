package steward.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import steward.cli.Screen.Tone;
import steward.value.Nearest;
import steward.value.Tree;

/// Asks a thing to act, and says what came of it.
final class PerformVerb {
  private static final Duration WAIT_USUAL = Duration.ofSeconds(5);
  private static final Duration WAIT_MAX = Duration.ofMinutes(2);
  private static final Pattern NUMBER =
      Pattern.compile("(-?\\d{1,12}(?:\\.\\d{1,9})?)\\s*(%|°?C|W|mired|s|°)?");

  private PerformVerb() {}

  static Verb perform() {
    return Verb.of(
            "perform", "Ask a thing to act, wait, and say what came of it.", PerformVerb::act)
        .word("THING", "1", "The id of the thing.")
        .word("ACTION", "1", "What it shall do; 'steward things THING' lists what it can.")
        .word("VALUE", "0..*", "What the action needs, such as on, 45 or 21.5.")
        .option(
            "--wait",
            "SPAN",
            "How long to wait for the outcome, at most 2m (default: 5s; 0s does not wait).")
        .option("--key", "TEXT", "An idempotency key: the same key never performs twice.")
        .more(
            """
            Exits with 0 only when the thing itself has confirmed it. Otherwise:
              20 unobservable  sent, and this kind of command cannot be checked
              21 refused       the thing or a rule said no
              22 silent        no answer in time
              23 superseded    a newer command took its place
              24 expired       it could not be sent in time
              25 still open    the wait has ended first; 'steward why NUMBER' tells more\
            """)
        .example("steward perform hall-lamp turn on")
        .example("steward perform hall-lamp dim 45 --wait 10s")
        .example("steward perform bedroom heat 21.5")
        .example("steward perform hall-lamp colour hue=30 saturation=100")
        .example("steward perform kitchen-speaker say \"Dinner is ready\"");
  }

  private static Exit act(Asked asked) throws Failure, InterruptedException {
    Duration wait = asked.span("--wait", WAIT_USUAL);
    if (wait.isNegative() || wait.compareTo(WAIT_MAX) > 0) {
      throw Asked.wrong("--wait", "0s to 2m", asked.option("--wait").orElse(""));
    }
    var api = asked.api();
    Tree thing = ThingVerbs.thing(api, asked.word(0));
    Map<String, Object> body = body(thing, asked.word(1), asked.words(2));
    Map<String, String> headers =
        asked.option("--key").map(key -> Map.of("Idempotency-Key", key)).orElse(Map.of());
    String path = "/things/" + Api.part(asked.word(0)) + "/perform?wait=" + wait.toMillis() + "ms";
    Tree command;
    try (var _ = Progress.show(asked.screen(), "waiting for " + Part.text(thing, "name"))) {
      command = api.call("POST", path, body, wait, headers);
    }
    String outcome = Part.text(command, "outcome");
    if (!asked.printed(command)) tell(asked, thing, command, outcome);
    return Exit.ofOutcome(outcome);
  }

  private static void tell(Asked asked, Tree thing, Tree command, String outcome) {
    Exit exit = Exit.ofOutcome(outcome);
    Tone tone =
        exit == Exit.DONE
            ? Tone.GOOD
            : exit == Exit.UNOBSERVABLE || exit == Exit.OPEN ? Tone.DOUBTFUL : Tone.BAD;
    String said =
        switch (outcome) {
          case "unobservable" -> "sent, cannot be checked";
          case "waiting", "sent", "accepted" -> outcome + ", no outcome yet";
          default -> outcome;
        };
    String reason = Part.text(command, "reason");
    asked
        .screen()
        .line(
            "%s: %s%s  (%s)"
                .formatted(
                    Part.text(thing, "name"),
                    asked.screen().toned(tone, said),
                    reason.isEmpty() ? "" : ", " + reason,
                    "steward why " + Part.text(command, "id")));
  }

  /// The request, checked against what the thing says that it performs.
  static Map<String, Object> body(Tree thing, String action, List<String> values) throws Failure {
    List<String> actions = Part.names(thing, "actions");
    if (!actions.contains(action)) {
      String hint =
          Nearest.to(action, actions).map(near -> "; did you mean '" + near + "'?").orElse("");
      String can = actions.isEmpty() ? "nothing" : String.join(", ", actions);
      throw new Failure(
          Exit.USAGE,
          "%s does not perform '%s', but %s%s"
              .formatted(Part.text(thing, "id"), Screen.clean(action), Screen.clean(can), hint));
    }
    List<String> parameters = Part.names(thing.get("actions"), action);
    var body = new LinkedHashMap<String, Object>();
    body.put("action", action);
    if (parameters.isEmpty() && !values.isEmpty()) {
      throw new Failure(Exit.USAGE, "'" + action + "' takes no value");
    }
    if (!parameters.isEmpty() && values.isEmpty()) {
      throw new Failure(
          Exit.USAGE, "'%s' needs a value: %s".formatted(action, choices(thing, action)));
    }
    boolean named = values.stream().allMatch(value -> value.matches("[a-z]+=.*"));
    if (named && !values.isEmpty()) {
      for (String value : values)
        body.put(
            value.substring(0, value.indexOf('=')),
            scalar(value.substring(value.indexOf('=') + 1)));
    } else if (values.size() > 1 && isColour(thing, action)) {
      body.put("hue", scalar(values.get(0)));
      body.put("saturation", scalar(values.get(1)));
    } else if (!values.isEmpty()) {
      String only = String.join(" ", values);
      Tree type = thing.get("actions").get(action).get(parameters.getFirst());
      body.put(
          parameters.getFirst(),
          type.has("unit") || type.has("min") ? number(action, type, only) : only);
    }
    return body;
  }

  private static boolean isColour(Tree thing, String action) {
    List<String> parameters = Part.names(thing.get("actions"), action);
    return action.equals("colour") || parameters.contains("hue");
  }

  private static Object number(String action, Tree type, String text) throws Failure {
    var match = NUMBER.matcher(text);
    if (match.matches()) return scalar(match.group(1));
    throw Asked.wrong(action, "a number " + range(type), text);
  }

  private static Object scalar(String text) {
    if (text.matches("-?\\d{1,15}")) return Long.valueOf(text);
    return text.matches("-?\\d{1,12}\\.\\d{1,9}") ? Double.valueOf(text) : text;
  }

  /// What an action's value may be, for the eye.
  static String choices(Tree thing, String action) {
    Tree types = thing.get("actions").get(action);
    if (isColour(thing, action)) return "hue=0..360 saturation=0..100";
    return Part.names(thing.get("actions"), action).stream()
        .map(name -> choice(name, types.get(name)))
        .collect(Collectors.joining(" "));
  }

  private static String choice(String name, Tree type) {
    if (type.has("words")) {
      var words = new ArrayList<String>();
      type.get("words").items().forEach(word -> words.add(Screen.clean(word.text())));
      return String.join("|", words);
    }
    return type.has("min") ? range(type) : Screen.clean(name).toUpperCase(java.util.Locale.ROOT);
  }

  private static String range(Tree type) {
    return "%s..%s %s"
        .formatted(
            Part.text(type, "min"), Part.text(type, "max"), Part.unit(Part.text(type, "unit")))
        .strip();
  }
}
