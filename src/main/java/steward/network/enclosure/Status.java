package steward.network.enclosure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the fence is.
///
/// @param byHelper whether the helper puts it up; else a person does (advice mode)
/// @param helperThere whether the helper answered when it was asked last
/// @param trouble what is wrong, by its own words or since it refused a change, as a sentence; why
///   it cannot be asked; empty where all is well
/// @param foreign that somebody else changed the rules, as a sentence; empty where nobody did
public record Status(
    boolean byHelper,
    Holds holds,
    boolean helperThere,
    String trouble,
    String foreign,
    Optional<Trial> trial) {

  /// What is in force.
  public enum Holds {
    /// Nothing that the steward put there, or that anybody confirmed: with the helper the network
    /// of the things is closed.
    NOTHING,
    /// What was confirmed.
    CONFIRMED,
    /// A change of the ground that waits for its confirmation.
    TRIAL,
    /// Nobody can tell.
    UNKNOWN
  }

  /// A change that is put back unless it is confirmed.
  ///
  /// @param by who tried it; empty where the steward does not know it any more
  public record Trial(String by, Instant until) {}

  static Status byHand() {
    return new Status(false, Holds.UNKNOWN, false, "", "", Optional.empty());
  }

  Status with(Holds other) {
    return new Status(byHelper, other, helperThere, trouble, foreign, trial);
  }

  Status troubled(String sentence) {
    return new Status(byHelper, holds, helperThere, sentence, foreign, trial);
  }

  /// Whether a fence of the steward's is in force, as far as it can tell.
  public boolean stands() {
    return byHelper && helperThere && (holds == Holds.CONFIRMED || holds == Holds.TRIAL);
  }

  /// One sentence, for people.
  ///
  /// @param waits what a person would have to apply
  public String says(List<String> waits) {
    if (!byHelper)
      return "Advice mode: the steward changes no network; it writes what a person applies.";
    if (!helperThere)
      return "The helper of the fence does not answer (" + trouble + "); what held, still holds.";
    if (!foreign.isEmpty()) return foreign;
    return switch (holds) {
      case NOTHING ->
          !trouble.isEmpty()
              ? trouble
              : "Nothing is confirmed: no fence of the steward stands until a plan is applied.";
      case TRIAL ->
          trial
              .map(one ->
                  "A change is tried until "
                      + Says.time(one.until())
                      + ": confirm it, or it goes back.")
              .orElse("A change is tried that nobody confirmed yet.");
      case CONFIRMED ->
          !trouble.isEmpty()
              ? trouble
              : waits.isEmpty() ? "The fence stands." : "The fence stands; a change waits.";
      case UNKNOWN -> "The helper was not asked yet.";
    };
  }
}
