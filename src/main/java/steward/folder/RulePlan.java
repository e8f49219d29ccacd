package steward.folder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import steward.activity.Activity;
import steward.activity.proof.Finding;
import steward.activity.proof.Invariant;
import steward.activity.proof.InvariantText;
import steward.activity.proof.Prover;
import steward.activity.text.ActivityText;
import steward.activity.text.GroupText;
import steward.activity.text.Words;
import steward.folder.Layout.Kind;
import steward.folder.Plan.Step;
import steward.loop.HouseNames;
import steward.place.Place;
import steward.state.Membership;
import steward.thing.Group;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;

/// Plans the groups, the place, the activities, what is forbidden and the cases of a folder: each
/// is read anew over the house as it would be.
final class RulePlan {
  private final Now now;
  private final Draft draft;
  private final HouseNames then;
  private final Contents wanted;

  /// @param things of the house as they would be
  RulePlan(Now now, Draft draft, Map<ThingId, Thing> things) {
    this.now = now;
    this.draft = draft;
    this.wanted = draft.read().contents();
    var membership = new Membership(things::values);
    var groups = new TreeMap<String, Group>();
    now.names().groups().forEach(group -> groups.put(group.id(), group));
    groups.putAll(wanted.groups());
    groups.values().forEach(membership::put);
    var activities = new LinkedHashMap<String, Activity>();
    now.names().activities().forEach(one -> activities.put(one.id(), one));
    wanted.activities().forEach((id, one) -> activities.put(id, settled(id, one)));
    then =
        new HouseNames(
            things,
            List.copyOf(groups.values()),
            List.copyOf(activities.values()),
            wanted.place().orElse(now.names().place()),
            membership);
  }

  /// The owner and the version of what is here are the house's.
  private Activity settled(String id, Activity one) {
    return now.names()
        .activity(id)
        .map(here -> one.version(here.version() + 1, here.owner()))
        .orElseGet(() -> one.version(1, one.owner()));
  }

  HouseNames then() {
    return then;
  }

  private boolean isSound(String path, java.util.function.Consumer<Tree> reads) {
    Tree tree = draft.read().trees().get(path);
    if (tree == null) return true;
    try {
      reads.accept(tree);
      return true;
    } catch (Malformed malformed) {
      draft.doubt(path, malformed);
      return false;
    }
  }

  void groups() {
    if (then.groups().size() > Group.GROUPS_MAX)
      draft.doubt(new Malformed.Fault("", "at most " + Group.GROUPS_MAX + " groups", "more"));
    wanted
        .groups()
        .forEach((id, group) -> {
          Optional<Group> here = now.names().group(id);
          if (here.filter(group::equals).isPresent()) {
            draft.stays();
            return;
          }
          isSound(Kind.GROUP.path(id), tree -> GroupText.read(tree, id, then));
          var step = new Step.PutGroup(group);
          int count = then.membership().of(new steward.thing.Selector.Named(id)).size();
          String of = "the group “%s” (%s) of %d things.".formatted(group.name(), id, count);
          if (here.isEmpty()) draft.adds(Kind.GROUP, id, step, "Adds " + of);
          else draft.changes(Kind.GROUP, id, step, "Changes " + of);
        });
  }

  void place() {
    if (wanted.place().isEmpty()) return;
    Place place = wanted.place().get();
    if (place.equals(now.names().place())) {
      draft.stays();
      return;
    }
    if (now.fixedZone().filter(zone -> !zone.equals(place.zone())).isPresent()) {
      String expected = now.fixedZone().get() + ", as the configuration of this house says";
      draft.doubt(Layout.PLACE, new Malformed("/zone", expected, "'" + place.zone() + "'"));
      return;
    }
    draft.changes(
        Kind.PLACE,
        "place",
        new Step.Settle(place),
        "Changes the place: zone %s, %s, modes %s, %d holidays."
            .formatted(
                place.zone(),
                place
                    .spot()
                    .map(spot -> spot.latitude() + ", " + spot.longitude())
                    .orElse("no spot, so that the sun neither rises nor sets"),
                String.join(", ", place.modes()),
                place.holidays().size() + place.yearly().size()));
  }

