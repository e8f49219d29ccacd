package steward.driver.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import steward.thing.Message;
import steward.value.Bytes;

/// The budgets of a service, by the names of their purses. Confined to one step.
final class Purses {
  /// What tokens are asked for from.
  static final String TOKEN = "token";

  private static final Budget.Limit TOKENS = new Budget.Limit(6, Duration.ofMinutes(10));

  private final Service<?> service;
  private final Map<String, Budget> budgets;
  private final Instant now;
  private boolean touched;

  Purses(Service<?> service, Map<String, Budget> budgets, Instant now) {
    this.service = service;
    this.budgets = new HashMap<>(budgets);
    this.now = now;
  }

  Map<String, Budget> all() {
    return budgets;
  }

  private Budget budget(String purse) {
    Budget known = budgets.get(purse);
    return known == null ? empty(service, purse) : known;
  }

  static Budget empty(Service<?> service, String purse) {
    return purse.equals(TOKEN) ? Budget.of(TOKENS) : service.budget(purse);
  }

  /// Whether anything was spent or held in this step.
  boolean isTouched() {
    return touched;
  }

  /// As it is kept over a restart.
  Bytes written() {
    return Ledger.written(budgets);
  }

  /// How long it has to wait; zero where all of its purses have something left.
  Duration wait(Call call) {
    Duration longest = Duration.ZERO;
    for (String purse : call.purses()) {
      Duration wait = budget(purse).wait(now);
      if (wait.compareTo(longest) > 0) longest = wait;
    }
    return longest;
  }

  void spend(Call call) {
    touched = true;
    for (String purse : call.purses()) budgets.put(purse, budget(purse).spent(now));
  }

  /// The service has enough: nothing more is taken from these for as long as it says.
  Duration hold(List<String> purses, Message.HttpResponse answer) {
    touched = true;
    Duration hold = Answers.hold(answer, now);
    for (String purse : purses) budgets.put(purse, budget(purse).held(now.plus(hold)));
    return hold;
  }
}
