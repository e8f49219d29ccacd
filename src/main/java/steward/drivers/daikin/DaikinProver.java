package steward.drivers.daikin;

import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Step;
import steward.thing.Message.Failed;
import steward.thing.Message.HttpResponse;

/// Finds out whether the adapter at an address has the certificate that was pinned: any answer over
/// TLS proves it, and none needs a secret of ours. The state says nothing. Immutable.
final class DaikinProver implements Driver<Boolean> {
  private static final String NAME = "proof";

  private final Dialect dialect;

  DaikinProver(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public Boolean start() {
    return false;
  }

  @Override
  public Step<Boolean> on(Boolean state, Input input) {
    return switch (input) {
      case Input.Opened _ -> {
        var asked = dialect.request(KeyValueDialect.BASIC);
        yield Step.of(
            true,
            new Effect.Send(
                new steward.thing.Message.HttpRequest(
                    NAME,
                    asked.port(),
                    "GET",
                    asked.path(),
                    asked.headers(),
                    asked.body(),
                    asked.within())));
      }
      case Input.Came(HttpResponse answer, _) when answer.name().equals(NAME) ->
          Step.of(state, new Effect.Proved("its pinned certificate"));
      case Input.Came(Failed failure, _) when failure.name().equals(NAME) ->
          Step.of(state, new Effect.Close(failure.reason()));
      case Input.Lost(String reason, _) -> Step.of(state, new Effect.Close(reason));
      case Input.Came _, Input.Due _, Input.Wanted _, Input.Withdrawn _ -> Step.of(state);
    };
  }
}