  void activities(boolean disarmed) {
    wanted.activities().forEach((id, one) -> activity(id, one, disarmed));
  }

  private void activity(String id, Activity written, boolean disarmed) {
    Optional<Activity> here = now.names().activity(id);
    Activity one = settled(id, written);
    if (here.isPresent()) {
      if (!here.get().owner().equals(written.owner()))
        draft.note(
            "The activity %s stays %s's, as here; in the folder it is %s's."
                .formatted(id, here.get().owner(), written.owner()));
      if (one.version(here.get().version(), one.owner()).equals(here.get())) {
        draft.stays();
        return;
      }
    }
    isSound(Kind.ACTIVITY.path(id), tree -> ActivityText.read(tree, id, then));
    Activity kept = disarmed ? one.armed(false) : one;
    String of =
        "the activity “%s” (%s), %s, of %s: %s"
            .formatted(
                kept.name(),
                id,
                kept.armed() ? "armed" : "not armed",
                kept.owner(),
                Words.of(kept, then));
    var step = new Step.PutActivity(kept);
    if (here.isEmpty()) draft.adds(Kind.ACTIVITY, id, step, "Adds " + of);
    else draft.changes(Kind.ACTIVITY, id, step, "Changes " + of);
  }

  /// @return all of the house's, as they would be
  private List<Map<String, Object>> invariants() {
    var all = new ArrayList<Map<String, Object>>(now.contents().invariants());
    var fresh = new ArrayList<Map<String, Object>>();
    for (Map<String, Object> one : wanted.invariants()) {
      if (all.stream().map(RulePlan::plain).anyMatch(plain(one)::equals)) draft.stays();
      else fresh.add(one);
    }
    if (fresh.isEmpty()) return all;
    isSound(Layout.INVARIANTS, tree -> InvariantText.read(tree, then));
    all.addAll(fresh);
    if (all.size() > Invariant.INVARIANTS_MAX)
      draft.doubt(
          Layout.INVARIANTS,
          new Malformed("/items", "at most " + Invariant.INVARIANTS_MAX, all.size() + ""));
    var step = new Step.KeepInvariants(all);
    draft.adds(
        Kind.INVARIANT,
        "invariants",
        step,
        "Adds %d rules of what the house forbids; those that are here stay."
            .formatted(fresh.size()));
    return all;
  }

  /// Whole numbers are the same however they were read.
  private static String plain(Map<String, Object> one) {
    return steward.value.YamlLines.write(one);
  }

  /// Holds everything that would be to what the house forbids, and to itself.
  void proof(UnaryOperator<String> roles) {
    var rules = new ArrayList<Invariant>();
    for (Map<String, Object> one : invariants()) {
      try {
        rules.addAll(InvariantText.read(Tree.of(List.of(one)), then));
      } catch (Malformed _) {
        // Said already where it is of the folder; else the house says it at each look.
      }
    }
    for (Finding finding : Prover.prove(then.activities(), then, rules, roles)) {
      if (finding.severity() != Finding.Severity.ERROR) continue;
      finding.activities().stream()
          .filter(id -> wanted.activities().containsKey(id) && isNews(id))
          .findFirst()
          .ifPresent(id ->
              draft.doubt(
                  Kind.ACTIVITY.path(id),
                  new Malformed("", "an activity that can do what it says", finding.sentence())));
    }
  }

  private boolean isNews(String id) {
    Optional<Activity> here = now.names().activity(id);
    Optional<Activity> one = Optional.ofNullable(wanted.activities().get(id));
    return here.isEmpty()
        || one.filter(written ->
                written.version(here.get().version(), here.get().owner()).equals(here.get()))
            .isEmpty();
  }

  void cases() {
    wanted
        .cases()
        .forEach((id, text) -> {
          String here = now.contents().cases().get(id);
          if (text.equals(here)) draft.stays();
          else if (here == null)
            draft.adds(Kind.CASE, id, new Step.KeepCase(text), "Adds the case %s.".formatted(id));
          else
            draft.changes(
                Kind.CASE, id, new Step.KeepCase(text), "Changes the case %s.".formatted(id));
        });
  }
}
