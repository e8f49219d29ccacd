package steward.access;

import java.util.Optional;
import steward.rights.Caller;
import steward.rights.Rules;
import steward.rights.Target;
import steward.rights.User;
import steward.rights.UserId;
import steward.thing.ThingId;

/// What activities may do: what their owners may, at that moment. Thread-safe; nothing blocks.
///
/// What is allowed is not in the audit log, since the journal has each firing and each command;
/// what is refused is in both.
public final class Owners {
  /// The owner of what was made at the machine itself.
  public static final String LOCAL = "local";

  private final Accounts accounts;
  private final Gate gate;

  public Owners(Accounts accounts, Gate gate) {
    this.accounts = accounts;
    this.gate = gate;
  }

  private Optional<User> user(String owner) {
    return ThingId.isSlug(owner) ? accounts.user(new UserId(owner)) : Optional.empty();
  }

  /// Why nothing that this owner's activities do is done; empty as long as it depends on what that
  /// is.
  public Optional<String> absence(String owner) {
    if (owner.equals(LOCAL)) return Optional.empty();
    Optional<User> user = user(owner);
    if (user.isEmpty()) return Optional.of("its owner, " + owner + ", is not there any more");
    return user.filter(User::suspended).map(one -> "its owner, " + one.name() + ", is suspended");
  }

  /// Why an activity may not do this now; empty if it may. A refusal is noted.
  ///
  /// @param operation of the table [Rules]
  public Optional<String> refusal(String owner, String activity, String operation, Target target) {
    if (owner.equals(LOCAL)) return Optional.empty();
    Optional<User> user = user(owner);
    Optional<String> absence = absence(owner);
    Caller caller = user.isPresent() ? new Caller.Acting(user.get(), activity) : Caller.stranger();
    if (user.isEmpty() || absence.isPresent()) {
      note(caller, operation, target, absence.map(why -> activity + ": " + why).orElse(""));
      return absence;
    }
    if (gate.judge().decide(caller, Rules.row(operation), target, gate.now()).isAllowed())
      return Optional.empty();
    String why =
        "its owner, %s, may not do this as a %s"
            .formatted(user.get().name(), user.get().role().label());
    note(caller, operation, target, why);
    return Optional.of(why);
  }

  private void note(Caller caller, String operation, Target target, String why) {
    var asking = new Gate.Asking(caller, Gate.Face.ACTIVITY, "");
    gate.note(asking, operation, target.text(), "forbidden", why);
  }
}
