package steward.drivers.mqttdiscovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Step;
import steward.driver.TopicFilter;
import steward.drivers.mqttdiscovery.template.Template;
import steward.thing.Action;
import steward.thing.Expectation.Unobservable;
import steward.thing.Message.Publish;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Word;

/// Speaks with one device by its announcements: payloads become readings through their templates,
/// actions become commands. Pure.
final class DiscoveryDriver implements Driver<Talk> {
  /// The beginning of the names of wake-ups that end a binary sensor's "on".
  static final String OFF = "off ";

  static final int PAYLOAD_BYTES_MAX = 64 * 1024;

  private static final String SILENT = "silent ";
  private static final int REMARK_LENGTH_MAX = 160;
  private static final double EXPIRE_MAX_S = 31 * 86_400;

  private final List<Plan> plans = new ArrayList<>();
  private final Map<String, List<Route>> routes = new HashMap<>();
  private final Map<TopicFilter, List<Route>> wide = new LinkedHashMap<>();
  private final Set<String> topics = new LinkedHashSet<>();

  /// What is known of a thing.
  ///
  /// @param expires after how long without a report it counts as gone; zero for never
  private record Plan(
      Udn udn,
      List<Role> roles,
      Availability availability,
      Duration expires,
      String left,
      boolean withdrawn) {}

  private record Route(Plan plan, Role.Ear ear) {}

  DiscoveryDriver(List<Thing> device) {
    for (Thing thing : device) {
      List<Role> roles = Sheets.roles(thing);
      Availability availability = Availability.NONE;
      double expires = 0;
      for (Role role : roles) {
        availability = availability.with(Availability.of(role.entity()));
        expires = Math.max(expires, role.entity().number("expire_after", 0));
      }
      var plan =
          new Plan(
              thing.udn(),
              roles,
              availability,
              Duration.ofMillis(Math.round(Math.clamp(expires, 0, EXPIRE_MAX_S) * 1000)),
              thing.binding().part(Sheets.LEFT, ""),
              !thing.binding().part(Sheets.WITHDRAWN, "").isEmpty());
      plans.add(plan);
      if (!plan.withdrawn()) wire(plan);
    }
  }

  private void wire(Plan plan) {
    plan.availability().sources().forEach(source -> topics.add(source.topic()));
    for (Role role : plan.roles()) {
      for (Role.Ear ear : role.ears()) {
        topics.add(ear.topic());
        var route = new Route(plan, ear);
        var filter = new TopicFilter(ear.topic());
        if (filter.hasWildcards()) wide.computeIfAbsent(filter, _ -> new ArrayList<>()).add(route);
        else routes.computeIfAbsent(ear.topic(), _ -> new ArrayList<>()).add(route);
      }
    }
  }

  @Override
  public Talk start() {
    return Talk.NEW;
  }

  @Override
  public Set<String> topics() {
    return topics;
  }

  @Override
  public Step<Talk> on(Talk talk, Input input) {
    var effects = new ArrayList<Effect>(4);
    Talk next =
        switch (input) {
          case Input.Opened _ -> opened(talk, effects);
          case Input.Came(Publish message, var moment) -> came(talk, message, moment.at(), effects);
          case Input.Came _ -> talk;
          case Input.Lost _ -> Talk.NEW;
          case Input.Due(String name, var moment) -> due(talk, name, moment.at(), effects);
          case Input.Wanted wanted -> {
            wanted(wanted, effects);
            yield talk;
          }
          case Input.Withdrawn _ -> talk;
        };
    return new Step<>(next, effects);
  }

  /// What came between the subscription and the opening still holds.
  private Talk opened(Talk talk, List<Effect> effects) {
    for (Plan plan : plans) {
      if (plan.withdrawn()) {
        effects.add(
            new Effect.Stood(
                plan.udn(),
                Status.State.ABSENT,
                "its announcement was taken back: nobody speaks for it any more"));
      } else if (!plan.left().isEmpty()) {
        effects.add(new Effect.Dropped("not used: " + plan.left()));
      }
      if (plan.expires().isPositive())
        effects.add(new Effect.Wake(SILENT + plan.udn(), plan.expires()));
    }
    return talk;
  }

  private Talk came(Talk before, Publish message, Instant at, List<Effect> effects) {
    if (message.payload().length() > PAYLOAD_BYTES_MAX) {
      effects.add(
          new Effect.Dropped(message.topic() + " sent more than " + PAYLOAD_BYTES_MAX + " bytes"));
      return before;
    }
    var payload = new Template.Arrival(message.text());
    Talk talk = availability(before, message, payload, effects);
    List<Route> heard = routes(message.topic());
    if (heard.isEmpty() || message.payload().isEmpty()) return talk;
    var hearing = new Hearing(plans.getFirst().udn(), at, message.retained(), effects);
    var spoke = new LinkedHashSet<Plan>();
    for (Route route : heard) {
      Plan plan = route.plan();
      if (!message.retained() && spoke.add(plan)) talk = speaks(talk, plan, effects);
      boolean sure = !message.retained() || talk.of(plan.udn()) == Status.State.PRESENT;
      hearing.turnTo(plan.udn(), sure ? Quality.CONFIRMED : Quality.STALE);
      route
          .ear()
          .template()
          .render(payload)
          .ifPresent(text -> route.ear().take().take(text, hearing));
    }
    return message.retained() ? keep(talk, hearing.readings()) : talk;
  }

