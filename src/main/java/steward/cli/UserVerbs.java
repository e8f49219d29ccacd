package steward.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import steward.cli.Screen.Tone;
import steward.value.Tree;

/// The people of the house, and the services that may read some of it.
final class UserVerbs {
  private static final String ROLES = "master, resident, guest, monitor or cloud.";
  private static final Pattern TIMES =
      Pattern.compile("(?:([a-z]{3}(?:,[a-z]{3})*) +)?(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

  private UserVerbs() {}

  static Verb users() {
    return Verb.of("users", "List the people of the house.", UserVerbs::list)
        .part(
            granting(Verb.of("add", "Add a person or a service.", UserVerbs::add))
                .word("NAME", "1", "What they are called.")
                .word("ROLE", "1", ROLES)
                .example("steward users add Anna resident")
                .example("steward users add Carer guest --room Hall --times 'mon,fri 08:00-10:00'"))
        .part(
            one("rename", "Change a name.", UserVerbs::rename)
                .word("NAME", "1", "The new name.")
                .example("steward users rename anna 'Anna Maria'"))
        .part(
            granting(one("role", "Change a role.", UserVerbs::role))
                .word("ROLE", "1", ROLES)
                .example("steward users role ben master"))
        .part(
            one("rooms", "Say which rooms a guest may use.", UserVerbs::rooms)
                .word("ROOM", "1..*", "The rooms, all of them.")
                .example("steward users rooms carer Hall Kitchen"))
        .part(
            one("times", "Say when a guest may, in the house's zone.", UserVerbs::times)
                .word("TIMES", "1..*", "Such as 'mon,wed 08:00-20:00', or always.")
                .example("steward users times carer 'mon,fri 08:00-10:00' 'sun 00:00-00:00'"))
        .part(plain("suspend", "Let a person do nothing for now.", a -> suspend(a, true)))
        .part(plain("resume", "Let a suspended person in again.", a -> suspend(a, false)))
        .part(plain("remove", "Delete a person with all their clients.", UserVerbs::remove))
        .example("steward users")
        .example("steward users add Anna resident");
  }

  private static Verb one(String name, String sentence, Verb.Act act) {
    return Verb.of(name, sentence, act).word("USER", "1", "The id, as 'steward users' shows it.");
  }

  private static Verb plain(String name, String sentence, Verb.Act act) {
    return one(name, sentence, act).example("steward users " + name + " anna");
  }

  private static Verb granting(Verb verb) {
    return verb.options("--room", "ROOM", "A room that a guest may use; may be repeated.")
        .options(
            "--times", "TIMES", "When a guest may, such as 'mon,fri 08:00-10:00'; may be repeated.")
        .options(
            "--value", "THING/PROPERTY", "A value that a cloud service may read; may be repeated.");
  }

  private static Exit list(Asked asked) throws Failure {
    return asked.listed(
        "/users",
        List.of("USER", "NAME", "ROLE", "CLIENTS", "GRANTED"),
        "",
        user -> row(asked, user));
  }

  private static List<String> row(Asked asked, Tree user) {
    boolean isSuspended = Part.text(user, "suspended").equals("true");
    return List.of(
        Part.text(user, "id"),
        Part.text(user, "name"),
        Part.text(user, "role"),
        Part.text(user, "clients"),
        isSuspended ? asked.screen().toned(Tone.BAD, "suspended") : granted(user));
  }

  private static String granted(Tree user) {
    var parts = new ArrayList<String>();
    for (String field : List.of("rooms", "values"))
      Part.items(user, field).forEach(one -> parts.add(Shown.scalar(one)));
    for (Tree span : Part.items(user, "times")) {
      String days =
          Part.items(span, "days").stream()
              .map(Shown::scalar)
              .reduce((a, b) -> a + "," + b)
              .orElse("daily");
      parts.add(days + " " + Part.text(span, "from") + "-" + Part.text(span, "to"));
    }
    return String.join(", ", parts);
  }

  private static Exit add(Asked asked) throws Failure {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", asked.word(0));
    body.put("role", asked.word(1));
    body.putAll(grants(asked));
    Tree made = asked.api().post("/users", body);
    if (!asked.printed(made)) {
      asked
          .screen()
          .line(
              "%s is added; 'steward clients add %s NAME' makes a client to sign in with."
                  .formatted(Part.text(made, "name"), Part.text(made, "id")));
    }
    return Exit.DONE;
  }

  private static Map<String, Object> grants(Asked asked) throws Failure {
    var grants = new LinkedHashMap<String, Object>();
    if (!asked.options("--room").isEmpty()) grants.put("rooms", asked.options("--room"));
    if (!asked.options("--times").isEmpty())
      grants.put("times", spans("--times", asked.options("--times")));
    if (!asked.options("--value").isEmpty()) grants.put("values", asked.options("--value"));
    return grants;
  }

  private static List<Map<String, Object>> spans(String what, List<String> texts) throws Failure {
    var spans = new ArrayList<Map<String, Object>>();
    for (String text : texts) {
      var match = TIMES.matcher(text.strip());
      if (!match.matches())
        throw Asked.wrong(what, "days and times such as 'mon,fri 08:00-10:00'", text);
      String days = match.group(1);
      var span = new LinkedHashMap<String, Object>();
      span.put("days", days == null ? List.of() : List.of(days.split(",", -1)));
      span.put("from", match.group(2));
      span.put("to", match.group(3));
      spans.add(span);
    }
    return spans;
  }

  private static Exit rename(Asked asked) throws Failure {
    return change(asked, Map.of("name", asked.word(1)));
  }

  private static Exit role(Asked asked) throws Failure {
    var body = new LinkedHashMap<String, Object>();
    body.put("role", asked.word(1));
    body.putAll(grants(asked));
    return change(asked, body);
  }

  private static Exit rooms(Asked asked) throws Failure {
    return change(asked, Map.of("rooms", asked.words(1)));
  }

  private static Exit times(Asked asked) throws Failure {
    boolean isAlways = asked.words(1).equals(List.of("always"));
    return change(asked, Map.of("times", isAlways ? List.of() : spans("TIMES", asked.words(1))));
  }

  private static Exit suspend(Asked asked, boolean now) throws Failure {
    return change(asked, Map.of("suspended", now));
  }

  private static Exit change(Asked asked, Map<String, ?> body) throws Failure {
    Tree user = asked.api().patch(path(asked), body);
    if (!asked.printed(user)) {
      boolean isSuspended = Part.text(user, "suspended").equals("true");
      asked
          .screen()
          .line(
              "%s: %s%s"
                  .formatted(
                      Part.text(user, "name"),
                      isSuspended ? "suspended" : Part.text(user, "role"),
                      granted(user).isEmpty() ? "" : ", " + granted(user)));
    }
    return Exit.DONE;
  }

  private static Exit remove(Asked asked) throws Failure {
    asked.api().delete(path(asked));
    if (!asked.json()) asked.screen().line("Removed.");
    return Exit.DONE;
  }

  private static String path(Asked asked) {
    return "/users/" + Api.part(asked.word(0));
  }
}
