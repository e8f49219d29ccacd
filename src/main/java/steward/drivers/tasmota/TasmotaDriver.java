package steward.drivers.tasmota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Harvest;
import steward.driver.Input;
import steward.driver.Payload;
import steward.driver.Step;
import steward.drivers.tasmota.Talk.Open;
import steward.drivers.tasmota.Talk.Standing;
import steward.thing.Action;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Bytes;

/// Speaks with one device: its messages become readings, actions become its commands. Pure.
final class TasmotaDriver implements Driver<Talk> {
  /// How long a device's will may take to arrive after the link opened, before it is asked all the
  /// same.
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /// How long a command may stay without a report before the device is asked for its state.
  static final Duration CHECK_AFTER = Duration.ofMillis(1500);

  static final String ASK = "ask";
  static final String CHECK = "check";

  private final Plan plan;

  TasmotaDriver(Plan plan) {
    this.plan = plan;
  }

  @Override
  public Talk start() {
    return Talk.with(plan);
  }

  @Override
  public Set<String> topics() {
    return Topics.filters(plan.topics());
  }

  @Override
  public Step<Talk> on(Talk talk, Input input) {
    return switch (input) {
      case Input.Came(Message.Publish publish, var moment) ->
          came(new Hearing(talk, moment.at(), publish.retained()), publish);
      case Input.Came _ -> Step.of(talk);
      case Input.Opened(var moment) -> opened(new Hearing(talk, moment.at(), false));
      case Input.Lost(String reason, var moment) ->
          lost(new Hearing(talk, moment.at(), false), reason);
      case Input.Due(String name, var moment) -> due(new Hearing(talk, moment.at(), false), name);
      case Input.Wanted wanted -> wanted(new Hearing(talk, wanted.moment().at(), false), wanted);
      case Input.Withdrawn _ -> Step.of(talk);
    };
  }

  private static Step<Talk> opened(Hearing hearing) {
    hearing.live = false;
    hearing.asked = false;
    hearing.wake(ASK, PATIENCE);
    return hearing.step();
  }

  private static Step<Talk> lost(Hearing hearing, String reason) {
    hearing.live = false;
    hearing.asked = false;
    hearing.open = List.of();
    hearing.stand(Standing.UNKNOWN, Status.State.WAITING, "no way to the device: " + reason);
    return hearing.step();
  }

  private static Step<Talk> due(Hearing hearing, String name) {
    switch (name) {
      case ASK -> {
        boolean absent =
            hearing.standing == Standing.OFFLINE || hearing.standing == Standing.ASLEEP;
        if (!hearing.asked && !absent) ask(hearing);
      }
      case CHECK -> check(hearing);
      default -> {
        for (Udn thing : hearing.plan.motionEndedBy(name).keySet()) {
          hearing.word(thing, Property.MOTION, "absent");
        }
      }
    }
    return hearing.step();
  }

  private static void ask(Hearing hearing) {
    hearing.asked = true;
    for (Command question : hearing.plan.questions()) hearing.send(question);
  }

  /// Asks once for what was commanded and not reported: the report may have been lost on its way.
  private static void check(Hearing hearing) {
    hearing.checking = false;
    boolean shutter = false;
    for (Open one : hearing.open) shutter |= isShutters(one.property());
    boolean other = hearing.open.stream().anyMatch(one -> !isShutters(one.property()));
    if (other) hearing.send(Command.STATE);
    if (shutter) hearing.send(Command.SENSORS);
    hearing.open = List.of();
  }

  private static boolean isShutters(Property property) {
    return property == Property.COVER || property == Property.POSITION || property == Property.TILT;
  }

  private static Step<Talk> wanted(Hearing hearing, Input.Wanted wanted) {
    Action action = wanted.action();
    List<Command> commands = hearing.plan.commands(wanted.thing(), action, hearing.level);
    if (commands.isEmpty()) {
      String reason = wanted.thing() + " cannot " + action.sentence();
      hearing.add(new Effect.Answered(wanted.command(), false, reason));
      return hearing.step();
    }
    commands.forEach(hearing::send);
    if (Expectations.of(action) instanceof Expectation.Report(Property property, _, _)) {
      var open = new ArrayList<>(hearing.open);
      if (open.size() == Talk.OPEN_MAX) open.removeFirst();
      open.add(new Open(wanted.command(), wanted.thing(), property, commands.getFirst().name()));
      hearing.open = List.copyOf(open);
      if (!hearing.checking) hearing.wake(CHECK, CHECK_AFTER);
      hearing.checking = true;
    }
    return hearing.step();
  }

  private static Step<Talk> came(Hearing hearing, Message.Publish publish) {
    String topic = publish.topic();
    List<Topics> all = hearing.plan.topics();
    for (int base = 0; base < all.size(); base++) {
      Topics topics = all.get(base);
      boolean state = topic.startsWith(topics.state());
      if (!state && !topic.startsWith(topics.telemetry())) continue;
      int length = state ? topics.state().length() : topics.telemetry().length();
      hearing.base = base;
      take(hearing, topic.substring(length), publish.payload(), state && topics.areDistinct());
      return hearing.step();
    }
    return Step.of(hearing.before());
  }

