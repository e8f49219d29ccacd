package steward.activity.text;

import static steward.activity.text.Form.may;
import static steward.activity.text.Form.must;
import static steward.activity.text.Shape.TEXT;
import static steward.activity.text.Shape.TRUE;
import static steward.activity.text.Shape.TRUTH;
import static steward.activity.text.Shape.list;
import static steward.activity.text.Shape.ref;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import steward.activity.Activity;
import steward.task.Retry;
import steward.thing.Channel;
import steward.thing.People;
import steward.thing.Thing;

/// The tables of the language: each way to write each part of an activity.
final class Grammar {
  static final int SELECTED_MAX = 200;
  static final int PARTS_MAX = 50;
  static final int STEPS_MAX = 10;
  static final int BRANCHES_MAX = 20;
  static final int DEPTH_MAX = 8;
  static final int TOPIC_LENGTH_MAX = 500;
  static final int PAYLOAD_LENGTH_MAX = 4_000;
  static final int HEARD_LENGTH_MAX = 500;

  private static final Map<String, Object> CHANNEL = Shape.words(Channel.labels());

  /// What an activity's own text says.
  static final Form ACTIVITY =
      Form.of(
          "name",
          may("id", ref("slug")),
          must("name", Shape.text(Thing.NAME_LENGTH_MAX)),
          may("armed", TRUTH),
          may("version", Shape.whole(0, Integer.MAX_VALUE)),
          may("owner", TEXT),
          may("when", list(ref("trigger"), 0, Activity.TRIGGERS_MAX)),
          may("if", ref("condition")),
          must("perform", list(ref("line"), 1, Activity.DOINGS_MAX)),
          may("until", ref("until")),
          may("missed", Shape.words(List.of("usual", "perform", "skip"))),
          may("again", Shape.words(List.of("ignore", "restart", "queue"))),
          may("quiet", ref("span")));

  static final Form UNTIL =
      Form.of(
          "until",
          may("when", list(ref("simple"), 0, Activity.TRIGGERS_MAX)),
          may("after", ref("span")),
          may("undo", TRUTH),
          may("perform", list(ref("line"), 0, Activity.DOINGS_MAX)));

  static final Form RETRY =
      Form.of("retry", must("times", Shape.whole(1, Retry.TIMES_MAX)), may("after", ref("span")));

  /// A number taken from a thing.
  static final Form TAKEN =
      Form.of(
          "thing",
          must("thing", ref("slug")),
          must("property", ref("property")),
          may("plus", ref("number")));

  static final Form GROUP =
      Form.of(
          "members",
          may("id", ref("slug")),
          must("name", Shape.text(Thing.NAME_LENGTH_MAX)),
          must("members", ref("things")));

  /// A rule over things; several members are all to be fulfilled.
  static final Form SELECTOR =
      Form.of(
          "things",
          may("thing", ref("slug")),
          may("things", list(ref("slug"), 1, SELECTED_MAX)),
          may("room", Shape.either(List.of(TEXT, list(TEXT, 1, PARTS_MAX)))),
          may("kind", TEXT),
          may("performs", ref("action")),
          may("observes", ref("property")),
          may("people", Shape.words(People.labels())),
          may("group", ref("slug")),
          may("any", list(ref("things"), 1, PARTS_MAX)),
          may("all", list(ref("things"), 1, PARTS_MAX)),
          may("not", ref("things")));

  static final List<Form> SIMPLE = simple();
  static final List<Form> COMBINED =
      List.of(
          Form.of(
              "all", must("all", list(ref("simple"), 2, STEPS_MAX)), must("within", ref("span"))),
          Form.of(
              "then", must("then", list(ref("simple"), 2, STEPS_MAX)), must("within", ref("span"))),
          Form.of(
              "after",
              must("after", ref("simple")),
              must("not", ref("simple")),
              must("within", ref("span"))));
  static final List<Form> TRIGGERS = joined(SIMPLE, COMBINED);
  static final List<Form> CONDITIONS = conditions();
  static final List<Form> LINES = lines();

