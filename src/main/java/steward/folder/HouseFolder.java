package steward.folder;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import steward.access.Accounts;
import steward.access.DeviceSecrets;
import steward.access.Refusal;
import steward.driver.Kept;
import steward.folder.Plan.Step;
import steward.hook.Hook;
import steward.hook.Hooks;
import steward.link.DriverHost;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.network.profile.ProfileBook;
import steward.rights.User;
import steward.rights.UserId;
import steward.store.CaseFiles;
import steward.store.Registry;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Tree;

/// The house as a folder: written out, and brought in. Thread-safe; everything here waits for the
/// disk, so never on an event loop or the house's thread.
public final class HouseFolder {
  /// So many changes are under way at once, so that neither the house nor its disk is flooded.
  private static final int AT_ONCE = 64;

  /// The characters of all cases that are written out; further ones are left out, and said.
  private static final int CASES_LENGTH_MAX = 8 << 20;

  private final Parts parts;
  private final ReentrantLock turn = new ReentrantLock(true);

  /// What it is built on.
  ///
  /// @param stations how many the closed network has
  /// @param fixedZone the zone that the configuration says
  public record Parts(
      HouseLoop loop,
      DriverHost host,
      Registry registry,
      Accounts accounts,
      DeviceSecrets secrets,
      Hooks hooks,
      CaseFiles cases,
      ProfileBook profiles,
      IntSupplier stations,
      Supplier<Optional<ZoneId>> fixedZone) {}

  /// A house written out.
  ///
  /// @param left what of it is not in the files, in sentences
  public record Written(List<FolderFile> files, List<String> left) {
    public Written {
      files = List.copyOf(files);
      left = List.copyOf(left);
    }
  }

  public HouseFolder(Parts parts) {
    this.parts = parts;
  }

  /// All that the house is, without secrets and without what happened.
  public Written write() {
    HouseNames names = parts.loop().query(HouseNames::of).join();
    var left = new ArrayList<String>();
    Contents contents = contents(names, cases(parts.cases().names(), left));
    left(contents, left);
    return new Written(FolderWriter.write(contents), left);
  }

  /// What it would mean to bring these files in.
  ///
  /// @throws Malformed if they cannot be brought in
  public Plan plan(List<FolderFile> files, Planner.Wish wish) {
    HouseNames names = parts.loop().query(HouseNames::of).join();
    var wanted = files.stream().flatMap(file -> Layout.Kind.CASE.id(file.path()).stream()).toList();
    Contents contents = contents(names, cases(wanted, new ArrayList<>()));
    var now =
        new Now(
            contents,
            names,
            parts.registry()::deviceOf,
            parts.registry()::holderOf,
            parts.registry().greatestNumber(),
            id -> parts.accounts().isFree(new UserId(id)),
            parts.host()::family,
            parts.host()::barred,
            parts.profiles().files(),
            parts.fixedZone().get());
    return Planner.plan(files, now, wish);
  }

  /// Brings the files in, after a plan made just now.
  ///
  /// @param insist also where there are doubts
  /// @param principal how the journal names the one who does it
  /// @throws Malformed if they cannot be brought in, or there are doubts: then nothing was done
  /// @throws Refusal if it could not be brought to its end
  public Plan bring(List<FolderFile> files, Planner.Wish wish, boolean insist, String principal) {
    turn.lock();
    try {
      Plan plan = plan(files, wish);
      if (!insist && !plan.doubts().isEmpty()) throw FolderReader.cut(plan.doubts());
      perform(plan, principal);
      return plan;
    } finally {
      turn.unlock();
    }
  }

  private SortedMap<String, String> cases(List<String> names, List<String> left) {
    var cases = new TreeMap<String, String>();
    long length = 0;
    for (String name : names) {
      Optional<String> text = parts.cases().find(name).map(CaseFiles::text);
      length += text.map(String::length).orElse(0);
      if (text.isPresent() && length <= CASES_LENGTH_MAX) cases.put(name, text.get());
      else
        left.add(
            text.isPresent()
                ? "The case %s is left out: all cases are too long for one folder.".formatted(name)
                : "The case %s is left out: it cannot be read.".formatted(name));
    }
    return cases;
  }

  private Contents contents(HouseNames names, SortedMap<String, String> cases) {
    var users = new TreeMap<String, User>();
    parts.accounts().users().forEach(user -> users.put(user.id().value(), user));
    var things = new TreeMap<String, Thing>();
    for (Thing thing : names.things()) if (thing.isDevice()) things.put(thing.id().value(), thing);
    var groups = new TreeMap<String, steward.thing.Group>();
    names.groups().forEach(group -> groups.put(group.id(), group));
    var activities = new TreeMap<String, steward.activity.Activity>();
    names.activities().forEach(activity -> activities.put(activity.id(), activity));
    return new Contents(
        users,
        things,
        codes(things),
        callers(),
        groups,
        Optional.of(names.place()),
        Tree.of(parts.cases().invariants()).items().stream().map(Sheets::copy).toList(),
        activities,
        cases,
        parts.profiles().own());
  }

  /// By the id of the first thing of each device.
  private SortedMap<String, Contents.Codes> codes(SortedMap<String, Thing> things) {
    var codes = new TreeMap<String, Contents.Codes>();
    var seen = new java.util.HashSet<Udn>();
    things.forEach((id, thing) -> {
      Udn device = thing.udn().root();
      if (!seen.add(device)) return;
      SortedMap<String, Bytes> kept = shareable(device);
      if (!kept.isEmpty()) codes.put(id, new Contents.Codes(device.value(), kept));
    });
    return codes;
  }

