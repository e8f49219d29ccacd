package steward.driver.cloud;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import steward.driver.Pace;
import steward.driver.Turns;

/// The state of a conversation with a cloud. Immutable.
///
/// @param flight what is asked now
/// @param listening the question that is answered when something happens, by its name
/// @param budgets by the name of the purse
/// @param lookAt when is read next; a moment that is over where nothing says so
/// @param count how many requests were made, to tell them apart
/// @param <K> what its service knows
public record CloudTalk<K>(
    K known,
    Tokens tokens,
    Turns<Wish> turns,
    Optional<Flight> flight,
    Optional<Flight> listening,
    Map<String, Budget> budgets,
    Pace pace,
    Instant lookAt,
    long count) {
  public CloudTalk {
    budgets = Map.copyOf(budgets);
  }

  /// With what was asked before the house started.
  CloudTalk<K> with(Map<String, Budget> kept) {
    return new CloudTalk<>(known, tokens, turns, flight, listening, kept, pace, lookAt, count);
  }

  /// A request on its way.
  ///
  /// @param call empty where it is for tokens
  record Flight(String name, Optional<Call> call) {}
}