  private Grammar() {}

  private static List<Form> joined(List<Form> some, List<Form> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  private static List<Form> simple() {
    var subject = List.of(may("thing", ref("slug")), may("any-of", ref("things")));
    var property = must("property", ref("property"));
    var stays = may("for", ref("span"));
    var hysteresis = may("hysteresis", ref("number"));
    return List.of(
        Form.of("changes", property, must("changes", TRUE)).about(subject),
        Form.of("becomes", property, must("becomes", ref("value")), stays).about(subject),
        Form.of("above", property, must("above", ref("number")), hysteresis, stays).about(subject),
        Form.of("below", property, must("below", ref("number")), hysteresis, stays).about(subject),
        Form.of("appears", must("appears", TRUE), stays).about(subject),
        Form.of("goes-quiet", must("goes-quiet", TRUE), stays).about(subject),
        Form.of("comes-true", must("comes-true", ref("condition")), stays),
        Form.of("at", must("at", ref("moment")), may("days", ref("days"))),
        Form.of("cron", must("cron", Shape.text(100))),
        Form.of("starts", must("starts", TRUE)),
        Form.of(
            "topic",
            must("topic", Shape.text(TOPIC_LENGTH_MAX)),
            may("pointer", Shape.pattern("^(/.*)?$")),
            may("is", ref("scalar"))));
  }

  private static List<Form> conditions() {
    var subject =
        List.of(
            may("thing", ref("slug")),
            may("every", ref("things")),
            may("any-of", ref("things")),
            may("none-of", ref("things")));
    var property = must("property", ref("property"));
    return List.of(
        Form.of("is", property, must("is", ref("value"))).about(subject),
        Form.of("above", property, must("above", ref("operand"))).about(subject),
        Form.of("below", property, must("below", ref("operand"))).about(subject),
        Form.of("status", must("status", Shape.words(List.of("present", "absent")))).about(subject),
        Form.of("between", must("between", list(ref("moment"), 2, 2))),
        Form.of("days", must("days", ref("days"))),
        Form.of("holiday", must("holiday", TRUTH)),
        Form.of("all", must("all", list(ref("condition"), 0, PARTS_MAX))),
        Form.of("any", must("any", list(ref("condition"), 1, PARTS_MAX))),
        Form.of("not", must("not", ref("condition"))));
  }

  private static List<Form> lines() {
    var lines = list(ref("line"), 1, Activity.DOINGS_MAX);
    var subject = List.of(may("thing", ref("slug")), may("things", ref("things")));
    return List.of(
        Form.of(
                "action",
                must("action", ref("action")),
                may("to", ref("parameter")),
                may("level", ref("operand")),
                may("hue", ref("number")),
                may("saturation", ref("number")),
                may("mireds", ref("operand")),
                may("text", TEXT),
                may(
                    "by",
                    Shape.either(List.of(CHANNEL, list(CHANNEL, 1, Channel.values().length)))),
                may("urgent", TRUTH),
                may("if", ref("condition")),
                may("retry", ref("retry")),
                may("wait-for-outcome", TRUTH),
                may("otherwise", lines))
            .about(subject),
        Form.of("wait", must("wait", ref("span"))),
        Form.of(
            "confirm",
            must(
                "confirm",
                Shape.either(List.of(ref("condition"), list(ref("condition"), 1, PARTS_MAX)))),
            must("within", ref("span")),
            may("otherwise", lines)),
        Form.of(
            "together",
            must("together", list(Shape.either(List.of(ref("line"), lines)), 2, BRANCHES_MAX))),
        Form.of(
            "choose",
            must("choose", ref("condition")),
            may("then", lines),
            may("otherwise", lines)),
        Form.of(
            "publish",
            must("publish", Shape.text(TOPIC_LENGTH_MAX)),
            must("payload", ref("scalar")),
            may("retain", TRUTH)),
        Form.of("start", must("start", ref("slug"))));
  }
}
