package steward.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.value.Tree;

/// What people are told, and how they are reached.
final class NoticeVerbs {
  private static final int SHOWN_MAX = 20;
  private static final int ASKED_MAX = 80;
  private static final Duration ASKED_EVERY = Duration.ofMillis(500);
  private static final String PERSON = "The id, as 'steward reach' shows it.";

  private NoticeVerbs() {}

  static Verb notices() {
    return Verb.of("notices", "List what you were told, newest first.", NoticeVerbs::list)
        .flag("--unseen", "Only what was not seen yet.")
        .part(
            Verb.of("seen", "Say that you saw them.", NoticeVerbs::seen)
                .word("NUMBER", "0..*", "Which; all without one.")
                .example("steward notices seen")
                .example("steward notices seen 4711"))
        .example("steward notices")
        .example("steward notices --unseen --json");
  }

  static Verb tell() {
    return Verb.of(
            "notify",
            "Tell a person something, and wait for what the servers say.",
            NoticeVerbs::tell)
        .word("PERSON", "1", PERSON)
        .word("TEXT", "1", "The words.")
        .option("--by", "WAYS", "page, mail, ntfy, things; several with commas.")
        .flag("--urgent", "It may break the silence of a phone.")
        .example("steward notify ben 'Dinner is ready'")
        .example("steward notify ben 'Water in the cellar' --by mail,ntfy --urgent");
  }

  static Verb reach() {
    return Verb.of(
            "reach", "List the people, and by which ways they are told.", NoticeVerbs::people)
        .part(
            Verb.of("show", "How one person is reached.", NoticeVerbs::show)
                .word("USER", "1", "The id, as 'steward users' shows it.")
                .example("steward reach show ben"))
        .part(
            Verb.of(
                    "set",
                    "Say how a person is reached; what is not named stays.",
                    NoticeVerbs::set)
                .word("USER", "1", "The id, as 'steward users' shows it.")
                .option("--mail", "ADDRESS", "Where mail goes; none for nowhere.")
                .option("--topic", "TOPIC", "The topic on your ntfy server; none for none.")
                .option("--things", "THINGS", "Own speakers, displays, webhooks; none for none.")
                .option("--phones", "THINGS", "Whose presence is the person's; none for none.")
                .option("--usual", "WAYS", "The ways where a message names none.")
                .example("steward reach set ben --mail ben@example.org --usual page,mail")
                .example("steward reach set ben --phones ben-phone --topic none"))
        .part(
            Verb.of("ways", "The ways, and which reach a sleeping phone.", NoticeVerbs::ways)
                .example("steward reach ways"))
        .part(
            Verb.of("test", "Send a person a notification to try the ways.", NoticeVerbs::test)
                .word("USER", "1", "The id, as 'steward users' shows it.")
                .option("--by", "WAYS", "page, mail, ntfy, things; several with commas.")
                .example("steward reach test ben --by ntfy"))
        .example("steward reach");
  }

  private static Exit list(Asked asked) throws Failure {
    boolean isUnseen = asked.flag("--unseen");
    Tree answer = asked.api().get("/notices" + (isUnseen ? "?unseen=true" : ""));
    if (asked.printed(answer)) return Exit.DONE;
    var rows = new ArrayList<List<String>>();
    for (Tree notice : answer.get("items").items()) {
      if (rows.size() >= SHOWN_MAX) break;
      rows.add(
          List.of(
              Part.text(notice, "id"),
              asked.time(Part.text(notice, "at")),
              Part.text(notice, "name"),
              Part.text(notice, "unseen").equals("true") ? "new" : "",
              fates(notice),
              Part.text(notice, "title") + ": " + Part.text(notice, "text").replace('\n', ' ')));
    }
    if (rows.isEmpty()) asked.screen().line(isUnseen ? "Nothing new." : "Nothing was told yet.");
    else asked.screen().table(List.of("NUMBER", "AT", "PERSON", "", "WAYS", "TEXT"), rows);
    return Exit.DONE;
  }

  private static String fates(Tree notice) {
    var parts = new ArrayList<String>();
    Tree ways = notice.get("ways");
    for (Object way : ways.object().keySet())
      parts.add(way + " " + Part.text(ways, String.valueOf(way), "state"));
    return String.join(", ", parts);
  }

  private static Exit seen(Asked asked) throws Failure {
    var ids = new ArrayList<Object>();
    for (String word : asked.words(0)) {
      try {
        ids.add(Long.parseLong(word));
      } catch (NumberFormatException _) {
        throw Asked.wrong("NUMBER", "the number of a notice", word);
      }
    }
    Tree left =
        asked.api().post("/notices/seen", ids.isEmpty() ? Map.of("all", true) : Map.of("ids", ids));
    if (!asked.printed(left)) asked.screen().line(Part.text(left, "unseen") + " left unseen.");
    return Exit.DONE;
  }

