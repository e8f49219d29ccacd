package steward.drivers.daikin;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import steward.driver.Offer;
import steward.drivers.daikin.Dialect.Traits;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Description;
import steward.thing.Thing;
import steward.thing.ValueType;

/// What a thing is to be described as, once its adapter told more of itself. What it could do once
/// stays while it is the same firmware: some fields come only in some modes.
final class Lesson {
  private Lesson() {}

  static Optional<Offer> of(Thing thing, Optional<Description> before, Traits traits) {
    Description known = before.orElseGet(() -> described(thing));
    String model = traits.model().isEmpty() ? known.model() : traits.model();
    String firmware = traits.firmware().isEmpty() ? known.firmware() : traits.firmware();
    boolean isSame = model.equals(known.model()) && firmware.equals(known.firmware());
    var observes = new LinkedHashSet<>(traits.observes());
    var abilities = new EnumMap<ActionKind, Ability>(ActionKind.class);
    abilities.putAll(traits.abilities());
    if (isSame) {
      observes.addAll(known.observes());
      known.abilities().forEach((kind, ability) -> abilities.merge(kind, ability, Lesson::wider));
    }
    if (isSame && observes.equals(known.observes()) && abilities.equals(known.abilities()))
      return Optional.empty();
    var now =
        new Description(
            thing.udn(),
            traits.name().isEmpty() ? known.name() : traits.name(),
            model.equals(Adapters.AIRBASE) || model.equals(Adapters.SKYFI)
                ? DaikinFamily.DUCTED
                : DaikinFamily.SPLIT,
            "Daikin",
            model,
            firmware,
            thing.binding(),
            observes,
            abilities);
    return Optional.of(new Offer(thing.udn(), now.name(), List.of(now), ""));
  }

  /// Of two, the one that takes more words; the first where neither takes all of the other's.
  private static Ability wider(Ability now, Ability before) {
    boolean isNarrower =
        words(before).size() > words(now).size() && words(before).containsAll(words(now));
    return isNarrower ? before : now;
  }

  private static List<String> words(Ability ability) {
    return ability.parameter().isPresent()
            && ability.parameter().get().type() instanceof ValueType.Words(List<String> words)
        ? words
        : List.of();
  }

  private static Description described(Thing thing) {
    return new Description(
        thing.udn(),
        thing.name(),
        thing.kind(),
        thing.maker(),
        thing.model(),
        thing.firmware(),
        thing.binding(),
        thing.observes(),
        thing.abilities());
  }
}
