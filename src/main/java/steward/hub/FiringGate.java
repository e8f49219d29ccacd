package steward.hub;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import steward.access.Owners;
import steward.activity.Activity;
import steward.activity.ActivityPrincipal;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.House;
import steward.loop.HouseLoop;
import steward.rights.Target;
import steward.task.Command;
import steward.thing.ActionKind;
import steward.thing.Thing;

/// Lets a command of an activity out only as long as the activity's owner may ask for it; else the
/// command is refused with the reason, and the activity is disarmed. Commands of people passed the
/// gate before they came here.
///
/// Follows and sends on the house thread; thread-safe for the rest.
final class FiringGate implements HouseLoop.Sender {
  private static final String GONE = "its activity is not there any more";

  private final HouseLoop loop;
  private final Owners owners;
  private final HouseLoop.Sender links;
  private final Map<String, Activity> activities = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();

  /// @param links who takes the commands that may go out
  FiringGate(HouseLoop loop, Owners owners, HouseLoop.Sender links) {
    this.loop = loop;
    this.owners = owners;
    this.links = links;
  }

  /// Takes the activities that were there before.
  void begin(House house) {
    house.engine().activities().forEach(one -> activities.put(one.id(), one));
  }

  void follow(Entry entry) {
    switch (entry.fact()) {
      case Fact.ActivityPut(Activity put) -> activities.put(put.id(), put);
      case Fact.ActivityGone _ -> activities.remove(entry.subject());
      case Fact.Fired _ -> fired(entry.subject());
      default -> {}
    }
  }

  /// Also where nothing of what it does leaves the house: the mode of the place is the house's own.
  private void fired(String id) {
    Activity activity = activities.get(id);
    if (activity == null) return;
    owners.absence(activity.owner()).ifPresent(why -> disarm(activity, why));
  }

  @Override
  public void send(Command command, Thing thing) {
    Optional<String> refusal =
        ActivityPrincipal.activity(command.principal())
            .flatMap(id -> refusal(id, operation(command), target(command, thing)));
    if (refusal.isEmpty()) {
      links.send(command, thing);
    } else {
      loop.post(new Fact.Sent(command.id(), refusal.get()), thing.id().value(), "gate");
    }
  }

  private static String operation(Command command) {
    return command.action().kind() == ActionKind.LEARN ? "rawActivity" : "perform";
  }

  private static Target target(Command command, Thing thing) {
    return command.action().kind() == ActionKind.UNLOCK
        ? new Target.Danger(thing.id(), thing.room())
        : Target.of(thing);
  }

  /// Why the activity may not do this now, which disarms it; empty if it may.
  Optional<String> refusal(String id, String operation, Target target) {
    Activity activity = activities.get(id);
    if (activity == null) return Optional.of(GONE);
    Optional<String> refusal = owners.refusal(activity.owner(), id, operation, target);
    refusal.ifPresent(why -> {
      refused.increment();
      disarm(activity, why);
    });
    return refusal;
  }

  private void disarm(Activity activity, String why) {
    Activity disarmed = activity.armed(false);
    // Once: what is posted here comes back by follow, and other commands may be on their way.
    if (!activity.armed() || !activities.replace(activity.id(), activity, disarmed)) return;
    String sentence = "“" + activity.name() + "” was disarmed: " + why + ".";
    loop.post(new Fact.Noted(sentence), activity.id(), "gate");
    loop.post(new Fact.ActivityPut(disarmed), activity.id(), "gate");
  }

  Collection<Activity> activities() {
    return activities.values();
  }

  String name(String id) {
    Activity activity = activities.get(id);
    return activity == null ? id : activity.name();
  }

  long refused() {
    return refused.sum();
  }
}
