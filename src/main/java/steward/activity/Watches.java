package steward.activity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steward.state.HouseView;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Amount;

/// Who watches what: from a thing and its property to the edges that wait for it. Confined to the
/// house loop.
///
/// In which order activities look does not depend on when each was put, or a replay would go
/// another way.
final class Watches {
  private static final Comparator<Watch> ORDER =
      Comparator.comparing((Watch one) -> one.armed.activity.id())
          .thenComparingInt(one -> one.leaf);

  private final HouseView house;
  private final Map<ThingId, Map<Property, List<Watch>>> byProperty = new HashMap<>();
  private final Map<ThingId, List<Watch>> byStatus = new HashMap<>();

  /// An edge of an activity at one thing. `beyond` is the memory of a crossing.
  static final class Watch {
    final Armed armed;
    final int leaf;
    final ThingId thing;
    boolean beyond;

    Watch(Armed armed, int leaf, ThingId thing) {
      this.armed = armed;
      this.leaf = leaf;
      this.thing = thing;
    }

    Trigger.Simple trigger() {
      return armed.leaves.get(leaf);
    }

    /// The name under which the memory is kept: the thing is said where there are several.
    String name() {
      return armed.activity.id() + "#" + leaf + (isAlone() ? "" : "#" + thing);
    }

    /// Whether the edge is of one thing, or of all it looks at together.
    boolean isAlone() {
      return switch (trigger()) {
        case Trigger.OfThings of -> of.things() instanceof Selector.One;
        case Trigger.Stands stands -> stands.things() instanceof Selector.One;
        case Trigger.ComesTrue _, Trigger.OfClock _, Trigger.Starts _, Trigger.Heard _ -> true;
      };
    }
  }

  Watches(HouseView house) {
    this.house = house;
  }

  /// Watches for all edges of the activity.
  void add(Armed armed) {
    for (int i = 0; i < armed.leaves.size(); i++) {
      int leaf = i;
      switch (armed.leaves.get(leaf)) {
        case Trigger.OfThings of -> {
          for (ThingId thing : house.members(of.things())) {
            var watch = new Watch(armed, leaf, thing);
            watch.beyond = of instanceof Trigger.Crosses crosses && isBeyond(thing, crosses);
            insert(watch, of.property());
          }
        }
        case Trigger.Stands stands -> {
          for (ThingId thing : house.members(stands.things())) {
            var watch = new Watch(armed, leaf, thing);
            watch.beyond =
                stands.present()
                    ? Conditions.isPresent(house.status(thing))
                    : Conditions.isQuiet(house.status(thing));
            insert(watch, null);
          }
        }
        case Trigger.ComesTrue(Condition condition, _) ->
            Conditions.needs(
                condition,
                (things, property) -> {
                  for (ThingId thing : house.members(things))
                    insert(new Watch(armed, leaf, thing), property);
                });
        case Trigger.OfClock _, Trigger.Starts _, Trigger.Heard _ -> {}
      }
    }
  }

  private boolean isBeyond(ThingId thing, Trigger.Crosses crosses) {
    return house
        .held(thing, crosses.property())
        .map(held -> held.value() instanceof Amount(double n, _) && crosses.isBeyond(n))
        .orElse(false);
  }

  private void insert(Watch watch, @Nullable Property property) {
    List<Watch> list =
        property == null
            ? byStatus.computeIfAbsent(watch.thing, _ -> new ArrayList<>(1))
            : byProperty
                .computeIfAbsent(watch.thing, _ -> new HashMap<>())
                .computeIfAbsent(property, _ -> new ArrayList<>(1));
    int at = Collections.binarySearch(list, watch, ORDER);
    if (at < 0) list.add(-at - 1, watch);
  }

  /// Watches no more for these activities; what each watch knew is given to `memory`.
  void remove(Predicate<Armed> which, Consumer<Watch> memory) {
    byStatus.values().removeIf(list -> isEmptyWithout(list, which, memory));
    byProperty
        .values()
        .removeIf(of -> {
          of.values().removeIf(list -> isEmptyWithout(list, which, memory));
          return of.isEmpty();
        });
  }

  private static boolean isEmptyWithout(
      List<Watch> list, Predicate<Armed> which, Consumer<Watch> memory) {
    list.removeIf(watch -> {
      if (!which.test(watch.armed)) return false;
      memory.accept(watch);
      return true;
    });
    return list.isEmpty();
  }

  List<Watch> of(ThingId thing, Property property) {
    var ofThing = byProperty.get(thing);
    return ofThing == null ? List.of() : ofThing.getOrDefault(property, List.of());
  }

  List<Watch> ofStatus(ThingId thing) {
    return byStatus.getOrDefault(thing, List.of());
  }

  /// The crossings whose amount is beyond its limit, and who stands as is waited for, by name.
  List<String> beyond() {
    var beyond = new ArrayList<String>();
    each(watch -> {
      if (watch.beyond) beyond.add(watch.name());
    });
    beyond.sort(null);
    return beyond;
  }

  /// Every watch of every activity.
  void each(Consumer<Watch> into) {
    byProperty.values().forEach(of -> of.values().forEach(list -> list.forEach(into)));
    byStatus.values().forEach(list -> list.forEach(into));
  }
}
