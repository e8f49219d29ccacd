package steward.loop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steward.activity.Activity;
import steward.activity.Looked;
import steward.activity.Standing;
import steward.state.Held;
import steward.task.Command;
import steward.thing.Thing;
import steward.thing.ThingId;

/// Why an activity did not fire at a moment, worked out anew from the nearest state that was kept,
/// with the activity as it was then. Never on the house's own thread.
///
/// @param input the entry at which it could have fired: the one asked for, or what led to it
/// @param activity as it was then; empty if it was not there
/// @param looked empty if there was no activity
/// @param held why it let the event pass, in the words of the engine; empty if it did not come to
///   that
public record WhyNot(
    Entry input,
    Instant at,
    Optional<Activity> activity,
    boolean fired,
    Optional<Looked> looked,
    String held,
    boolean exact,
    int semantics) {

  /// Works it out; empty if the entry is not kept.
  public static Optional<WhyNot> of(PastHouse past, String activity, long seq) {
    return past.input(seq).map(input -> of(past, activity, input));
  }

  private static WhyNot of(PastHouse past, String id, Entry input) {
    var output = new Firings(id);
    PastHouse.Back back = past.after(input.seq() - 1, output);
    House house = back.house();
    Optional<Activity> activity = house.engine().activity(id);
    Looked.What what = what(input, house);
    long seq =
        house.take(input.fact(), input.subject(), input.principal(), input.at(), input.mono());
    Standing standing = house.engine().standing(id);
    boolean fired = output.fired.stream().anyMatch(one -> one.seq() > input.seq());
    return new WhyNot(
        input,
        input.at(),
        activity,
        fired,
        activity.map(one -> Looked.of(one, what, house)),
        standing.heldSeq() == seq ? standing.heldReason() : "",
        back.exact(),
        back.semantics());
  }

  private static Looked.What what(Entry input, House house) {
    return switch (input.fact()) {
      case Fact.Read read -> {
        var thing = new ThingId(input.subject());
        var before =
            read.property().isMomentary()
                ? Optional.<steward.value.Value>empty()
                : house.held(thing, read.property()).map(Held::value);
        yield new Looked.What.Told(thing, read.property(), before, read.value());
      }
      case Fact.Stood stood -> {
        var thing = new ThingId(input.subject());
        yield new Looked.What.Stood(thing, house.status(thing).state(), stood.state());
      }
      case Fact.Due(var timer) -> new Looked.What.Due(timer);
      case Fact.Started _ -> new Looked.What.Started();
      default -> new Looked.What.Other("it was something else: " + input.kind().label());
    };
  }

  /// Why, as sentences, the answer first.
  public List<String> sentences() {
    var sentences = new ArrayList<String>();
    if (activity.isEmpty() || looked.isEmpty()) {
      sentences.add("There was no such activity then.");
      return sentences;
    }
    sentences.add(answer(activity.get(), looked.get()));
    for (Looked.Edge edge : looked.get().edges())
      if (!edge.came() && !fired && !edge.ends() && !edge.why().isEmpty() && isNear(edge))
        sentences.add("It did not count as an event that " + edge.why() + ".");
    if (!exact) sentences.add("No state was kept of that time: some values are not known.");
    if (semantics != House.SEMANTICS)
      sentences.add("The state of that time was made by another version of the rules' meaning.");
    return List.copyOf(sentences);
  }

  private boolean isNear(Looked.Edge edge) {
    return looked.get().edges().size() <= 5 || edge.why().contains(", not ");
  }

  private String answer(Activity then, Looked saw) {
    if (fired) return "It did fire then.";
    if (!then.armed()) return "It was not armed.";
    if (!held.isEmpty()) return "Its event came, but " + held + ".";
    boolean came = saw.edges().stream().anyMatch(edge -> edge.came() && !edge.ends());
    if (!came) return "None of its events came.";
    return saw.condition().held()
        ? "One of its events came, and more had to come."
        : "Its event came, but " + saw.condition().why() + ".";
  }

  /// Keeps when an activity fires.
  private static final class Firings implements House.Output {
    private final String id;
    final List<Entry> fired = new ArrayList<>();

    Firings(String id) {
      this.id = id;
    }

    @Override
    public void entry(Entry entry) {
      if (entry.fact() instanceof Fact.Fired && entry.subject().equals(id)) fired.add(entry);
    }

    @Override
    public void send(Command command, Thing thing) {}

    @Override
    public void publish(String activity, Fact.Published message) {}
  }
}
