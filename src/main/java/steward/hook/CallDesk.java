package steward.hook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import steward.access.Gate;
import steward.link.DriverHost;
import steward.link.Taken;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.Journal;
import steward.rights.Caller;
import steward.rights.Decision;
import steward.rights.Target;
import steward.store.WebhookTable.Delivery;
import steward.task.Retry;
import steward.task.TaskRunner;
import steward.thing.Message;
import steward.thing.Thing;

/// Decides on calls: proved, not a repeat, allowed, taken. Thread-safe; [#call] and [#outcome]
/// block and belong on virtual threads.
public final class CallDesk {
  static final int CALLS_A_SECOND = 10;
  private static final Duration EVERY = Duration.ofSeconds(1).dividedBy(CALLS_A_SECOND);
  private static final String UNPROVED = "it did not prove that it is the one";
  private static final Duration HOUSE_WITHIN = Duration.ofSeconds(1);

  private final Hooks hooks;
  private final Credentials credentials;
  private final Repeats repeats;
  private final Aftermath aftermath;
  private final House house;
  private final Map<String, Traffic> traffic = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> counters = new TreeMap<>();

  /// What it works with.
  ///
  /// @param applets gets the body of each call of an applet that was taken
  public record House(
      HouseLoop loop,
      DriverHost host,
      Journal journal,
      Gate gate,
      InstantSource clock,
      Consumer<String> applets) {}

