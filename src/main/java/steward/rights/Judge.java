package steward.rights;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import steward.thing.Thing;

/// Decides who may do what, from the table and nothing else. Immutable; the same question in the
/// same zone has the same answer.
///
/// @param zone in which the times of guests are meant
public record Judge(Supplier<ZoneId> zone) {
  private static final String NOT_THERE = "This is done at the machine itself.";
  private static final String NOT_SIGNED =
      "To unlock, a webhook's calls must be signed together with their time.";
  private static final String OUT_OF_TIME = "This is outside the times granted to you.";

  public Decision decide(Caller caller, Rules.Row asked, Target target, Instant at) {
    // A code that is learnt is a change of the house, by whatever door it is asked for.
    Rules.Row row = target instanceof Target.Lesson ? Rules.row("learn") : asked;
    if (row.reach() == Reach.ANYONE) return Decision.allowed();
    return switch (caller) {
      case Caller.AtMachine _ -> Decision.allowed();
      case Caller.Stranger _ -> Decision.signIn();
      // Which topics are its own is decided where topics are known; no other face knows devices.
      case Caller.Attached _ ->
          row.reach() == Reach.TOPIC ? Decision.allowed() : forbidden(Role.DEVICE, row);
      case Caller.Hook hook -> called(hook, row, target);
      case Caller.Known known -> known(known, row, target, at);
    };
  }

  /// Whether a caller may see a thing: what lists and streams leave out for guests.
  public boolean sees(Caller caller, Thing thing, Instant at) {
    return decide(caller, Rules.row("getThing"), Target.of(thing), at).isAllowed();
  }

  /// Whether the caller's part of a list is the whole.
  public boolean seesAll(Caller caller) {
    return switch (caller) {
      case Caller.AtMachine _ -> true;
      case Caller.Known known -> !isSuspended(known) && isAtHome(known.user().role());
      case Caller.Stranger _, Caller.Attached _, Caller.Hook _ -> false;
    };
  }

  /// Whether users, clients and sessions of others are the caller's business.
  public boolean seesPeople(Caller caller) {
    return switch (caller) {
      case Caller.AtMachine _ -> true;
      case Caller.Known known -> !isSuspended(known) && known.user().isMaster();
      case Caller.Stranger _, Caller.Attached _, Caller.Hook _ -> false;
    };
  }

  private static boolean isSuspended(Caller.Known known) {
    return known.user().suspended() || known.client().suspended();
  }

  private static boolean isAtHome(Role role) {
    return role == Role.MASTER || role == Role.RESIDENT || role == Role.MONITOR;
  }

  private Decision known(Caller.Known known, Rules.Row row, Target target, Instant at) {
    if (isSuspended(known)) return Decision.signIn();
    Role role = known.user().role();
    Decision decision =
        switch (role) {
          case DEVICE, CLOUD -> outside(known.user(), row, target);
          case MASTER, RESIDENT, GUEST, MONITOR -> inside(known.user(), row, target, at);
        };
    boolean dangerous = row.fresh() || target instanceof Target.Danger || manages(target);
    return decision.isAllowed() && dangerous && !known.isFresh(at)
        ? Decision.freshCode()
        : decision;
  }

  /// A device is asked and heard over MQTT; a cloud service has the values granted to it.
  private static Decision outside(User user, Rules.Row row, Target target) {
    if (row.reach() == Reach.SELF) return Decision.allowed();
    if (user.role() == Role.CLOUD
        && row.reach() == Reach.VALUE
        && target instanceof Target.OneValue one) {
      boolean granted = user.grant().values().contains(one.id() + "/" + one.property());
      return granted ? Decision.allowed() : Decision.hidden();
    }
    return forbidden(user.role(), row);
  }

  private Decision inside(User user, Rules.Row row, Target target, Instant at) {
    Role role = user.role();
    if (row.reach() == Reach.SELF) return Decision.allowed();
    if (row.reach() == Reach.MACHINE) return new Decision.Forbidden(NOT_THERE);
    if (row.reach() == Reach.OWN) return own(user, row, target);
    if (!role.has(row.right())) return forbidden(role, row);
    if (role != Role.GUEST) return Decision.allowed();
    if (!user.grant().isNow(at.atZone(zone.get()))) return new Decision.Forbidden(OUT_OF_TIME);
    return switch (row.reach()) {
      case PART -> Decision.allowed();
      case THING, VALUE ->
          room(target).filter(user.grant().rooms()::contains).isPresent()
              ? Decision.allowed()
              : Decision.hidden();
      case ANYONE, MACHINE, SELF, OWN, HOUSE, TOPIC, HOOK -> forbidden(role, row);
    };
  }

  /// A guest and a monitor own nothing but themselves and their clients, and may look at these.
  private static Decision own(User user, Rules.Row row, Target target) {
    if (user.isMaster()) return Decision.allowed();
    boolean isOwn =
        switch (target) {
          case Target.OneUser(UserId id) -> id.equals(user.id());
          case Target.OneClient(ClientId _, UserId owner) -> owner.equals(user.id());
          case Target.OneActivity(String _, Optional<String> owner, boolean _) ->
              owner.map(user.id().value()::equals).orElse(true);
          default -> false;
        };
    if (!isOwn) {
      return target instanceof Target.OneActivity
          ? new Decision.Forbidden("Only its owner or a master may change this activity.")
          : Decision.hidden();
    }
    if (manages(target) && !user.role().has(Right.MANAGE))
      return forbidden(user.role(), Rules.row("learn"));
    return user.role().has(row.right()) ? Decision.allowed() : forbidden(user.role(), row);
  }

  /// A webhook's caller reaches that hook, and the actions that were granted to it by name.
  private static Decision called(Caller.Hook hook, Rules.Row row, Target target) {
    if (row.reach() != Reach.HOOK) return forbidden(Role.CLOUD, row);
    return switch (target) {
      case Target.OneHook(String id) when id.equals(hook.id()) -> Decision.allowed();
      case Target.OneAction(_, _, String action) when isManaging(action) ->
          forbidden(Role.CLOUD, Rules.row("learn"));
      case Target.OneAction(_, _, String action) when isGuarded(action) && !hook.sealed() ->
          new Decision.Forbidden(NOT_SIGNED);
      case Target.OneAction one when hook.grants().contains(one.id() + "/" + one.action()) ->
          Decision.allowed();
      default -> Decision.hidden();
    };
  }

  /// Whether an action is one that only a call may ask for whose signature covers its time.
  public static boolean isGuarded(String action) {
    return action.equals("unlock");
  }

  private static boolean manages(Target target) {
    return target instanceof Target.OneActivity(String _, Optional<String> _, boolean manages)
        && manages;
  }

  /// Whether an action changes what the house has, so that performing is not right enough.
  public static boolean isManaging(String action) {
    return action.equals("learn");
  }

  private static Optional<String> room(Target target) {
    return switch (target) {
      case Target.OneThing one -> Optional.of(one.room());
      case Target.Danger one -> Optional.of(one.room());
      case Target.Lesson one -> Optional.of(one.room());
      case Target.OneValue one -> Optional.of(one.room());
      case Target.OneAction one -> Optional.of(one.room());
      case Target.House _,
          Target.OneHook _,
          Target.OneActivity _,
          Target.OneUser _,
          Target.OneClient _,
          Target.Nothing _ ->
          Optional.empty();
    };
  }

  private static Decision forbidden(Role role, Rules.Row row) {
    return new Decision.Forbidden(
        "As a %s you may not do this; it needs the right to %s."
            .formatted(role.label(), row.right().label()));
  }
}
