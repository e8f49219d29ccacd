package steward.activity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.activity.Watches.Watch;
import steward.state.Event;
import steward.state.HouseView;
import steward.state.TimerKey;
import steward.state.Timers;
import steward.state.Trail;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Amount;

/// Notices the edges that activities wait for, and which of them make up a trigger. Confined to the
/// house loop.
final class Edges {
  private final HouseView house;
  private final Timers timers;
  private final Found found;
  private final Failed failed;
  private final Watches watches;
  private final ClockTimers clocks;

  /// An edge of an activity came.
  interface Found {
    void edge(Armed armed, int leaf, Cue cue);

    /// A trigger is complete without an edge.
    void complete(Armed armed, Cue cue);
  }

  /// An activity failed on its own.
  interface Failed {
    void fault(Armed armed, RuntimeException e, long cause);
  }

  Edges(HouseView house, Timers timers, Found found, Failed failed) {
    this.house = house;
    this.timers = timers;
    this.found = found;
    this.failed = failed;
    this.watches = new Watches(house);
    this.clocks = new ClockTimers(house, timers);
  }

  void watch(Armed armed) {
    watches.add(armed);
    for (int i = 0; i < armed.leaves.size(); i++) {
      if (armed.leaves.get(i) instanceof Trigger.ComesTrue(Condition condition, _)) {
        armed.truth[i] = Conditions.holds(condition, house);
        clocks.set(armed, i, condition);
      }
    }
  }

  void unwatch(Armed armed) {
    var stays = new ArrayList<TimerKey>();
    watches.remove(one -> one == armed, watch -> stays.add(stays(watch)));
    stays.forEach(timers::cancel);
    for (int i = 0; i < armed.leaves.size(); i++) {
      timers.cancel(within(armed, i));
      timers.cancel(new TimerKey(TimerKey.Kind.STAYS, armed.activity.id(), 0, i));
    }
  }

  /// Whom a rule over things means is worked out anew; what crossings knew stays.
  void membershipChanged(Collection<Armed> activities, long cause, long mono) {
    if (activities.stream().noneMatch(armed -> armed.lives)) return;
    Set<String> beyond = new HashSet<>();
    var before = new HashSet<TimerKey>();
    watches.remove(
        armed -> armed.lives,
        watch -> {
          before.add(stays(watch));
          if (watch.beyond) beyond.add(watch.name());
        });
    for (Armed armed : activities) if (armed.lives && armed.activity.armed()) watches.add(armed);
    watches.each(watch -> {
      if (!watch.armed.lives || !before.remove(stays(watch))) return;
      watch.beyond = beyond.contains(watch.name());
    });
    for (TimerKey left : before) if (left.number() != 0) timers.cancel(left);
    for (Armed armed : activities)
      if (armed.lives && armed.activity.armed()) look(armed, cause, mono);
  }

  /// Puts back armed activities: what their crossings knew comes with them.
  void restore(Collection<Armed> activities, Set<String> beyond) {
    for (Armed armed : activities) if (armed.activity.armed()) watches.add(armed);
    watches.each(watch -> watch.beyond = beyond.contains(watch.name()));
  }

  List<String> beyond() {
    return watches.beyond();
  }

  private TimerKey stays(Watch watch) {
    return new TimerKey(TimerKey.Kind.STAYS, watch.armed.activity.id(), number(watch), watch.leaf);
  }

  /// Which of several things a timer is for; 0 where there is but one.
  private int number(Watch watch) {
    return watch.isAlone() ? 0 : house.thing(watch.thing).map(Thing::number).orElse(0);
  }

  private static TimerKey within(Armed armed, int leaf) {
    return new TimerKey(TimerKey.Kind.WITHIN, armed.activity.id(), 0, leaf);
  }

  void on(Event event, long mono) {
    List<Watch> list = watches.of(event.thing(), event.property());
    for (int i = 0; i < list.size(); i++) {
      Watch watch = list.get(i);
      try {
        look(watch, event, mono);
      } catch (RuntimeException e) {
        failed.fault(watch.armed, e, event.seq());
      }
    }
  }