  private List<Route> routes(String topic) {
    List<Route> exact = routes.getOrDefault(topic, List.of());
    if (wide.isEmpty()) return exact;
    var all = new ArrayList<>(exact);
    wide.forEach((filter, more) -> {
      if (filter.matches(topic)) all.addAll(more);
    });
    return all;
  }

  private Talk availability(
      Talk before, Publish message, Template.Arrival payload, List<Effect> effects) {
    Talk talk = before;
    for (Plan plan : plans) {
      for (Availability.Source source : plan.availability().sources()) {
        if (!source.topic().equals(message.topic())) continue;
        Optional<Boolean> said = source.read(payload);
        if (said.isEmpty()) continue;
        talk = talk.heard(message.topic(), said.get());
        Optional<Boolean> sum = plan.availability().sum(talk.said());
        if (sum.isPresent()) talk = stand(talk, plan, sum.get(), effects);
      }
    }
    return talk;
  }

  private Talk stand(Talk before, Plan plan, boolean isThere, List<Effect> effects) {
    Status.State now = isThere ? Status.State.PRESENT : Status.State.ABSENT;
    if (before.of(plan.udn()) == now) return before;
    String reason = isThere ? "is said to be there" : "is said to be gone";
    effects.add(new Effect.Stood(plan.udn(), now, isThere ? reason + left(plan) : reason));
    if (!isThere) return before.stands(plan.udn(), now);
    // What the broker kept of it came first; now it is known that it holds.
    for (Reading early : before.early().getOrDefault(plan.udn(), List.of()))
      effects.add(
          new Effect.Saw(
              new Reading(
                  early.thing(), early.property(), early.value(), Quality.CONFIRMED, early.at())));
    return before.keeps(plan.udn(), List.of()).stands(plan.udn(), now);
  }

  private static String left(Plan plan) {
    if (!plan.left().contains("not understood")) return "";
    String left = plan.left();
    return "; not used: "
        + (left.length() > REMARK_LENGTH_MAX ? left.substring(0, REMARK_LENGTH_MAX) + "…" : left);
  }

  /// A thing that reports is there, unless its gateway says otherwise.
  private static Talk speaks(Talk talk, Plan plan, List<Effect> effects) {
    if (plan.expires().isPositive())
      effects.add(new Effect.Wake(SILENT + plan.udn(), plan.expires()));
    boolean denied = plan.availability().sum(talk.said()).filter(there -> !there).isPresent();
    if (denied || talk.of(plan.udn()) == Status.State.PRESENT) return talk;
    String reason =
        plan.availability().sources().isEmpty()
            ? "reports"
            : "reports, though nobody says that it is there";
    effects.add(new Effect.Stood(plan.udn(), Status.State.PRESENT, reason + left(plan)));
    return talk.stands(plan.udn(), Status.State.PRESENT);
  }

  private static Talk keep(Talk before, List<Reading> readings) {
    Talk talk = before;
    for (Reading reading : readings) {
      if (reading.quality() != Quality.STALE) continue;
      var early = new ArrayList<>(talk.early().getOrDefault(reading.thing(), List.of()));
      early.removeIf(one -> one.property() == reading.property());
      early.add(reading);
      talk = talk.keeps(reading.thing(), early);
    }
    return talk;
  }

  private Talk due(Talk talk, String name, Instant at, List<Effect> effects) {
    for (Plan plan : plans) {
      if (name.equals(SILENT + plan.udn())) {
        effects.add(
            new Effect.Stood(
                plan.udn(),
                Status.State.ABSENT,
                "silent for longer than " + plan.expires().toSeconds() + " s"));
        return talk.stands(plan.udn(), Status.State.ABSENT);
      }
      for (Role role : plan.roles()) {
        String start = OFF + role.entity().fact() + " ";
        if (!name.startsWith(start) || role.observes().isEmpty()) continue;
        Property property = role.observes().iterator().next();
        var word = new Word(name.substring(start.length()));
        if (property.admits(word))
          effects.add(new Effect.Saw(Reading.of(plan.udn(), property, word, at)));
      }
    }
    return talk;
  }

  private void wanted(Input.Wanted wanted, List<Effect> effects) {
    Action action = wanted.action();
    for (Plan plan : plans) {
      if (!plan.udn().equals(wanted.thing()) || plan.withdrawn()) continue;
      for (Role role : plan.roles()) {
        Role.Deed deed = role.deeds().get(action.kind());
        if (deed == null) continue;
        List<Publish> messages = deed.publishes().apply(action);
        messages.forEach(message -> effects.add(new Effect.Send(message)));
        if (!messages.isEmpty()) {
          assume(plan, role, deed, wanted, effects);
          return;
        }
      }
    }
    effects.add(
        new Effect.Answered(
            wanted.command(), false, "its announcement has no way to " + action.sentence()));
  }

  /// What cannot be checked is assumed, and shown as that.
  private static void assume(
      Plan plan, Role role, Role.Deed deed, Input.Wanted wanted, List<Effect> effects) {
    if (!(deed.proof().apply(wanted.action()) instanceof Unobservable)) return;
    Optional<String> word = Switches.word(wanted.action());
    if (word.isEmpty()) return;
    for (Property property : List.of(Property.SWITCH, Property.ALERT)) {
      if (role.observes().contains(property)) {
        effects.add(
            new Effect.Saw(
                new Reading(
                    plan.udn(),
                    property,
                    new Word(word.get()),
                    Quality.ASSUMED,
                    wanted.moment().at())));
      }
    }
  }
}
