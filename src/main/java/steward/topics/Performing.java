package steward.topics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import steward.access.Gate;
import steward.access.HouseTopics;
import steward.api.CommandForm;
import steward.link.Directory;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.mqtt.Bus;
import steward.mqtt.Origin;
import steward.rights.Caller;
import steward.rights.Decision;
import steward.rights.Target;
import steward.task.Command;
import steward.task.Retry;
import steward.task.TaskRunner;
import steward.thing.Action;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Tree;

/// Takes commands from the broker, each through the gate, and says what became of them: once how
/// far they have come, and once how they ended, to where MQTT 5 wants its answer and on the thing's
/// own topic of outcomes.
///
/// [#hear] belongs to the broker's loop, [#came] to the house thread; the rest is thread-safe.
final class Performing {
  static final int OPEN_MAX = 1_000;

  /// Of one client, so that none takes the places of all others.
  static final int OPEN_OF_ONE_MAX = 100;

  static final int BYTES_MAX = 16 * 1024;
  private static final String KEY = "key";
  private static final int KEY_LENGTH_MAX = 200;
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final HouseLoop loop;
  private final Bus bus;
  private final Directory directory;
  private final Gate gate;
  private final Function<String, Optional<Caller.Known>> callers;
  private final Ground ground;
  private final Map<Long, Asked> open = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> ofOne = new ConcurrentHashMap<>();
  private final LongAdder asked = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder unanswerable = new LongAdder();

  /// Who waits for an outcome.
  ///
  /// @param key its own word for what it asked, empty for none
  private record Asked(ThingId thing, Origin from, String key) {}

  Performing(
      HouseLoop loop,
      Bus bus,
      Directory directory,
      Gate gate,
      Function<String, Optional<Caller.Known>> callers,
      Ground ground) {
    this.ground = ground;
    this.loop = loop;
    this.bus = bus;
    this.directory = directory;
    this.gate = gate;
    this.callers = callers;
  }

  /// One that is retained is older than its asker knows, and not done.
  void hear(ThingId id, Message.Publish message, Origin from) {
    Optional<Caller.Known> caller = callers.apply(from.peer().user());
    Optional<Thing> thing = directory.thing(id);
    if (message.retained() || caller.isEmpty() || thing.isEmpty()) return;
    var one = new Asked(id, from, "");
    try {
      if (message.payload().length() > BYTES_MAX)
        throw new Malformed("", "at most " + BYTES_MAX + " bytes", "more");
      Tree body = CommandForm.read(message.payload().unsafeArray());
      one = new Asked(id, from, body.find(KEY).map(key -> key.text(KEY_LENGTH_MAX)).orElse(""));
      ask(one, caller.get(), thing.get(), body);
    } catch (Malformed e) {
      refuse(one, "That is no command: " + e.getMessage());
    }
  }

  private void ask(Asked one, Caller.Known caller, Thing thing, Tree body) {
    String named = body.find("action").map(action -> action.text(40)).orElse("");
    var about = new Target.OneThing(thing.id(), thing.room());
    var asking = new Gate.Asking(caller, Gate.Face.MQTT, one.from.peer().host());
    Decision decision = gate.pass(asking, "perform", CommandForm.target(about, named));
    if (!decision.isAllowed()) {
      refuse(one, sentence(decision));
      return;
    }
    Set<String> members = new LinkedHashSet<>(Action.members());
    members.add(KEY);
    Action action = Action.read(body.only(members), thing.abilities());
    if (!enters(one)) {
      refuse(one, "Too many commands of this client are open.");
      return;
    }
    String key = one.key.isEmpty() ? "" : caller.principal() + " " + thing.id() + " " + one.key;
    var wanted = new Fact.Wanted(action, Retry.NEVER, TaskRunner.VALID_USUAL, key);
    asked.increment();
    var _ =
        loop.ask(wanted, thing.id().value(), caller.principal())
            .whenComplete((seq, fault) -> {
              if (seq == null || fault != null) {
                leaves(one);
                refuse(one, "The house has too much to do.");
              } else {
                begin(seq, one);
              }
            });
  }

  private static String sentence(Decision decision) {
    return switch (decision) {
      case Decision.Forbidden(String why) -> why;
      case Decision.FreshCode _ ->
          "This needs a fresh code, which cannot be entered by MQTT: use the pages.";
      case Decision.Hidden _, Decision.SignIn _, Decision.Allowed _ -> "There is no such thing.";
    };
  }

  private boolean enters(Asked one) {
    if (open.size() >= OPEN_MAX) return false;
    var count = ofOne.computeIfAbsent(one.from.peer().user(), _ -> new AtomicInteger());
    if (count.incrementAndGet() <= OPEN_OF_ONE_MAX) return true;
    leaves(one);
    return false;
  }

  private void leaves(Asked one) {
    ofOne.computeIfPresent(
        one.from.peer().user(), (_, count) -> count.decrementAndGet() <= 0 ? null : count);
  }

  private void begin(long seq, Asked one) {
    // The same command asked for twice by its key has one outcome: who asked last is told.
    Asked before = open.put(seq, one);
    if (before != null) leaves(before);
    show(seq, one, true);
  }

  /// A command has come to its end.
  void came(long seq) {
    Asked one = open.get(seq);
    if (one != null) show(seq, one, false);
  }

  /// In the order in which the house has it: the end is never told before the beginning.
  private void show(long seq, Asked one, boolean isFirst) {
    var _ =
        loop.query(
                house -> {
                  Optional<Command> found = house.tasks().command(seq);
                  ground.run(() -> seen(seq, one, found, isFirst));
                  return found.isPresent();
                })
            .exceptionally(_ -> {
              ground.later(AGAIN, () -> show(seq, one, isFirst));
              return false;
            });
  }

  private void seen(long seq, Asked one, Optional<Command> found, boolean isFirst) {
    boolean isFinal = found.isEmpty() || found.get().outcome().isFinal();
    if (isFinal) {
      if (!open.remove(seq, one)) return;
      leaves(one);
    }
    if (found.isPresent() && (isFinal || isFirst)) tell(one, CommandForm.of(found.get()));
  }

  private void refuse(Asked one, String why) {
    refused.increment();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("thing", one.thing.value());
    json.put("outcome", "refused");
    json.put("final", true);
    json.put("reason", why);
    tell(one, json);
  }

  private void tell(Asked one, Map<String, @Nullable Object> json) {
    if (!one.key.isEmpty()) json.put(KEY, one.key);
    Bytes payload = Bytes.wrap(CommandForm.bytes(json));
    bus.publish(
        new Message.Publish(HouseTopics.value(one.thing, HouseTopics.OUTCOME), payload, 1, false));
    if (!one.from.wantsAnswer()) return;
    // Anywhere else the answer would be a message in the house's name to whom its asker may not.
    if (one.from.responseTopic().startsWith(HouseTopics.reply(one.from.peer().user())))
      bus.answer(one.from, new Message.Publish(one.from.responseTopic(), payload, 1, false));
    else unanswerable.increment();
  }

  Map<String, Long> counters() {
    return Map.of(
        "face.asked", asked.sum(),
        "face.refused", refused.sum(),
        "face.unanswerable", unanswerable.sum(),
        "face.open", (long) open.size());
  }
}