  private void look(Watch watch, Event event, long mono) {
    switch (watch.trigger()) {
      case Trigger.Changes _ -> came(watch, cue(event));
      case Trigger.Becomes becomes -> {
        if (event.value().equals(becomes.value())) stays(watch, becomes.stays(), cue(event), mono);
        else if (!becomes.stays().isZero()) timers.cancel(stays(watch));
      }
      case Trigger.Crosses crosses -> {
        if (event.value() instanceof Amount(double number, _))
          cross(watch, crosses, number, event, mono);
      }
      case Trigger.ComesTrue comes ->
          look(watch.armed, watch.leaf, comes, event.seq(), event.trail(), mono);
      case Trigger.Stands _, Trigger.OfClock _, Trigger.Starts _, Trigger.Heard _ -> {}
    }
  }

  private void cross(Watch watch, Trigger.Crosses crosses, double number, Event event, long mono) {
    if (!watch.beyond && crosses.isBeyond(number)) {
      watch.beyond = true;
      stays(watch, crosses.stays(), cue(event), mono);
    } else if (watch.beyond && crosses.isBack(number)) {
      watch.beyond = false;
      if (!crosses.stays().isZero()) timers.cancel(stays(watch));
    }
  }

  private void stays(Watch watch, Duration span, Cue cue, long mono) {
    if (span.isZero()) came(watch, cue);
    else timers.set(stays(watch), mono + span.toMillis());
  }

  private void came(Watch watch, Cue cue) {
    found.edge(watch.armed, watch.leaf, cue);
  }

  private Cue cue(Event event) {
    return new Cue(
        () -> because(event),
        Optional.of(event.thing()),
        event.value()::sentence,
        event.seq(),
        event.trail());
  }

  private String because(Event event) {
    String subject = Conditions.subject(house, event.thing(), event.property());
    String verb =
        event.property().isMomentary() ? " was " : event.before().isPresent() ? " became " : " is ";
    return subject + verb + event.value().sentence();
  }

  /// The thing appeared or went quiet.
  void stood(ThingId thing, long cause, long mono) {
    List<Watch> list = watches.ofStatus(thing);
    for (int i = 0; i < list.size(); i++) {
      Watch watch = list.get(i);
      switch (watch.trigger()) {
        case Trigger.Stands stands -> stood(watch, stands, cause, mono);
        case Trigger.ComesTrue comes ->
            look(watch.armed, watch.leaf, comes, cause, Trail.NONE, mono);
        default -> {}
      }
    }
  }

  private void stood(Watch watch, Trigger.Stands stands, long cause, long mono) {
    boolean so =
        stands.present()
            ? Conditions.isPresent(house.status(watch.thing))
            : Conditions.isQuiet(house.status(watch.thing));
    // A thing that is said to be absent for another reason has not gone again.
    if (so == watch.beyond) return;
    watch.beyond = so;
    if (!so) timers.cancel(stays(watch));
    else stays(watch, stands.stays(), standing(watch, stands, cause), mono);
  }

  private Cue standing(Watch watch, Trigger.Stands stands, long cause) {
    String verb = stands.present() ? " appeared" : " went quiet";
    String name = Conditions.name(new steward.thing.Selector.One(watch.thing), house);
    return new Cue(() -> name + verb, Optional.of(watch.thing), verb::strip, cause, Trail.NONE);
  }

  private static Cue plain(String because, long cause) {
    return Cue.plain(because, cause, Trail.NONE);
  }

  /// Whether the edge completes its trigger; what came before it is forgotten then.
  boolean completes(Armed armed, int leaf, Cue cue, long mono) {
    Trigger trigger = armed.triggerOf(leaf);
    int first = armed.firstOf(leaf);
    return switch (trigger) {
      case Trigger.Simple _ -> true;
      case Trigger.Within(List<Trigger.Simple> all, Duration span) -> {
        armed.marks[leaf] = mono;
        yield clear(armed, first, all.size(), isAllWithin(armed, first, all.size(), span, mono));
      }
      case Trigger.Then(List<Trigger.Simple> steps, Duration span) ->
          follows(armed, leaf, first, steps.size(), span, mono);
      case Trigger.Without(_, _, Duration span) -> {
        if (leaf > first) timers.cancel(within(armed, first));
        else if (!timers.has(within(armed, first)))
          timers.set(within(armed, first), mono + span.toMillis());
        yield false;
      }
    };
  }

  private static boolean isAllWithin(Armed armed, int first, int size, Duration span, long mono) {
    for (int i = first; i < first + size; i++) {
      if (armed.marks[i] == Armed.NEVER || mono - armed.marks[i] > span.toMillis()) return false;
    }
    return true;
  }