  private static void take(Hearing hearing, String level, Bytes payload, boolean plain) {
    if (level.equals("LWT")) {
      will(hearing, payload.text().strip());
      return;
    }
    if (payload.isEmpty() || level.equals("LOGGING")) return;
    if (hearing.isRetained() && (hearing.live || level.startsWith("STATUS"))) return; // overtaken
    if (!hearing.isRetained()) heardOf(hearing);
    if (firstCharacter(payload) == '{') document(hearing, level, payload);
    else if (plain) word(hearing, level, payload);
  }

  private static char firstCharacter(Bytes payload) {
    for (int i = 0; i < payload.length() && i < 16; i++) {
      if (payload.at(i) > ' ') return (char) payload.at(i);
    }
    return ' ';
  }

  private static void word(Hearing hearing, String level, Bytes payload) {
    Slot slot = hearing.plan.plain().get(level);
    if (slot != null && payload.length() <= 64)
      slot.take(Payload.text(payload.text().strip()), hearing);
  }

  private static void document(Hearing hearing, String level, Bytes payload) {
    Harvest<Slot> harvest = hearing.plan.harvest();
    Optional<Harvest.Crop<Slot>> read =
        switch (level) {
          case "ENERGY" -> harvest.of(payload, Quantities.ENERGY);
          default -> oldInput(level) ? harvest.of(payload, spelled(level)) : harvest.of(payload);
        };
    if (read.isEmpty()) {
      hearing.dropped(
          level + " was no whole JSON object of at most " + Payload.BYTES_MAX + " bytes");
      return;
    }
    Harvest.Crop<Slot> crop = read.get();
    takeAll(hearing, crop);
    if (learn(hearing, level, payload, crop.strangers())) {
      hearing.onlyNew = true;
      hearing.plan.harvest().of(payload).ifPresent(again -> takeAll(hearing, again));
    }
  }

  private static void takeAll(Hearing hearing, Harvest.Crop<Slot> crop) {
    for (Harvest.Found<Slot> found : crop.found()) {
      if (found.place().isUnit()) found.place().take(found.value(), hearing);
    }
    for (Harvest.Found<Slot> found : crop.found()) {
      if (!found.place().isUnit()) found.place().take(found.value(), hearing);
    }
    hearing.finish();
  }

  /// Before 9.2 a press had a topic of its own: `stat/T/BUTTON1`.
  private static boolean oldInput(String level) {
    return level.startsWith("BUTTON") || level.startsWith("SWITCH");
  }

  private static String spelled(String level) {
    return (level.startsWith("B") ? "Button" : "Switch") + level.substring(6);
  }

  /// Whether the document taught something: then the plan is another one.
  private static boolean learn(
      Hearing hearing, String level, Bytes payload, List<String> strangers) {
    boolean status = level.startsWith("STATUS") || level.startsWith("INFO");
    boolean told = status && hearing.plan.profile().isByHand();
    if (hearing.isRetained() || !told && hearing.known.containsAll(strangers)) return false;
    if (hearing.known.size() >= Talk.KNOWN_MAX) return false;
    var known = new HashSet<>(hearing.known);
    known.addAll(strangers);
    hearing.known = Set.copyOf(known);
    Payload document = Payload.json(payload).orElse(Payload.MISSING);
    Profile more = Lesson.of(hearing.plan.profile(), level, document);
    if (more.equals(hearing.plan.profile())) return false;
    hearing.plan = hearing.plan.with(more);
    hearing.add(new Effect.Learnt(Plan.offer(more, hearing.plan.device())));
    return true;
  }

  private static void will(Hearing hearing, String word) {
    Profile profile = hearing.plan.profile();
    if (word.equals(profile.fact("online", "Online"))) {
      if (hearing.standing != Standing.ONLINE) {
        hearing.stand(Standing.ONLINE, Status.State.PRESENT, "says that it is online");
      }
      ask(hearing);
    } else if (word.equals(profile.fact("offline", "Offline"))) {
      hearing.asked = false;
      hearing.live = false;
      if (profile.has("sleeps")) {
        hearing.stand(Standing.ASLEEP, asleep(hearing.standing), "asleep, wakes by itself");
      } else if (hearing.standing != Standing.OFFLINE) {
        hearing.stand(Standing.OFFLINE, Status.State.ABSENT, "its broker says that it is offline");
      }
    } else if (!word.isEmpty()) {
      hearing.drop(
          "LWT",
          word,
          profile.fact("online", "Online") + " or " + profile.fact("offline", "Offline"));
    }
  }

  private static Status.State asleep(Standing before) {
    return before == Standing.UNKNOWN ? Status.State.WAITING : Status.State.PRESENT;
  }

  /// A device that speaks is there, whatever its will said before.
  private static void heardOf(Hearing hearing) {
    hearing.live = true;
    if (hearing.standing != Standing.ONLINE) {
      hearing.stand(Standing.ONLINE, Status.State.PRESENT, "reports");
    }
  }
}
