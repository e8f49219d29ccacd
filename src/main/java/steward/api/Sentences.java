package steward.api;

import java.util.Optional;
import steward.activity.Activity;
import steward.activity.ActivityPrincipal;
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
    String activity = "the activity “" + activityName.apply(entry.subject()) + "”";
    String who = who(entry.principal());
    return switch (entry.fact()) {
      case Fact.Read read -> say(subject, read, entry.inferred() > 0);
      case Fact.Stood stood ->
          "%s is %s: %s.".formatted(subject, stood.state().label(), stood.reason());
      case Fact.Wanted wanted ->
          "%s asked %s to %s.".formatted(who, subject, wanted.action().sentence());
      case Fact.Sent sent -> say(subject, sent);
      case Fact.Answered answered -> say(subject, answered);
      case Fact.Came came ->
          "The command to %s is %s: %s.".formatted(subject, came.outcome().label(), came.reason());
      case Fact.Fired fired ->
          "%s fired because %s%s.".formatted(capital(activity), fired.because(), values(fired));
      case Fact.Skipped(String reason) -> "%s let pass: %s.".formatted(capital(activity), reason);
      case Fact.Called _ -> "%s started %s.".formatted(who, activity);
      case Fact.Due(var timer) -> timer(timer);
      case Fact.Settled(var place) ->
          "The house is in the zone " + place.zone().getId() + " from now on.";
      case Fact.GroupPut(var group) -> "%s set the group “%s”.".formatted(who, group.name());
      case Fact.GroupGone _ -> "%s deleted the group “%s”.".formatted(who, entry.subject());
      case Fact.Heard(String topic, String payload) ->
          "A message came on %s: “%s”.".formatted(topic, payload);
      case Fact.Published(String topic, String payload, _) ->
          "%s published “%s” on %s.".formatted(capital(activity), payload, topic);
      case Fact.Undone _ -> "%s took back what %s did.".formatted(who, activity);
      case Fact.ClockMoved(var by) ->
          "The clock was set %s by %s."
              .formatted(by.isNegative() ? "back" : "forward", Span.text(by.abs()));
      case Fact.TimeKnown(boolean known) ->
          known
              ? "The house knows the time: clock times happen from now on."
              : "The house does not know the time: clock times wait until the clock is set.";
      case Fact.Started(String version) -> "The steward %s started.".formatted(version);
      case Fact.Stopped _ -> "The steward stopped in order.";
      case Fact.ThingPut(Thing thing) ->
          "%s set “%s” in %s as it is now.".formatted(who, thing.name(), thing.room());
      case Fact.ThingGone _ -> "%s removed %s.".formatted(who, subject);
      case Fact.ActivityPut(Activity put) ->
          "%s set %s (version %d, %s)."
              .formatted(who, activity, put.version(), put.armed() ? "armed" : "not armed");
      case Fact.ActivityGone _ -> "%s deleted %s.".formatted(who, activity);
      case Fact.Found(boolean gone, String name, _) ->
          gone ? "A found device asked to be forgotten." : "A device was found: “" + name + "”.";
      case Fact.Noted(String sentence) -> sentence;
    };
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String say(String subject, Fact.Read read, boolean asked) {
    return "%s reported %s %s%s"
        .formatted(
            subject,
            read.property().spoken(),
            read.value().sentence(),
            asked ? ", as it was asked to." : ".");
  }

  private static String say(String subject, Fact.Sent sent) {
    return sent.failure().isEmpty()
        ? "The command went out to %s.".formatted(subject)
        : "The command could not go out to %s: %s.".formatted(subject, sent.failure());
  }

  private static String say(String subject, Fact.Answered answered) {
    String verb = answered.accepted() ? "accepted" : "refused";
    String reason = answered.reason().isEmpty() ? "" : ": " + answered.reason();
    return "%s %s the command%s.".formatted(subject, verb, reason);
  }

  private static String values(Fact.Fired fired) {
    if (fired.values().isEmpty()) return "";
    return fired.values().entrySet().stream()
        .map(value -> value.getKey() + " was " + value.getValue())
        .collect(java.util.stream.Collectors.joining(", ", "; ", ""));
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
      case WITHIN ->
          "The time was over within which “"
              + activityName.apply(timer.subject())
              + "” waited for something else.";
      case UNTIL -> "The time of “" + activityName.apply(timer.subject()) + "” was over.";
      case LOOK ->
          "The time of day changed what “" + activityName.apply(timer.subject()) + "” asks.";
      case SUN -> "The sun entered another part of its day.";
    };
  }

  String thing(String id) {
    if (!ThingId.isSlug(id)) return id;
    return directory.thing(new ThingId(id)).map(Thing::name).orElse(id);
  }

  private String who(String principal) {
    Optional<String> activity = ActivityPrincipal.activity(principal);
    if (activity.isPresent()) return "The activity “" + activityName.apply(activity.get()) + "”";
    if (principal.startsWith("hook:")) {
      int end = principal.indexOf('@');
      return "the webhook " + (end < 0 ? principal.substring(5) : principal.substring(5, end));
    }
    return switch (principal) {
      case "local" -> "Somebody at the machine";
      case "discovery" -> "The device's own announcement";
      case "steward" -> "The steward";
      default -> "“" + principal + "”";
    };
  }
}