  private static boolean follows(
      Armed armed, int leaf, int first, int size, Duration span, long mono) {
    boolean inTime =
        leaf == first
            || armed.marks[leaf - 1] != Armed.NEVER && mono - armed.marks[first] <= span.toMillis();
    if (!inTime) return false;
    if (leaf == first) clear(armed, first, size, true);
    armed.marks[leaf] = mono;
    return clear(armed, first, size, leaf == first + size - 1);
  }

  private static boolean clear(Armed armed, int first, int size, boolean complete) {
    if (complete) for (int i = first; i < first + size; i++) armed.marks[i] = Armed.NEVER;
    return complete;
  }

  /// A timer of an edge is due.
  void due(Armed armed, TimerKey key, long cause, long mono) {
    int leaf = key.index();
    if (leaf >= armed.leaves.size()) return;
    Trigger.Simple edge = armed.leaves.get(leaf);
    switch (key.kind()) {
      case STAYS -> found.edge(armed, leaf, stayed(edge, key.number(), cause));
      case LOOK -> {
        if (edge instanceof Trigger.ComesTrue comes) {
          clocks.set(armed, leaf, comes.condition());
          look(armed, leaf, comes, cause, Trail.NONE, mono);
        }
      }
      case WITHIN -> {
        if (armed.triggerOf(leaf) instanceof Trigger.Without)
          found.complete(armed, plain("what should have followed did not", cause));
      }
      default -> throw new IllegalArgumentException("not an edge's timer: " + key);
    }
  }

  private Cue stayed(Trigger.Simple edge, long number, long cause) {
    return switch (edge) {
      case Trigger.OfThings of -> {
        Optional<ThingId> thing = numbered(house.members(of.things()), number);
        yield new Cue(
            () -> thing.map(id -> subject(id, of.property())).orElse("it") + " stayed so",
            thing,
            Cue.NO_VALUE,
            cause,
            Trail.NONE);
      }
      case Trigger.ComesTrue(Condition condition, _) ->
          plain(Conditions.sentence(condition, house) + ", and stayed so", cause);
      case Trigger.Stands stands -> {
        Optional<ThingId> thing = numbered(house.members(stands.things()), number);
        String name =
            thing
                .map(id -> Conditions.name(new steward.thing.Selector.One(id), house))
                .orElse("it");
        yield new Cue(() -> name + " stayed so", thing, Cue.NO_VALUE, cause, Trail.NONE);
      }
      case Trigger.OfClock _, Trigger.Starts _, Trigger.Heard _ -> plain("it stayed so", cause);
    };
  }

  private String subject(ThingId thing, Property property) {
    return Conditions.subject(house, thing, property);
  }

  private Optional<ThingId> numbered(List<ThingId> members, long number) {
    if (members.size() == 1 || number == 0) return members.stream().findFirst();
    return members.stream()
        .filter(id -> house.thing(id).map(thing -> thing.number() == number).orElse(false))
        .findFirst();
  }

  private void look(
      Armed armed, int leaf, Trigger.ComesTrue comes, long cause, Trail trail, long mono) {
    boolean holds = Conditions.holds(comes.condition(), house);
    if (holds == armed.truth[leaf]) return;
    armed.truth[leaf] = holds;
    var stays = new TimerKey(TimerKey.Kind.STAYS, armed.activity.id(), 0, leaf);
    if (!holds) {
      timers.cancel(stays);
    } else if (comes.stays().isZero()) {
      String because = Conditions.sentence(comes.condition(), house);
      found.edge(armed, leaf, Cue.plain(because, cause, trail));
    } else {
      timers.set(stays, mono + comes.stays().toMillis());
    }
  }

  /// The clock jumped or the place changed: conditions are looked at anew.
  void lookAnew(Collection<Armed> activities, long cause, long mono) {
    for (Armed armed : List.copyOf(activities)) {
      if (!armed.activity.armed()) continue;
      for (int i = 0; i < armed.leaves.size(); i++)
        if (armed.leaves.get(i) instanceof Trigger.ComesTrue(Condition condition, _))
          clocks.set(armed, i, condition);
      look(armed, cause, mono);
    }
  }

  private void look(Armed armed, long cause, long mono) {
    for (int i = 0; i < armed.leaves.size(); i++)
      if (armed.leaves.get(i) instanceof Trigger.ComesTrue comes)
        look(armed, i, comes, cause, Trail.NONE, mono);
  }
}
