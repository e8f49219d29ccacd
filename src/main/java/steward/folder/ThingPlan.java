package steward.folder;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steward.driver.Family;
import steward.driver.Kept;
import steward.folder.Layout.Kind;
import steward.folder.Plan.Step;
import steward.hook.HookKind;
import steward.hook.Returned;
import steward.loop.PersonThing;
import steward.loop.PlaceThing;
import steward.rights.Role;
import steward.rights.User;
import steward.thing.Binding;
import steward.thing.Channel;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Malformed;

/// Plans the things of a folder, what they learnt, and who calls. A thing that is here keeps its
/// device, its number and its address: no folder sends a device's secrets elsewhere.
final class ThingPlan {
  private final Now now;
  private final Draft draft;
  private final Set<Integer> numbers = new HashSet<>();
  private int last;

  ThingPlan(Now now, Draft draft) {
    this.now = now;
    this.draft = draft;
    last = now.greatest();
  }

  /// The things of the house as they would be.
  Map<ThingId, Thing> things() {
    var all = new TreeMap<ThingId, Thing>(java.util.Comparator.comparing(ThingId::value));
    all.putAll(now.names().byId());
    var wanted = draft.read().contents().things();
    wanted.values().forEach(thing -> last = Math.max(last, thing.number()));
    var udns = new HashSet<Udn>();
    wanted.forEach((id, thing) -> {
      if (!udns.add(thing.udn()))
        draft.fault(Kind.THING, id, "/udn", "each device once", "'" + thing.udn() + "'");
      all.put(thing.id(), thing(id, thing));
    });
    draft.read().contents().users().values().stream()
        .filter(user -> user.role() != Role.DEVICE && user.role() != Role.CLOUD)
        .forEach(user -> all.putIfAbsent(new ThingId(user.id().value()), person(user)));
    return all;
  }

  /// Who comes in with the folder can be named by its activities.
  private static Thing person(User user) {
    var ways = EnumSet.allOf(Channel.class);
    String id = user.id().value();
    return PersonThing.of(
        new ThingId(id), 0, id, user.name(), user.role().label(), List.of(), List.of(), ways, ways);
  }

  private Thing thing(String id, Thing wanted) {
    Thing here = now.contents().things().get(id);
    if (here == null) return newThing(id, wanted);
    if (!here.udn().equals(wanted.udn())) {
      String expected = here.udn() + ", the device that has this id here";
      draft.fault(Kind.THING, id, "/udn", expected, "'" + wanted.udn() + "'");
      return here;
    }
    if (!here.binding().equals(wanted.binding()))
      draft.note(
          "“%s” (%s) stays where it is reached here; the folder has another address."
              .formatted(here.name(), id));
    Thing named = here.named(wanted.name(), wanted.room());
    if (named.equals(here)) draft.stays();
    else
      draft.changes(
          Kind.THING,
          id,
          new Step.PutThing(named),
          "Changes the thing %s: “%s” in %s, which was “%s” in %s."
              .formatted(id, named.name(), named.room(), here.name(), here.room()));
    return named;
  }

  private Thing newThing(String id, Thing wanted) {
    refuse(id, wanted);
    Thing thing = numbered(id, wanted);
    Optional<Family> family = now.families().apply(wanted.binding().family());
    if (family.isEmpty())
      draft.fault(Kind.THING, id, "/family", "a family of this steward", wanted.binding().family());
    now.barred()
        .apply(wanted.binding().family())
        .ifPresent(why ->
            draft.note(
                "“%s” (%s) is not reached yet: %s.".formatted(wanted.name(), id, bare(why))));
    String at = address(wanted.binding());
    draft.adds(
        Kind.THING,
        id,
        new Step.PutThing(thing),
        "Adds the thing “%s” (%s) in %s, %s%s: absent until it answers."
            .formatted(wanted.name(), id, wanted.room(), wanted.binding().family(), at));
    return thing;
  }

