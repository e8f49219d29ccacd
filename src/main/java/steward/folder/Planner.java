package steward.folder;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import steward.access.Accounts;
import steward.access.Owners;
import steward.folder.Layout.Kind;
import steward.folder.Plan.Step;
import steward.network.profile.OwnProfiles;
import steward.rights.User;
import steward.rights.UserId;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Malformed;

/// Says what it would mean to bring a folder into a house. Nothing that is here is taken away, and
/// what somebody may do here stays as it is.
public final class Planner {
  private static final String OPENS =
      "What it suggests is open to a thing of its kind only in a window that somebody opens.";

  private final Now now;
  private final Draft draft;

  private Planner(Now now, Draft draft) {
    this.now = now;
    this.draft = draft;
  }

  /// What is wished besides.
  ///
  /// @param owner whose the activities become that name none
  /// @param disarmed whether activities come without being armed
  public record Wish(String owner, boolean disarmed) {}

  /// @throws Malformed if the folder cannot be brought in, with every fault that was found
  public static Plan plan(List<FolderFile> files, Now now, Wish wish) {
    var draft = new Draft(FolderReader.read(files, wish.owner()));
    var planner = new Planner(now, draft);
    planner.users();
    var things = new ThingPlan(now, draft);
    Map<ThingId, Thing> then = things.things();
    things.codes(then);
    things.callers(then);
    var rules = new RulePlan(now, draft, then);
    rules.groups();
    rules.place();
    rules.activities(wish.disarmed());
    planner.owners();
    rules.proof(planner::role);
    rules.cases();
    planner.profiles();
    return draft.plan();
  }

  private void users() {
    var wanted = draft.read().contents().users();
    var all = new LinkedHashSet<>(now.contents().users().keySet());
    all.addAll(wanted.keySet());
    if (all.size() > Accounts.USERS_MAX)
      draft.doubt(new Malformed.Fault("", "at most " + Accounts.USERS_MAX + " users", "more"));
    wanted.forEach((id, user) -> {
      User here = now.contents().users().get(id);
      if (here == null) invited(id, user);
      else if (isAs(here, user)) draft.stays();
      else
        draft.note(
            "The user %s stays as here, %s: what a folder says of rights changes nothing."
                .formatted(id, here.role().label()));
    });
  }

  private static boolean isAs(User here, User user) {
    return new User(
            here.id(), user.name(), user.role(), user.suspended(), user.grant(), here.since())
        .equals(here);
  }

  private void invited(String id, User user) {
    if (!now.isFreeUser().test(id)) {
      draft.fault(Kind.USER, id, "/id", "an id that nobody has or had here", "'" + id + "'");
      return;
    }
    String rooms =
        user.grant().rooms().isEmpty()
            ? ""
            : " in " + String.join(", ", user.grant().rooms().stream().sorted().toList());
    draft.adds(
        Kind.USER,
        id,
        new Step.PutUser(user),
        "Adds the user “%s” (%s), %s%s%s: invited only, since there is no client by which anybody could sign in as %s."
            .formatted(
                user.name(),
                id,
                user.role().label(),
                rooms,
                user.suspended() ? ", suspended" : "",
                user.name()));
  }

  /// An activity acts with the rights of its owner: that has to be somebody.
  private void owners() {
    draft
        .read()
        .contents()
        .activities()
        .forEach((id, activity) -> {
          if (now.names().activity(id).isPresent()) return;
          String owner = activity.owner();
          boolean isSomebody =
              owner.equals(Owners.LOCAL)
                  || now.contents().users().containsKey(owner)
                  || draft.read().contents().users().containsKey(owner);
          if (!isSomebody)
            draft.fault(
                Kind.ACTIVITY, id, "/owner", "a user of this folder or house", "'" + owner + "'");
        });
  }

  /// They open nothing by themselves; the way that each suggests is in the words of its station.
  private void profiles() {
    var here = now.contents().profiles();
    var all = new LinkedHashSet<>(now.profileFiles());
    var wanted = draft.read().contents().profiles();
    all.addAll(wanted.keySet());
    if (all.size() > OwnProfiles.FILES_MAX)
      draft.fault(
          Kind.PROFILE,
          wanted.lastKey(),
          "",
          "at most " + OwnProfiles.FILES_MAX + " files of the owner's profiles",
          "" + all.size());
    wanted.forEach((id, text) -> {
      var step = new Step.KeepProfile(text);
      if (text.equals(here.get(id))) draft.stays();
      else if (here.containsKey(id))
        draft.changes(Kind.PROFILE, id, step, "Changes the profile %s. %s".formatted(id, OPENS));
      else draft.adds(Kind.PROFILE, id, step, "Adds the profile %s. %s".formatted(id, OPENS));
    });
  }

  private String role(String owner) {
    if (!ThingId.isSlug(owner)) return "";
    var id = new UserId(owner).value();
    User here = now.contents().users().get(id);
    User user = here == null ? draft.read().contents().users().get(id) : here;
    return user == null ? "" : user.role().label();
  }
}