  private static Exit tell(Asked asked) throws Failure {
    var body = new LinkedHashMap<String, Object>();
    body.put("action", "notify");
    body.put("text", asked.word(1));
    by(asked).ifPresent(ways -> body.put("by", ways));
    if (asked.flag("--urgent")) body.put("urgent", true);
    return outcome(
        asked, asked.api().post("/things/" + Api.part(asked.word(0)) + "/perform?wait=45s", body));
  }

  private static Optional<List<String>> by(Asked asked) {
    return asked.option("--by").map(NoticeVerbs::several);
  }

  /// Separated by commas; `none` is none.
  private static List<String> several(String text) {
    return Arrays.stream(text.split("[,\\s]+", -1))
        .filter(one -> !one.isEmpty() && !one.equals("none"))
        .toList();
  }

  private static Exit outcome(Asked asked, Tree command) {
    String state = Part.text(command, "outcome");
    if (!asked.printed(command)) {
      String reason = Part.text(command, "reason");
      String words = state.equals("unobservable") ? "sent" : state;
      asked.screen().line(words + (reason.isEmpty() ? "" : ": " + reason));
    }
    // That it was read cannot be checked by anybody: taken by the servers is all there is.
    return state.equals("unobservable") ? Exit.DONE : Exit.ofOutcome(state);
  }

  private static Exit people(Asked asked) throws Failure {
    return asked.listed(
        "/persons",
        List.of("PERSON", "NAME", "ROLE", "WAYS", "USUAL"),
        "Nobody yet: see 'steward users add --help'.",
        person ->
            List.of(
                Part.text(person, "id"),
                Part.text(person, "name"),
                Part.text(person, "role"),
                words(person, "ways"),
                words(person, "usual")));
  }

  private static String words(Tree tree, String member) {
    return String.join(", ", Part.items(tree, member).stream().map(Shown::scalar).toList());
  }

  private static Exit ways(Asked asked) throws Failure {
    Tree answer = asked.api().get("/ways");
    if (asked.printed(answer)) return Exit.DONE;
    for (Tree way : answer.get("items").items()) {
      boolean isThere = Part.text(way, "there").equals("true");
      asked
          .screen()
          .line(
              Part.text(way, "way")
                  + (isThere ? "" : " (the house has no server for it)")
                  + ": reaches a sleeping phone? "
                  + Part.text(way, "sleepingPhone"));
    }
    return Exit.DONE;
  }

  private static Exit show(Asked asked) throws Failure {
    return shown(asked, asked.api().get(path(asked)));
  }

  private static Exit shown(Asked asked, Tree reach) {
    if (asked.printed(reach)) return Exit.DONE;
    var screen = asked.screen();
    screen.line("Mail    " + orNone(Part.text(reach, "mail")));
    screen.line("Topic   " + orNone(Part.text(reach, "topic")));
    screen.line("Things  " + orNone(words(reach, "things")));
    screen.line("Phones  " + orNone(words(reach, "phones")));
    screen.line("Ways    " + orNone(words(reach, "ways")));
    screen.line("Usual   " + orNone(words(reach, "usual")));
    return Exit.DONE;
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }

  private static Exit set(Asked asked) throws Failure {
    Tree now = asked.api().get(path(asked));
    var body = new LinkedHashMap<String, Object>();
    for (String word : List.of("mail", "topic")) {
      String text = asked.option("--" + word).orElse(Part.text(now, word));
      body.put(word, text.equals("none") ? "" : text);
    }
    for (String list : List.of("phones", "things", "usual")) {
      body.put(
          list,
          asked
              .option("--" + list)
              .map(NoticeVerbs::several)
              .orElseGet(() -> Part.items(now, list).stream().map(Shown::scalar).toList()));
    }
    return shown(asked, asked.api().put(path(asked), body));
  }

  private static Exit test(Asked asked) throws Failure, InterruptedException {
    var body = new LinkedHashMap<String, Object>();
    by(asked).ifPresent(ways -> body.put("by", ways));
    Tree sent = asked.api().post(path(asked) + "/test", body);
    for (int times = 0; times < ASKED_MAX && !isOver(sent); times++) {
      Thread.sleep(ASKED_EVERY);
      sent = asked.api().get("/commands/" + Part.text(sent, "id"));
    }
    return outcome(asked, sent);
  }

  private static boolean isOver(Tree command) {
    return Exit.ofOutcome(Part.text(command, "outcome")) != Exit.OPEN;
  }

  private static String path(Asked asked) {
    return "/users/" + Api.part(asked.word(0)) + "/reach";
  }
}