  private SortedMap<String, Bytes> shareable(Udn device) {
    Kept all = parts.secrets().kept(device);
    var kept = new TreeMap<>(all.secrets());
    kept.keySet()
        .retainAll(
            parts
                .host()
                .family(device.family())
                .map(family -> family.shareable(all))
                .orElse(java.util.Set.of()));
    return kept;
  }

  private SortedMap<String, Contents.CallerSheet> callers() {
    var callers = new TreeMap<String, Contents.CallerSheet>();
    for (Hook hook : parts.hooks().all()) {
      if (hook.isOut()) continue;
      String thing = hook.thing().value();
      callers.put(
          thing,
          new Contents.CallerSheet(
              thing,
              hook.id(),
              hook.kind().label(),
              hook.proof().label(),
              hook.deeds().stream().map(steward.hook.Deed::json).toList()));
    }
    return callers;
  }

  private void left(Contents contents, List<String> left) {
    int stations = parts.stations().getAsInt();
    if (stations > 0)
      left.add(
          "What was decided on the %d stations of the closed network is not in it: a folder opens no way out."
              .formatted(stations));
    int clients = parts.accounts().clients().size();
    if (clients > 0)
      left.add(
          "%d clients are not in it: what a person signs in with is made anew in another house."
              .formatted(clients));
    contents.things().values().stream()
        .map(thing -> thing.udn().root())
        .distinct()
        .filter(device -> parts.secrets().names(device).size() > shareable(device).size())
        .forEach(device -> left.add("Secrets of the device %s are not in it.".formatted(device)));
    parts.hooks().all().stream()
        .filter(Hook::isOut)
        .forEach(hook ->
            left.add(
                "Where the webhook %s sends to is a secret, and not in it."
                    .formatted(hook.thing())));
  }

  private void perform(Plan plan, String principal) {
    plan.items().stream()
        .map(Plan.Item::step)
        .flatMap(step ->
            step instanceof Step.PutThing(Thing thing)
                ? java.util.stream.Stream.of(thing.number())
                : java.util.stream.Stream.of())
        .max(Integer::compare)
        .ifPresent(parts.registry()::passOver);
    var waiting = new ArrayList<CompletableFuture<?>>();
    for (Plan.Item item : plan.items()) {
      try {
        waiting.add(begun(item.step(), item.id(), principal));
        boolean isOfHouse = item.step() instanceof Step.PutThing;
        boolean isLast = item.equals(plan.items().getLast());
        if (waiting.size() >= AT_ONCE || !isOfHouse || isLast) settle(waiting);
      } catch (RuntimeException e) {
        throw unfinished(item, e);
      }
    }
    long added = plan.items().stream().filter(Plan.Item::isNew).count();
    if (plan.isEmpty()) return;
    String sentence =
        "A house was brought in from its folder: %d parts came, %d were changed."
            .formatted(added, plan.items().size() - added);
    parts.loop().ask(new Fact.Noted(sentence), "house", principal).join();
  }

  private void settle(List<CompletableFuture<?>> waiting) {
    waiting.forEach(CompletableFuture::join);
    waiting.clear();
    parts.registry().caughtUp().join();
  }

  private static Refusal unfinished(Plan.Item item, RuntimeException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new Refusal(
        Refusal.Why.BUSY,
        "It stopped at %s %s (%s). What comes before it is here; bring the folder in again to go on."
            .formatted(item.kind().label(), item.id(), cause.getMessage()));
  }

  private CompletableFuture<?> begun(Step step, String id, String principal) {
    var loop = parts.loop();
    return switch (step) {
      case Step.PutUser(User user) -> parts.accounts().bringUser(user);
      case Step.PutThing(Thing thing) -> loop.ask(new Fact.ThingPut(thing), id, principal);
      case Step.KeepCodes(Udn device, Map<String, Bytes> codes) ->
          CompletableFuture.allOf(
              codes.entrySet().stream()
                  .map(code -> parts.secrets().put(device.value(), code.getKey(), code.getValue()))
                  .toArray(CompletableFuture[]::new));
      case Step.PutCaller(var caller) -> parts.hooks().bring(caller);
      case Step.PutGroup(var group) -> loop.ask(new Fact.GroupPut(group), id, principal);
      case Step.Settle(var place) -> loop.ask(new Fact.Settled(place), "house", principal);
      case Step.KeepInvariants(var all) -> {
        parts.cases().keepInvariants(all);
        yield CompletableFuture.completedFuture(id);
      }
      case Step.PutActivity(var activity) ->
          loop.ask(new Fact.ActivityPut(next(activity)), id, principal);
      case Step.KeepCase(String text) -> {
        parts.cases().keep(CaseFiles.parse(id, text));
        yield CompletableFuture.completedFuture(id);
      }
      case Step.KeepProfile(String text) ->
          CompletableFuture.completedFuture(parts.profiles().add(Bytes.utf8(text)));
    };
  }

  /// One that was here before goes on with its versions.
  private steward.activity.Activity next(steward.activity.Activity activity) {
    int last =
        parts.registry().versions(activity.id()).stream()
            .mapToInt(steward.activity.Activity::version)
            .max()
            .orElse(0);
    return activity.version(Math.max(activity.version(), last + 1), activity.owner());
  }
}
