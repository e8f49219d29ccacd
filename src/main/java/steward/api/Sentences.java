package steward.api;

import steward.activity.Activity;
import steward.link.Directory;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Span;

/// Says journal entries as sentences, with the names that people gave.
final class Sentences {
  private final Directory directory;
  private final java.util.function.Function<String, String> activityName;

  Sentences(Directory directory, java.util.function.Function<String, String> activityName) {
    this.directory = directory;
    this.activityName = activityName;
  }

  String say(Entry entry) {
    String subject = thing(entry.subject());
    return switch (entry.fact()) {
      case Fact.Read read ->
          subject
              + " reported "
              + read.property()
              + " "
              + read.value().sentence()
              + (entry.inferred() > 0 ? ", as it was asked to." : ".");
      case Fact.Stood stood ->
          subject + " is " + stood.state().label() + ": " + stood.reason() + ".";
      case Fact.Wanted wanted ->
          who(entry.principal()) + " asked " + subject + " to " + wanted.action().sentence() + ".";
      case Fact.Sent(_, String failure) ->
          failure.isEmpty()
              ? "The command went out to " + subject + "."
              : "The command could not go out to " + subject + ": " + failure + ".";
      case Fact.Answered answered ->
          subject
              + (answered.accepted() ? " accepted the command" : " refused the command")
              + (answered.reason().isEmpty() ? "." : ": " + answered.reason() + ".");
      case Fact.Came came ->
          "The command to "
              + subject
              + " is "
              + came.outcome().label()
              + ": "
              + came.reason()
              + ".";
      case Fact.Fired fired ->
          "The activity “"
              + activityName.apply(entry.subject())
              + "” fired because "
              + fired.because()
              + (fired.values().isEmpty() ? "." : "; " + values(fired) + ".");
      case Fact.Skipped(String reason) ->
          "The activity “" + activityName.apply(entry.subject()) + "” let pass: " + reason + ".";
      case Fact.Called _ ->
          who(entry.principal())
              + " started the activity “"
              + activityName.apply(entry.subject())
              + "”.";
      case Fact.Due(var timer) -> timer(timer);
      case Fact.ClockMoved(var by) ->
          "The clock was set "
              + (by.isNegative() ? "back" : "forward")
              + " by "
              + Span.text(by.abs())
              + ".";
      case Fact.Started(String version) -> "The steward " + version + " started.";
      case Fact.Stopped _ -> "The steward stopped in order.";
      case Fact.ThingPut(Thing thing) ->
          who(entry.principal())
              + " set “"
              + thing.name()
              + "” in "
              + thing.room()
              + " as it is now.";
      case Fact.ThingGone _ -> who(entry.principal()) + " removed " + subject + ".";
      case Fact.ActivityPut(Activity activity) ->
          who(entry.principal())
              + " set the activity “"
              + activity.name()
              + "” (version "
              + activity.version()
              + (activity.armed() ? ", armed)." : ", not armed).");
      case Fact.ActivityGone _ ->
          who(entry.principal()) + " deleted the activity “" + entry.subject() + "”.";
      case Fact.Found found ->
          found.gone()
              ? "A found device asked to be forgotten."
              : "A device was found: “" + found.name() + "”.";
      case Fact.Noted(String sentence) -> sentence;
    };
  }

  private static String values(Fact.Fired fired) {
    return fired.values().entrySet().stream()
        .map(value -> value.getKey() + " was " + value.getValue())
        .collect(java.util.stream.Collectors.joining(", "));
  }

  private String timer(steward.state.TimerKey timer) {
    return switch (timer.kind()) {
      case STAYS ->
          "It had stayed so for as long as “" + activityName.apply(timer.subject()) + "” asks.";
      case WAIT -> "A wait of “" + activityName.apply(timer.subject()) + "” was over.";
      case CLOCK -> "It was the time of “" + activityName.apply(timer.subject()) + "”.";
      case SEND_BY -> "The time to send a command to " + thing(timer.subject()) + " was over.";
      case REPORT_BY -> "The time for " + thing(timer.subject()) + " to report was over.";
      case RETRY -> "It was time to ask " + thing(timer.subject()) + " again.";
    };
  }

  String thing(String id) {
    if (!ThingId.isSlug(id)) return id;
    return directory.thing(new ThingId(id)).map(Thing::name).orElse(id);
  }

  private String who(String principal) {
    if (principal.startsWith("activity:")) {
      String id = principal.substring(9, principal.lastIndexOf('@'));
      return "The activity “" + activityName.apply(id) + "”";
    }
    return switch (principal) {
      case "local" -> "Somebody at the machine";
      case "discovery" -> "The device's own announcement";
      case "steward" -> "The steward";
      default -> "“" + principal + "”";
    };
  }
}
