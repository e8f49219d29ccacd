package steward.drivers.hue;

import java.util.Optional;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Payload;
import steward.driver.Step;
import steward.thing.Message;

/// Asks the bridge at another address for its public configuration. The link lets only the pinned
/// certificate through, so that an answer at all is the proof; nothing secret is sent. Pure and
/// without state.
final class BridgeProver implements Driver<String> {
  private static final String NAME = "config";

  private final Site site;

  BridgeProver(Site site) {
    this.site = site;
  }

  @Override
  public String start() {
    return "";
  }

  @Override
  public Step<String> on(String state, Input input) {
    return switch (input) {
      case Input.Opened _ ->
          Step.of(
              state, new Effect.Send(Message.HttpRequest.get(NAME, site.port(), "/api/config")));
      case Input.Came(Message.HttpResponse answer, _) -> Step.of(state, judged(answer));
      case Input.Came(Message.Failed failed, _) ->
          Step.of(state, new Effect.Close(failed.reason()));
      case Input.Wanted wanted ->
          Step.of(state, new Effect.Unsent(wanted.command(), "its new address is being tried"));
      case Input.Came _, Input.Due _, Input.Lost _, Input.Withdrawn _ -> Step.of(state);
    };
  }

  private Effect judged(Message.HttpResponse answer) {
    Optional<String> id =
        Payload.json(answer.body())
            .flatMap(config -> BridgeId.of(config.at("bridgeid").textOr("")));
    return id.filter(site.bridgeId()::equals).isPresent()
        ? new Effect.Proved("its certificate is the one that was kept")
        : new Effect.Close("the bridge there is another one");
  }
}
