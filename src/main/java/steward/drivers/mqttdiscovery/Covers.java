package steward.drivers.mqttdiscovery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Expectation.Unobservable;
import steward.thing.Property;

/// Covers: blinds, shutters, curtains, garage doors; and locks.
final class Covers {
  private static final String TO = "payload_";

  private Covers() {}

  static Role cover(Entity entity) {
    Role.Builder role = Role.of(entity).kind("motive/mqtt/cover");
    double open = entity.number("position_open", 100);
    double closed = entity.number("position_closed", 0);
    hears(role, open, closed);
    role.mouth("command_topic", "command_template")
        .ifPresent(to -> {
          word(role, to, ActionKind.OPEN, "open", "OPEN");
          word(role, to, ActionKind.CLOSE, "close", "CLOSE");
          word(role, to, ActionKind.STOP, "stop", "STOP");
        });
    if (open != closed) {
      role.mouth("set_position_topic", "set_position_template")
          .ifPresent(to ->
              role.performs(
                  Ability.of(ActionKind.POSITION),
                  to,
                  action ->
                      action instanceof Action.Put put
                          ? position(to, put.number(), open, closed)
                          : List.of(),
                  action ->
                      role.proof(Property.POSITION, _ -> at(((Action.Put) action).number()))));
    }
    tilt(role);
    return role.build();
  }

  private static List<steward.thing.Message.Publish> position(
      Role.Mouth to, double percent, double open, double closed) {
    Object theirs = Numbers.plain(Math.rint(closed + percent / 100 * (open - closed)));
    return to.say(theirs, Map.of("position", theirs));
  }

  private static Expectation at(double percent) {
    return Numbers.near(Property.POSITION, percent, 3, Numbers.RUN);
  }

  private static void hears(Role.Builder role, double open, double closed) {
    Entity entity = role.entity;
    var words = new HashMap<String, String>();
    words.put(entity.key("state_stopped", "stopped"), "stopped");
    words.put(entity.key("state_opening", "opening"), "opening");
    words.put(entity.key("state_closing", "closing"), "closing");
    words.put(entity.key("state_closed", "closed"), "closed");
    words.put(entity.key("state_open", "open"), "opened");
    role.hears(
        "state_topic",
        "value_template",
        Property.COVER,
        (text, to) -> to.word(Property.COVER, text, words));
    if (open == closed) {
      role.remark("its position has no range");
      return;
    }
    String template = entity.has("position_template") ? "position_template" : "value_template";
    role.hears(
        "position_topic",
        template,
        Property.POSITION,
        (text, to) ->
            to.number(
                Property.POSITION,
                text,
                of -> Math.clamp((of - closed) / (open - closed) * 100, 0, 100)));
  }

  private static void word(
      Role.Builder role, Role.Mouth to, ActionKind kind, String word, String usual) {
    Entity entity = role.entity;
    if (entity.keys().containsKey(TO + word) && !entity.has(TO + word)) return; // null: not offered
    String payload = entity.key(TO + word, usual);
    role.performs(Ability.of(kind), to, _ -> to.say(payload), _ -> proof(role, kind));
  }

  private static Expectation proof(Role.Builder role, ActionKind kind) {
    if (kind == ActionKind.STOP) {
      return role.proof(
          Property.COVER,
          property -> Numbers.word(property, Numbers.SOON, "stopped", "opened", "closed"));
    }
    // “Open” is said by many covers as soon as they have begun: the position tells the end.
    if (role.isHeard(Property.POSITION)) return at(kind == ActionKind.OPEN ? 100 : 0);
    return role.proof(
        Property.COVER,
        property ->
            Numbers.word(property, Numbers.RUN, kind == ActionKind.OPEN ? "opened" : "closed"));
  }

  private static void tilt(Role.Builder role) {
    Entity entity = role.entity;
    double min = entity.number("tilt_min", 0);
    double max = entity.number("tilt_max", 100);
    if (!(min < max)) return;
    role.hears(
        "tilt_status_topic",
        "tilt_status_template",
        Property.TILT,
        (text, to) -> to.number(Property.TILT, text, of -> (of - min) / (max - min) * 100));
    role.mouth("tilt_command_topic", "tilt_command_template")
        .ifPresent(to ->
            role.performs(
                Ability.range(ActionKind.TILT, steward.value.Unit.PERCENTAGE, 0, 100),
                to,
                action -> {
                  if (!(action instanceof Action.Put put)) return List.of();
                  Object theirs = Numbers.plain(Math.rint(min + put.number() / 100 * (max - min)));
                  return to.say(theirs, Map.of("tilt_position", theirs));
                },
                action ->
                    role.proof(
                        Property.TILT,
                        property ->
                            Numbers.near(
                                property, ((Action.Put) action).number(), 5, Numbers.RUN))));
  }

  static Role lock(Entity entity) {
    Role.Builder role = Role.of(entity).kind("motive/mqtt/lock");
    var words = new HashMap<String, String>();
    words.put(entity.key("state_jammed", "JAMMED"), "jammed");
    words.put(entity.key("state_locking", "LOCKING"), "locking");
    words.put(entity.key("state_unlocking", "UNLOCKING"), "unlocking");
    words.put(entity.key("state_unlocked", "UNLOCKED"), "unlocked");
    words.put(entity.key("state_locked", "LOCKED"), "locked");
    role.hears(
        "state_topic",
        "value_template",
        Property.LOCK,
        (text, to) -> to.word(Property.LOCK, text, words));
    if (entity.has("code_format"))
      return role.remark("it wants a code with each command, and the house keeps none").build();
    Optional<Role.Mouth> mouth = role.mouth("command_topic", "command_template");
    mouth.ifPresent(to -> {
      turns(role, to, ActionKind.LOCK, "LOCK", "locked");
      turns(role, to, ActionKind.UNLOCK, "UNLOCK", "unlocked");
    });
    return role.build();
  }

  private static void turns(
      Role.Builder role, Role.Mouth to, ActionKind kind, String usual, String then) {
    String payload = role.entity.key(TO + kind.label(), usual);
    role.performs(
        Ability.of(kind),
        to,
        _ -> to.say(payload),
        _ ->
            role.isHeard(Property.LOCK)
                ? Numbers.word(Property.LOCK, Numbers.MOTOR, then)
                : new Unobservable("its announcement names no topic on which it would tell"));
  }
}
