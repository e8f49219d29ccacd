package steward.drivers.mqttdiscovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Expectation.Unobservable;
import steward.thing.Property;

/// What says, plays and shows texts.
///
/// The convention has no media player. An owner who names the entities of a speaker `say`, `play`,
/// `notify`, `pause`, `volume`, `playing`, `track` and `text` gives the house one all the same;
/// nothing is guessed from any other name.
final class Speakers {
  private static final Map<String, Property> TOLD =
      Map.of("playing", Property.PLAYING, "track", Property.TRACK, "text", Property.TEXT);
  private static final Map<String, ActionKind> TEXTS =
      Map.of("say", ActionKind.SAY, "play", ActionKind.PLAY, "notify", ActionKind.NOTIFY);
  private static final String AUDIO = "media/mqtt/audio";

  private Speakers() {}

  static Optional<Property> told(String object) {
    return Optional.ofNullable(TOLD.get(object));
  }

  static Role telling(Role.Builder role, Property property) {
    if (property == Property.PLAYING) role.kind(AUDIO);
    Map<String, String> words =
        Map.of(
            "idle",
            "idle",
            "playing",
            "playing",
            "paused",
            "paused",
            "speaking",
            "speaking",
            "announcing",
            "speaking",
            "stopped",
            "idle",
            "off",
            "idle");
    role.hears(
        "state_topic",
        "value_template",
        property,
        (text, to) -> {
          if (property == Property.PLAYING) to.word(property, text, words);
          else to.text(property, text);
        });
    return role.build();
  }

  /// `notify`, and a `text` with one of the names.
  static Role text(Entity entity) {
    Role.Builder role = Role.of(entity);
    ActionKind kind =
        entity.component().equals("notify")
            ? ActionKind.NOTIFY
            : TEXTS.getOrDefault(entity.object(), ActionKind.WAKE);
    if (kind == ActionKind.WAKE) return role.remark("what its text means is not told").build();
    role.kind(kind == ActionKind.NOTIFY ? "indicator/mqtt/text" : AUDIO);
    role.mouth("command_topic", "command_template")
        .ifPresent(to ->
            role.performs(
                Ability.of(kind),
                to,
                action ->
                    action instanceof Action.Tell(_, String text, _) ? to.say(text) : List.of(),
                _ -> new Unobservable("nothing that it tells would show it")));
    return role.build();
  }

  /// By what a saying or playing is confirmed where the thing tells whether it plays.
  static Expectation proof(ActionKind kind, boolean tells, Expectation otherwise) {
    if (!tells) return otherwise;
    return switch (kind) {
      case SAY -> Numbers.word(Property.PLAYING, Numbers.SOON, "speaking");
      case PLAY -> Numbers.word(Property.PLAYING, Numbers.SOON, "playing");
      case PAUSE -> Numbers.word(Property.PLAYING, Numbers.SOON, "paused", "idle");
      default -> otherwise;
    };
  }

  static Role pause(Entity entity) {
    Role.Builder role = Role.of(entity).kind(AUDIO);
    role.mouth("command_topic", "command_template")
        .ifPresent(to ->
            role.performs(
                Ability.of(ActionKind.PAUSE),
                to,
                _ -> to.say(entity.key("payload_press", "PRESS")),
                _ -> new Unobservable("nothing that it tells would show it")));
    return role.build();
  }

  /// A `number` named volume, or one of the class temperature.
  static Role number(Entity entity) {
    Role.Builder role = Role.of(entity);
    boolean isVolume = entity.object().equals("volume");
    if (!isVolume && !entity.key("device_class").equals("temperature") || entity.isAside())
      return role.remark("what its number means is not told").build();
    double min = entity.number("min", 1);
    double max = entity.number("max", 100);
    if (!(min < max)) return role.remark("its range is none").build();
    return isVolume ? volume(role, min, max) : Climates.goal(role, min, max);
  }

  private static Role volume(Role.Builder role, double min, double max) {
    role.kind(AUDIO);
    role.hears(
        "state_topic",
        "value_template",
        Property.VOLUME,
        (text, to) -> to.number(Property.VOLUME, text, of -> (of - min) / (max - min) * 100));
    role.mouth("command_topic", "command_template")
        .ifPresent(to ->
            role.performs(
                Ability.of(ActionKind.VOLUME),
                to,
                action ->
                    action instanceof Action.Put put
                        ? to.say(Numbers.plain(min + put.number() / 100 * (max - min)))
                        : List.of(),
                action ->
                    role.proof(
                        Property.VOLUME,
                        property ->
                            Numbers.near(
                                property, ((Action.Put) action).number(), 2, Numbers.SOON))));
    return role.build();
  }
}
