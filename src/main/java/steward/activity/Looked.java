package steward.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steward.state.HouseView;
import steward.state.TimerKey;
import steward.thing.Property;
import steward.thing.Status;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Value;

/// What an activity saw of a moment: which of its edges came, and what held of its condition.
/// Worked out anew, not kept. Immutable.
///
/// @param edges all that it watches, those of `when` first
/// @param condition its condition, with all parts
public record Looked(List<Edge> edges, Part condition) {
  public Looked {
    edges = List.copyOf(edges);
  }

  /// An edge that it watches, whether it came, and why it did not.
  public record Edge(Trigger.Simple edge, boolean ends, boolean came, String why) {}

  /// A condition, whether it held, and in words what it asks and what was so instead.
  public record Part(boolean held, String asks, String why, List<Part> parts) {
    public Part {
      parts = List.copyOf(parts);
    }
  }

  /// What happened at the moment.
  public sealed interface What {
    /// A property of a thing was reported.
    record Told(ThingId thing, Property property, Optional<Value> before, Value value)
        implements What {}

    /// A thing stands otherwise.
    record Stood(ThingId thing, Status.State before, Status.State state) implements What {}

    record Due(TimerKey timer) implements What {}

    record Started() implements What {}

    /// Something else, in words.
    record Other(String what) implements What {}
  }

  /// How the activity saw it, with the house as it was right after.
  public static Looked of(Activity activity, What what, HouseView house) {
    var edges = new ArrayList<Edge>();
    List<Trigger.Simple> leaves = activity.leaves();
    int starting = 0;
    for (Trigger trigger : activity.when()) starting += trigger.leaves().size();
    for (int i = 0; i < leaves.size(); i++) {
      String why = why(activity, leaves.get(i), i, what, house);
      edges.add(new Edge(leaves.get(i), i >= starting, why.isEmpty(), why));
    }
    return new Looked(edges, part(activity.condition(), house));
  }

  /// The condition with all its parts, as it holds now.
  public static Part part(Condition condition, HouseView house) {
    boolean held = Conditions.holds(condition, house);
    List<Condition> parts =
        switch (condition) {
          case Condition.All(List<Condition> all) -> all;
          case Condition.Any(List<Condition> any) -> any;
          case Condition.Not(Condition not) -> List.of(not);
          case Condition.Always _,
              Condition.Of _,
              Condition.Between _,
              Condition.OnDays _,
              Condition.Holiday _ ->
              List.of();
        };
    return new Part(
        held,
        Conditions.sentence(condition, house),
        held ? "" : Conditions.whyNot(condition, house),
        parts.stream().map(one -> part(one, house)).toList());
  }

  /// Why the edge did not come; empty if it did.
  private static String why(
      Activity activity, Trigger.Simple leaf, int index, What what, HouseView house) {
    return switch (what) {
      case What.Due(TimerKey key)
          when key.subject().equals(activity.id())
              && key.index() == index
              && (key.kind() == TimerKey.Kind.STAYS || key.kind() == TimerKey.Kind.CLOCK) ->
          "";
      case What.Due _ -> "it was a timer of something else";
      case What.Started _ -> leaf instanceof Trigger.Starts ? "" : "the steward started";
      case What.Told told -> told(leaf, told, house);
      case What.Stood stood -> stood(leaf, stood, house);
      case What.Other(String other) -> other;
    };
  }

  private static String told(Trigger.Simple leaf, What.Told told, HouseView house) {
    String subject = Conditions.subject(house, told.thing(), told.property());
    if (leaf instanceof Trigger.ComesTrue(Condition condition, _))
      return Conditions.holds(condition, house)
          ? "it holds, but whether it did before is not known"
          : Conditions.whyNot(condition, house);
    if (!(leaf instanceof Trigger.OfThings of)
        || of.property() != told.property()
        || !house.members(of.things()).contains(told.thing())) return "it was told of " + subject;
    boolean same =
        !told.property().isMomentary() && told.before().equals(Optional.of(told.value()));
    if (same) return subject + " was " + told.value().sentence() + " already";
    return switch (of) {
      case Trigger.Changes _ -> "";
      case Trigger.Becomes becomes ->
          becomes.value().equals(told.value())
              ? stays(becomes.stays())
              : subject
                  + " became "
                  + told.value().sentence()
                  + ", not "
                  + becomes.value().sentence();
      case Trigger.Crosses crosses -> crossed(crosses, told, subject);
    };
  }

  private static String stays(java.time.Duration span) {
    return span.isZero() ? "" : "it had to stay so for " + steward.value.Span.text(span);
  }

  private static String crossed(Trigger.Crosses crosses, What.Told told, String subject) {
    if (!(told.value() instanceof Amount(double number, _))) return subject + " is no amount";
    String limit = crosses.side().label() + " " + Amount.plain(crosses.limit());
    if (!crosses.isBeyond(number))
      return subject + " was " + told.value().sentence() + ", not " + limit;
    boolean was =
        told.before()
            .map(before -> before instanceof Amount(double n, _) && !crosses.isBack(n))
            .orElse(false);
    return was ? subject + " had not been back from " + limit : stays(crosses.stays());
  }

  private static String stood(Trigger.Simple leaf, What.Stood stood, HouseView house) {
    String name = Conditions.name(steward.thing.Selector.one(stood.thing()), house);
    if (!(leaf instanceof Trigger.Stands stands)
        || !house.members(stands.things()).contains(stood.thing()))
      return name + " came to be " + stood.state().label();
    boolean present = stood.state() == Status.State.PRESENT;
    if (present != stands.present()) return name + " came to be " + stood.state().label();
    if (stood.before() == stood.state()) return name + " was so already";
    return stays(stands.stays());
  }
}
