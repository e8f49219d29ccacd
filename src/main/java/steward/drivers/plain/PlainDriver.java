package steward.drivers.plain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Effect.Answered;
import steward.driver.Effect.Dropped;
import steward.driver.Effect.Saw;
import steward.driver.Effect.Send;
import steward.driver.Effect.Stood;
import steward.driver.Effect.Wake;
import steward.driver.Input;
import steward.driver.Step;
import steward.thing.Message.Publish;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Span;
import steward.value.Text;
import steward.value.Value;

/// Translates for one thing as its sheet says. The state is how the thing stands. Immutable.
final class PlainDriver implements Driver<Status.State> {
  private static final String QUIET = "quiet";

  private final Udn thing;
  private final Sheet sheet;
  private final Map<String, Plan> plans = new HashMap<>();

  /// What the payloads of one topic hold.
  private record Plan(List<Observed> lines, boolean structured) {}

  PlainDriver(Udn thing, Sheet sheet) {
    this.thing = thing;
    this.sheet = sheet;
    for (String topic : sheet.topics()) {
      List<Observed> lines = sheet.linesOf(topic);
      boolean structured =
          lines.stream()
              .anyMatch(line -> !line.pointer().isEmpty() || line.property() == Property.COLOUR);
      if (!lines.isEmpty()) plans.put(topic, new Plan(lines, structured));
    }
  }

  @Override
  public Status.State start() {
    return Status.State.WAITING;
  }

  @Override
  public Set<String> topics() {
    return sheet.topics();
  }

  @Override
  public Step<Status.State> on(Status.State state, Input input) {
    var effects = new ArrayList<Effect>();
    Status.State next =
        switch (input) {
          case Input.Opened _ -> {
            if (sheet.ask() != null) effects.add(new Send(sheet.ask()));
            armQuiet(effects);
            yield state;
          }
          case Input.Came(Publish message, var moment) ->
              came(state, message, moment.at(), effects);
          case Input.Came _ -> state;
          case Input.Lost(String reason, _) ->
              stand(state, Status.State.ABSENT, "the broker cannot be reached: " + reason, effects);
          case Input.Due(String name, _) ->
              name.equals(QUIET)
                  ? stand(
                      state,
                      Status.State.ABSENT,
                      "silent for longer than " + Span.text(sheet.quiet()),
                      effects)
                  : state;
          case Input.Wanted wanted -> {
            effects.add(wanted(wanted));
            yield state;
          }
          case Input.Withdrawn _ -> state;
        };
    return new Step<>(next, effects);
  }

  private Status.State came(Status.State state, Publish message, Instant at, List<Effect> effects) {
    Status.State now = state;
    Availability online = sheet.online();
    Optional<Boolean> said =
        online != null && message.topic().equals(online.topic())
            ? online.isPresent(message.payload())
            : Optional.empty();
    if (said.isPresent()) {
      now =
          said.get()
              ? stand(state, Status.State.PRESENT, "says that it is there", effects)
              : stand(
                  state, Status.State.ABSENT, "says, or its will says, that it is gone", effects);
      if (said.get() && now != state && sheet.ask() != null) effects.add(new Send(sheet.ask()));
    }
    Plan plan = plans.get(message.topic());
    if (plan == null) return now;
    if (online == null && !message.retained())
      now = stand(now, Status.State.PRESENT, "reports", effects);
    if (!message.retained()) armQuiet(effects);
    saw(message, plan, now == Status.State.ABSENT, at, effects);
    return now;
  }

  private void saw(Publish message, Plan plan, boolean absent, Instant at, List<Effect> effects) {
    Scalars scalars = Scalars.read(message.payload(), plan.structured());
    // What the broker kept of a thing that is gone tells how it was, not how it is.
    Quality quality = absent && message.retained() ? Quality.STALE : Quality.CONFIRMED;
    boolean read = false;
    for (Observed line : plan.lines()) {
      Optional<Value> value = line.value(scalars);
      read |= value.isPresent();
      // A press that the broker kept happened long ago.
      if (value.isEmpty() || (line.property().isMomentary() && message.retained())) continue;
      effects.add(new Saw(new Reading(thing, line.property(), value.get(), quality, at)));
    }
    if (!read && !message.payload().isEmpty()) {
      effects.add(
          new Dropped(
              message.topic() + " says nothing that the sheet can read: " + shortened(message)));
    }
  }

  private static String shortened(Publish message) {
    String text = Text.clean(message.text());
    return text.length() <= 80 ? text : text.substring(0, 79) + "…";
  }

  private void armQuiet(List<Effect> effects) {
    if (sheet.quiet().isPositive()) effects.add(new Wake(QUIET, sheet.quiet()));
  }

  private Status.State stand(
      Status.State was, Status.State now, String reason, List<Effect> effects) {
    if (was != now) effects.add(new Stood(thing, now, reason));
    return now;
  }

  private Effect wanted(Input.Wanted wanted) {
    Sheet.Deed deed = sheet.deeds().get(wanted.action().kind());
    Optional<Performed> performed =
        deed == null ? Optional.empty() : deed.performed(wanted.action());
    if (performed.isEmpty()) {
      return new Answered(
          wanted.command(), false, "its sheet has no line to " + wanted.action().sentence());
    }
    Observed observed =
        Confirmation.target(wanted.action().kind(), sheet.observed().keySet())
            .map(sheet.observed()::get)
            .orElse(null);
    return new Send(performed.get().message(wanted.action(), observed));
  }
}
