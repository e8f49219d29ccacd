package steward.drivers.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Step;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message.Failed;
import steward.thing.Message.HttpRequest;
import steward.thing.Message.HttpResponse;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Bytes;
import tools.jackson.databind.json.JsonMapper;

/// Makes a notice into one request to the hook's target, and its fate into the command's. Has no
/// state. The request goes to whoever carries it, which knows the target, signs, and tries again.
final class OutboundDriver implements Driver<Boolean> {
  private static final int ID_BYTES = 16;
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final Udn thing;
  private final Target target;

  OutboundDriver(Udn thing, Target target) {
    this.thing = thing;
    this.target = target;
  }

  @Override
  public Boolean start() {
    return true;
  }

  @Override
  public int randomBytes() {
    return ID_BYTES;
  }

  @Override
  public Step<Boolean> on(Boolean state, Input input) {
    return switch (input) {
      case Input.Opened _ ->
          Step.of(state, new Effect.Stood(thing, Status.State.WAITING, "nothing was sent yet"));
      case Input.Wanted(
              long command,
              _,
              Action.Tell(ActionKind kind, String text, _),
              Moment moment)
          when kind == ActionKind.NOTIFY ->
          Step.of(state, new Effect.Send(request(command, text, moment)));
      case Input.Wanted(long command, _, _, _) ->
          Step.of(state, new Effect.Answered(command, false, "a webhook only notifies"));
      case Input.Came(HttpResponse answer, _) -> answered(state, answer);
      case Input.Came(Failed failed, _) -> failed(state, failed);
      case Input.Came _, Input.Lost _, Input.Due _, Input.Withdrawn _ -> Step.of(state);
    };
  }

  private HttpRequest request(long command, String text, Moment moment) {
    String id = "msg_" + HexFormat.of().formatHex(moment.random().unsafeArray());
    Map<String, String> headers = Map.of("content-type", "application/json", "webhook-id", id);
    Bytes body = body(text, id, moment.at());
    return new HttpRequest(Long.toString(command), 443, "POST", "/", headers, body, WITHIN);
  }

  private Bytes body(String text, String id, Instant at) {
    var body = new LinkedHashMap<String, Object>();
    switch (target.form()) {
      case STANDARD -> {
        body.put("type", "house.notice");
        body.put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
        body.put("data", Map.of("text", text));
      }
      case IFTTT -> {
        body.put("value1", text);
        // An applet that calls back with it shows that it ran.
        body.put("value2", id);
      }
    }
    return Bytes.utf8(JsonMapper.shared().writeValueAsString(body));
  }

  /// A notice that may have arrived is neither taken nor refused: its command ends in silence.
  private Step<Boolean> failed(Boolean state, Failed failed) {
    var error = new Effect.Stood(thing, Status.State.ERROR, failed.reason());
    if (failed.why() == Failed.Why.LATE) return Step.of(state, error);
    long command = Long.parseLong(failed.name());
    return Step.of(state, new Effect.Answered(command, false, failed.reason()), error);
  }

  private Step<Boolean> answered(Boolean state, HttpResponse answer) {
    long command = Long.parseLong(answer.name());
    int status = answer.status();
    if (status >= 200 && status < 300) {
      String taken = target.host() + " took it in (" + status + ")";
      return Step.of(
          state,
          new Effect.Answered(command, true, taken),
          new Effect.Stood(thing, Status.State.PRESENT, taken));
    }
    String why =
        switch (status) {
          case 410 -> target.host() + " says that this address is gone for good (410)";
          default ->
              status >= 300 && status < 400
                  ? target.host() + " names another address (" + status + "), which is not followed"
                  : target.host() + " did not take it (" + status + ")";
        };
    return Step.of(
        state,
        new Effect.Answered(command, false, why),
        new Effect.Stood(thing, Status.State.ERROR, why));
  }
}