  /// What is said to a caller.
  ///
  /// @param document empty for an answer without a body
  record Reply(int status, Map<String, Object> document, int retryAfter) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), 0);
    }

    static Reply fault(int status, String sentence) {
      return new Reply(status, Map.of("status", status, "detail", sentence), 0);
    }
  }

  CallDesk(Hooks hooks, Repeats repeats, Aftermath aftermath, House house) {
    this.hooks = hooks;
    this.credentials = hooks.credentials();
    this.repeats = repeats;
    this.aftermath = aftermath;
    this.house = house;
    for (String name : List.of("taken", "repeated", "refused", "unproved", "limited"))
      counters.put("webhooks.in." + name, new LongAdder());
  }

  private void count(String name) {
    LongAdder adder = counters.get("webhooks.in." + name);
    if (adder != null) adder.increment();
  }

  private Traffic traffic(Hook hook) {
    if (traffic.size() > Hooks.HOOKS_MAX) traffic.keySet().removeIf(id -> hooks.find(id).isEmpty());
    return traffic.computeIfAbsent(
        hook.id(), _ -> new Traffic(hook.kind().burst(), EVERY, System.nanoTime()));
  }

  /// What became of a hook's calls since the start.
  Traffic.Told told(Hook hook) {
    return traffic(hook).told(house.clock().instant());
  }

  /// The hook, if the call proves what it asks for. The same for a hook that is not there.
  private Optional<Hook> proved(Arrival arrival) {
    Optional<Hook> hook = hooks.find(arrival.hook()).filter(one -> !one.isOut());
    if (credentials.isProved(hook, arrival, house.clock().instant())) return hook;
    count("unproved");
    hook.ifPresent(one -> traffic(one).refused(house.clock().instant(), UNPROVED));
    String about = hook.map(one -> "hook/" + one.thing()).orElse("hook/unknown");
    house
        .gate()
        .note(
            new Gate.Asking(Caller.stranger(), Gate.Face.HOOK, arrival.address()),
            "hookCall",
            about,
            "refused",
            UNPROVED);
    return Optional.empty();
  }

  private boolean isAllowed(Hook hook, Arrival arrival, String operation, Target target) {
    var asking = new Gate.Asking(hook.caller(), Gate.Face.HOOK, arrival.address());
    return house.gate().pass(asking, operation, target) instanceof Decision.Allowed;
  }

  /// A call that would only look: some senders make one when they are set up. It changes nothing.
  Reply look(Arrival arrival) {
    Optional<Hook> hook = proved(arrival);
    if (hook.isEmpty()) return Reply.of(401);
    return Reply.of(hook.get().kind() == HookKind.WITHINGS ? 200 : 405);
  }

  /// Takes a call.
  Reply call(Arrival arrival) {
    Optional<Hook> proved = proved(arrival);
    if (proved.isEmpty()) return Reply.of(401);
    Hook hook = proved.get();
    if (!traffic(hook).take(System.nanoTime())) {
      count("limited");
      String most = "more than " + CALLS_A_SECOND + " calls a second";
      traffic(hook).refused(house.clock().instant(), most);
      return new Reply(429, Map.of(), 1);
    }
    if (!arrival.header("content-encoding").matches("|identity"))
      return refused(hook, arrival, 415, "the body must not be packed");
    if (!isAllowed(hook, arrival, "hookCall", new Target.OneHook(hook.row().thing()))) {
      traffic(hook).refused(house.clock().instant(), "its right to call was refused");
      return Reply.of(403);
    }
    return taken(hook, arrival);
  }

  private Reply refused(Hook hook, Arrival arrival, int status, String why) {
    count("refused");
    traffic(hook).refused(house.clock().instant(), why);
    var asking = new Gate.Asking(hook.caller(), Gate.Face.HOOK, arrival.address());
    house.gate().note(asking, "hookCall", "hook/" + hook.thing(), "refused", why);
    return Reply.fault(status, why);
  }

  private Reply taken(Hook hook, Arrival arrival) {
    String call = Signatures.id();
    Instant now = house.clock().instant();
    Optional<Delivery> earlier;
    try {
      earlier = repeats.remember(hook, arrival, call, now).join();
    } catch (CompletionException _) {
      // Without a memory a repeat could not be told: the caller is asked to come again.
      return new Reply(503, Map.of(), 5);
    }
    if (earlier.isPresent()) {
      count("repeated");
      traffic(hook).repeated(now);
      return accepted(hook, earlier.get().call(), true);
    }
    String principal = Aftermath.principal(hook, call);
    var message = new Message.WebhookCall(hook.row().thing(), told(arrival), arrival.body());
    Taken taken = house.host().take(hook.device(), message, principal);
    if (taken.isRefused()) {
      repeats.forget(call).join();
      return refused(hook, arrival, 400, String.join("; ", taken.dropped()));
    }
    var entries = new ArrayList<>(numbers(taken.readings()));
    entries.addAll(deeds(hook, arrival, call, principal, taken));
    repeats.became(call, entries);
    hooks.called(hook);
    if (hook.kind() == HookKind.IFTTT) house.applets().accept(arrival.body().text());
    count("taken");
    traffic(hook).taken(now);
    return accepted(hook, call, false);
  }

  /// Only what a sheet may name: neither credentials nor what a proxy adds.
  private static Map<String, String> told(Arrival arrival) {
    var told = new LinkedHashMap<String, String>();
    arrival
        .headers()
        .forEach((name, value) -> {
          boolean isTold =
              name.equals("content-type")
                  || name.startsWith("x-github-")
                  || name.startsWith("x-limit-")
                  || name.startsWith("x-event");
          if (isTold && value.length() <= 500) told.put(name, value);
        });
    return told;
  }

  private static List<Long> numbers(List<CompletableFuture<Long>> readings) {
    var numbers = new ArrayList<Long>();
    for (var reading : readings) {
      try {
        numbers.add(reading.get(HOUSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
      } catch (ExecutionException | TimeoutException _) {
        // The house is too busy to say: what became of it stands in the journal all the same.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return numbers;
      }
    }
    return numbers;
  }

  /// Asks for what was granted to the hook, each through the gate.
  private List<Long> deeds(Hook hook, Arrival arrival, String call, String principal, Taken taken) {
    if (hook.deeds().isEmpty() || taken.isLate()) return List.of();
    var asked = new ArrayList<CompletableFuture<Long>>();
    int number = 0;
    for (Deed deed : hook.deeds()) {
      number++;
      if (!deed.when().isEmpty() && !taken.texts().contains(deed.when())) continue;
      Optional<Thing> thing = house.host().directory().thing(deed.thing());
      Target target =
          thing
              .<Target>map(
                  one -> new Target.OneAction(one.id(), one.room(), deed.action().kind().label()))
              .orElse(Target.nothing());
      if (!isAllowed(hook, arrival, "hookPerform", target)) continue;
      var wanted =
          new Fact.Wanted(deed.action(), Retry.NEVER, TaskRunner.VALID_USUAL, call + " " + number);
      asked.add(house.loop().taken(wanted, deed.thing().value(), principal));
    }
    return numbers(asked);
  }

  private static Reply accepted(Hook hook, String call, boolean isRepeat) {
    // The phone takes a list of messages for it, and nothing else.
    if (hook.kind() == HookKind.OWNTRACKS) return Reply.of(200);
    var document = new LinkedHashMap<String, Object>();
    document.put("id", call);
    document.put("outcome", "taken");
    if (isRepeat) document.put("repeat", true);
    document.put("ask", "/hook/" + hook.id() + "/calls/" + call);
    return new Reply(hook.kind().status(), document, 0);
  }

  /// What became of a call, for the caller of the same hook.
  Reply outcome(Arrival arrival, String call) {
    Optional<Hook> proved = proved(arrival);
    if (proved.isEmpty()) return Reply.of(401);
    Hook hook = proved.get();
    if (!isAllowed(hook, arrival, "hookOutcome", new Target.OneHook(hook.row().thing())))
      return Reply.of(403);
    Optional<Delivery> delivery = repeats.delivery(hook, call);
    if (delivery.isEmpty()) return Reply.of(404);
    Aftermath.Told told =
        aftermath.told(call).orElseGet(() -> Aftermath.told(delivery.get(), house.journal()));
    var document = new LinkedHashMap<String, Object>();
    document.put("id", call);
    document.put("at", told.at().toString());
    document.put("outcome", told.outcome());
    document.put("events", told.events());
    document.put("commands", told.commands().stream().map(CallDesk::json).toList());
    return new Reply(200, document, 0);
  }

  private static Map<String, Object> json(Aftermath.Caused caused) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", caused.id());
    json.put("thing", caused.thing());
    json.putAll(caused.action());
    json.put("outcome", caused.outcome().label());
    json.put("reason", caused.reason());
    return json;
  }

  Map<String, Long> counters() {
    var all = new TreeMap<String, Long>();
    counters.forEach((name, adder) -> all.put(name, adder.sum()));
    return all;
  }
}