  private static String bare(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String address(Binding binding) {
    String host = binding.part(Binding.HOST, "");
    String topic = binding.part("topic", "");
    return !host.isEmpty() ? " at " + host : topic.isEmpty() ? "" : " by the topic " + topic;
  }

  private void refuse(String id, Thing wanted) {
    if (wanted.id().equals(PlaceThing.ID))
      draft.fault(Kind.THING, id, "/id", "another id: this one is the house's own", id);
    Optional<Udn> was = now.devices().apply(wanted.id());
    if (was.isPresent() && !was.get().equals(wanted.udn()))
      draft.fault(Kind.THING, id, "/id", "an id that was never another device's: " + was.get(), id);
    for (Thing other : now.names().things()) {
      boolean isSame = other.udn().equals(wanted.udn());
      boolean isPart = other.udn().root().equals(wanted.udn().root());
      if (isSame)
        draft.fault(
            Kind.THING, id, "/udn", "a device that is not '" + other.id() + "' here", "that one");
      else if (isPart && !host(other).equals(host(wanted)))
        draft.fault(
            Kind.THING,
            id,
            "/binding",
            "the address that its device has here, as '" + other.id() + "'",
            "another");
    }
  }

  private static String host(Thing thing) {
    return thing.binding().part(Binding.HOST, "");
  }

  /// With its own number if nobody has or had it here, else with the next free one.
  private Thing numbered(String id, Thing wanted) {
    boolean isTaken =
        now.numbers()
            .apply(wanted.number())
            .filter(holder -> !holder.value().equals(id))
            .isPresent();
    if (wanted.number() > 0 && !isTaken && numbers.add(wanted.number())) return wanted;
    int number = ++last;
    numbers.add(number);
    draft.note("“%s” (%s) gets the number %d here.".formatted(wanted.name(), id, number));
    return new Thing(
        wanted.id(),
        number,
        wanted.udn(),
        wanted.name(),
        wanted.room(),
        wanted.kind(),
        wanted.maker(),
        wanted.model(),
        wanted.firmware(),
        wanted.binding(),
        wanted.observes(),
        wanted.abilities());
  }

  void codes(Map<ThingId, Thing> things) {
    draft
        .read()
        .contents()
        .codes()
        .forEach((id, codes) -> {
          if (things.values().stream().noneMatch(one -> root(one).equals(codes.device()))) {
            draft.fault(
                Kind.CODES, id, "/device", "a device of this folder or house", codes.device());
            return;
          }
          codes(id, new Udn(codes.device()), codes);
        });
  }

  private static String root(Thing thing) {
    return thing.udn().root().value();
  }

  private void codes(String id, Udn device, Contents.Codes codes) {
    Set<String> allowed =
        now.families()
            .apply(device.family())
            .map(family -> family.shareable(new Kept(codes.kept())))
            .orElse(Set.of());
    for (String name : codes.kept().keySet())
      if (!allowed.contains(name))
        draft.fault(
            Kind.CODES,
            id,
            "/codes/" + name.replace("~", "~0").replace("/", "~1"),
            "a code that is no secret",
            "'" + name + "'");
    Contents.Codes here =
        now.contents().codes().values().stream()
            .filter(one -> one.device().equals(codes.device()))
            .findFirst()
            .orElse(null);
    var fresh = new TreeMap<String, Bytes>(codes.kept());
    if (here != null) fresh.entrySet().removeIf(one -> here.kept().entrySet().contains(one));
    if (fresh.isEmpty()) {
      draft.stays();
      return;
    }
    var step = new Step.KeepCodes(device, fresh);
    String sentence = "%s %d learnt codes of %s: %s.";
    String names = String.join(", ", fresh.keySet().stream().limit(10).toList());
    if (here == null)
      draft.adds(Kind.CODES, id, step, sentence.formatted("Adds", fresh.size(), id, names));
    else
      draft.changes(Kind.CODES, id, step, sentence.formatted("Changes", fresh.size(), id, names));
  }

  void callers(Map<ThingId, Thing> things) {
    draft
        .read()
        .contents()
        .callers()
        .forEach((id, caller) -> {
          Contents.CallerSheet here = now.contents().callers().get(id);
          if (here != null && here.equals(caller)) draft.stays();
          else if (here != null)
            draft.note("The webhook %s stays as it is here; the folder has another.".formatted(id));
          else caller(id, caller, things);
        });
  }

  private void caller(String id, Contents.CallerSheet caller, Map<ThingId, Thing> things) {
    Thing thing = things.get(new ThingId(id));
    if (thing == null) {
      draft.fault(Kind.CALLER, id, "/thing", "a thing of this folder or house", id);
      return;
    }
    try {
      var back =
          Returned.of(
              thing,
              caller.hook(),
              HookKind.labelled(caller.kind()).orElseThrow(),
              caller.proof(),
              caller.perform(),
              what -> Optional.ofNullable(things.get(what)));
      String may =
          caller.perform().isEmpty()
              ? ""
              : "; it may ask for " + caller.perform().size() + " actions";
      draft.adds(
          Kind.CALLER,
          id,
          new Step.PutCaller(back),
          "Adds the webhook %s (%s)%s: nobody can call it until you give it a secret with 'steward webhooks rotate %s'."
              .formatted(id, caller.kind(), may, id));
    } catch (Malformed malformed) {
      Malformed.Fault first = malformed.faults().getFirst();
      draft.fault(Kind.CALLER, id, first.at(), first.expected(), first.got());
    }
  }
}
