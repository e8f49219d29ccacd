package steward.activity.proof;

import java.util.Optional;
import steward.activity.Condition;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Selector;

/// What a house forbids its activities for good: nobody asks these things for this while the
/// condition holds. Immutable.
///
/// @param sentence what an owner calls it; empty where it is made of the rest
/// @param always whether it was written the other way round: asked only while the condition holds
/// @param things whom it is about; empty for every thing
/// @param action the exact action, where only one of its kind is meant
/// @param condition while it holds, the action is forbidden (or, of *always*, allowed)
/// @param by whose activities: a person, or a role such as `guest` or `cloud`; empty for all
public record Invariant(
    String sentence,
    boolean always,
    Optional<Selector> things,
    ActionKind kind,
    Optional<Action> action,
    Condition condition,
    String by) {
  public static final int INVARIANTS_MAX = 100;
}
