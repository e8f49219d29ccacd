package steward.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import steward.activity.Activity;
import steward.activity.Concerns;
import steward.place.Place;
import steward.state.StateBoard;
import steward.task.Command;
import steward.thing.Group;
import steward.thing.Thing;
import steward.thing.ThingId;

/// A course of events that stays with the house, and what an activity is to do in it. It holds all
/// that it needs, so that it means the same when the house has changed. Immutable.
///
/// @param at the moment at which it begins
/// @param inputs what comes, each so long after that
/// @param given the commands that were given really: what was reported answers them
/// @param expected what the activity does, each with its time: `12s hall fires`
public record Case(
    String name,
    String activity,
    Instant at,
    Place place,
    List<Thing> things,
    List<Group> groups,
    List<Input> inputs,
    List<Given> given,
    List<String> expected) {
  public static final int INPUTS_MAX = 5_000;

  /// So long one may take, to be kept or to be gone through.
  public static final Duration TIME_MAX = Duration.ofSeconds(30);

  public Case {
    things = List.copyOf(things);
    groups = List.copyOf(groups);
    inputs = List.copyOf(inputs);
    given = List.copyOf(given);
    expected = List.copyOf(expected);
  }

  /// Something that comes from outside.
  public record Input(Duration after, String subject, Fact fact) {}

  /// A command that was given then, in the words of its action.
  public record Given(Duration after, String subject, String action) {}

  /// What became of a case: lines that were expected and did not come, and others that came.
  public record Outcome(String name, String activity, List<String> missing, List<String> more) {
    public boolean isGood() {
      return missing.isEmpty() && more.isEmpty();
    }
  }

  /// Keeps the entries `from..to` that concern the activity; what it does then is expected from now
  /// on.
  ///
  /// @throws RejectedExecutionException if more concerns it than a case holds, or the time is over
  public static Case of(
      PastHouse past, Activity activity, String name, long from, long to, Deadline deadline) {
    House before = past.after(from - 1, new Stagehand((_, _) -> true, deadline)).house();
    House then = past.after(to, new Stagehand((_, _) -> true, deadline)).house();
    Set<ThingId> concerned = new LinkedHashSet<>(Concerns.of(activity, before::members));
    concerned.addAll(Concerns.of(activity, then::members));
    var things = concerned.stream().flatMap(id -> before.thing(id).stream()).toList();
    var inputs = new ArrayList<Input>();
    var given = new ArrayList<Given>();
    for (StateBoard.Picture picture : before.board().pictures())
      if (concerned.contains(picture.thing().id())) stood(picture, inputs);
    Instant at = before.seq() > 0 ? before.at() : beginning(past, from);
    past.journal()
        .read(
            from,
            to,
            entry -> {
              deadline.check();
              if (entry.fact() instanceof Fact.Wanted wanted && given.size() < INPUTS_MAX)
                given.add(
                    new Given(
                        Duration.between(at, entry.at()),
                        entry.subject(),
                        wanted.action().sentence()));
              if (!concerns(entry, activity, concerned)) return;
              if (inputs.size() >= INPUTS_MAX)
                throw new RejectedExecutionException(
                    "a case holds at most " + INPUTS_MAX + " events: take a shorter span");
              Duration after = Duration.between(at, entry.at());
              inputs.add(
                  new Input(
                      after.isNegative() ? Duration.ZERO : after, entry.subject(), entry.fact()));
            });
    var open =
        new Case(
            name,
            activity.id(),
            at,
            before.sky().place(),
            things,
            before.membership().groups(),
            inputs,
            given,
            List.of());
    List<String> expected = open.play(activity, past.expectations(), deadline);
    return new Case(
        name, activity.id(), at, open.place, things, open.groups, inputs, given, expected);
  }

  /// The moment of the first entry, where there is no house before it.
  private static Instant beginning(PastHouse past, long from) {
    var first = new ArrayList<Instant>();
    past.journal().read(from, from, entry -> first.add(entry.at()));
    return first.isEmpty() ? Instant.EPOCH : first.getLast();
  }

  private static void stood(StateBoard.Picture picture, List<Input> into) {
    String id = picture.thing().id().value();
    var status = picture.status();
    into.add(new Input(Duration.ZERO, id, new Fact.Stood(status.state(), status.reason())));
    picture
        .properties()
        .forEach((property, held) -> {
          if (!property.isMomentary())
            into.add(
                new Input(
                    Duration.ZERO, id, new Fact.Read(property, held.value(), held.quality())));
        });
  }

  private static boolean concerns(Entry entry, Activity activity, Set<ThingId> concerned) {
    boolean ofThing =
        ThingId.isSlug(entry.subject()) && concerned.contains(new ThingId(entry.subject()));
    return switch (entry.fact()) {
      // What the place says of itself follows in the house; here it is all that is known of it.
      case Fact.Read _ -> ofThing;
      case Fact.Stood _, Fact.Wanted _ -> ofThing && entry.isInput();
      case Fact.ThingPut _, Fact.ThingGone _ -> ofThing;
      case Fact.GroupPut _, Fact.GroupGone _ -> true;
      case Fact.Called _ -> entry.subject().equals(activity.id());
      case Fact.Heard _, Fact.Started _ -> true;
      default -> false;
    };
  }

  /// Lets the activity, as it is now, go through the case.
  ///
  /// @throws RejectedExecutionException if the time is over, or it did more than can be kept
  public Outcome run(Activity now, House.Expectations expectations, Deadline deadline) {
    List<String> did = play(now, expectations, deadline);
    var missing = new ArrayList<>(expected);
    var more = new ArrayList<String>();
    for (String line : did) if (!missing.remove(line)) more.add(line);
    return new Outcome(name, activity, missing, more);
  }

  private List<String> play(Activity now, House.Expectations expectations, Deadline deadline) {
    var stage = new Stagehand(this::wasGiven, deadline);
    var house = new House(expectations, place.zone(), stage);
    take(house, new Fact.Settled(place), "house", at, 0);
    for (Thing thing : things) take(house, new Fact.ThingPut(thing), thing.id().value(), at, 0);
    for (Group group : groups) take(house, new Fact.GroupPut(group), group.id(), at, 0);
    int next = 0;
    for (; next < inputs.size() && inputs.get(next).after().isZero(); next++)
      take(house, inputs.get(next).fact(), inputs.get(next).subject(), at, 0);
    take(house, new Fact.ActivityPut(now.armed(true)), now.id(), at, 0);
    stage.collect();
    for (Input input : inputs.subList(next, inputs.size())) {
      Instant moment = at.plus(input.after());
      stage.advance(house, moment, input.after().toMillis());
      take(house, input.fact(), input.subject(), moment, input.after().toMillis());
      stage.advance(house, moment, input.after().toMillis());
    }
    if (stage.isCut())
      throw new RejectedExecutionException(
          "the activity did more in the case '" + name + "' than a case holds");
    return stage.written().stream()
        .map(entry -> Duration.between(at, entry.at()).toSeconds() + "s " + Timeline.what(entry))
        .toList();
  }

  private boolean wasGiven(Command command, long mono) {
    return given.stream()
        .anyMatch(one ->
            one.subject().equals(command.thing().value())
                && one.action().equals(command.action().sentence())
                && Math.abs(one.after().toMillis() - mono) <= Rehearsal.ABOUT_MS);
  }

  private static void take(House house, Fact fact, String subject, Instant at, long mono) {
    house.take(fact, subject, "case", at, mono);
  }
}
