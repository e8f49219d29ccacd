package steward.drivers.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Step;
import steward.thing.Message.WebhookCall;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Text;
import steward.value.Value;

/// Reads the calls of one webhook as its sheet says. The state is the time of the newest event.
/// Immutable.
///
/// A call that tells of something older than what was told already, or than the sheet allows, is
/// kept as history: it is no event and moves nothing. Services send late, twice and out of order.
final class InboundDriver implements Driver<Instant> {
  /// A sender's clock may be ahead by this much before its times are not believed.
  private static final Duration AHEAD_MAX = Duration.ofMinutes(10);

  private final Udn thing;
  private final Sheet sheet;

  InboundDriver(Udn thing, Sheet sheet) {
    this.thing = thing;
    this.sheet = sheet;
  }

  @Override
  public Instant start() {
    return Instant.EPOCH;
  }

  @Override
  public Step<Instant> on(Instant newest, Input input) {
    return switch (input) {
      case Input.Opened _ ->
          Step.of(newest, new Effect.Stood(thing, Status.State.WAITING, "waits to be called"));
      case Input.Came(WebhookCall call, var moment) -> called(newest, call, moment.at());
      case Input.Wanted(long command, _, _, _) ->
          Step.of(newest, new Effect.Answered(command, false, "a webhook is called, not asked"));
      case Input.Came _, Input.Lost _, Input.Due _, Input.Withdrawn _ -> Step.of(newest);
    };
  }

  private Step<Instant> called(Instant newest, WebhookCall call, Instant at) {
    Fields fields = Fields.read(call);
    if (!fields.fault().isEmpty()) return dropped(newest, fields.fault());
    for (String place : sheet.need()) {
      if (fields.at(place).isEmpty()) return dropped(newest, "the call has no " + place);
    }
    String userid = fields.at("/userid").orElse("");
    if (!sheet.userid().isEmpty() && !sheet.userid().equals(userid))
      return dropped(newest, "the call is about another user than the hook's");
    Instant told = sheet.time(fields).filter(time -> !isAhead(time, at)).orElse(at);
    boolean isLate = told.isBefore(newest) || told.isBefore(at.minus(sheet.old()));
    Quality quality = isLate ? Quality.STALE : Quality.CONFIRMED;
    List<Effect> effects = new ArrayList<>();
    for (Line line : sheet.lines()) {
      line.value(fields).ifPresent(value -> effects.add(saw(line.property(), value, quality, at)));
    }
    Value event = sheet.event().value(fields).orElse(new Text("called"));
    effects.add(saw(Property.CALLED, event, quality, at));
    return new Step<>(told.isAfter(newest) ? told : newest, effects);
  }

  private static boolean isAhead(Instant time, Instant now) {
    return time.isAfter(now.plus(AHEAD_MAX));
  }

  private Effect saw(Property property, Value value, Quality quality, Instant at) {
    return new Effect.Saw(new Reading(thing, property, value, quality, at));
  }

  private static Step<Instant> dropped(Instant newest, String sentence) {
    return Step.of(newest, new Effect.Dropped(sentence));
  }
}
