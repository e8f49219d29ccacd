package steward.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.rights.Target;
import steward.store.FileJournal;
import steward.task.Command;
import steward.task.Retry;
import steward.task.TaskRunner;
import steward.thing.Action;
import steward.thing.Thing;
import steward.value.Malformed;
import steward.value.Tree;

/// Commands: perform, wait for the outcome, look at one.
final class CommandsApi {
  static final Duration WAIT_MAX = Duration.ofMinutes(2);
  static final int WAITING_MAX = 1_000;

  private final HouseLoop loop;
  private final FileJournal journal;
  private final ThingsApi things;
  private final Map<Long, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();

  CommandsApi(HouseLoop loop, FileJournal journal, ThingsApi things) {
    this.loop = loop;
    this.journal = journal;
    this.things = things;
    loop.watch(this::watch);
  }

  List<Operation> operations() {
    return List.of(
        new Operation(
            "POST",
            "/things/{id}/perform",
            "perform",
            "Ask a thing to do something; 200 when the outcome is final, 202 while it is open",
            List.of(
                new Operation.Query(
                    "wait", "string", "wait for the final outcome at most so long, such as 5s")),
            "Action",
            Map.of(200, "Command", 202, "Command"),
            this::perform,
            this::asked),
        Operation.get(
                "/commands/{id}",
                "getCommand",
                "A command and its outcome so far",
                "Command",
                this::get)
            .about(this::ofCommand));
  }

  /// To unlock or to learn is more than to perform.
  private CompletableFuture<Target> asked(Request request) {
    return things
        .thing(request)
        .thenApply(target ->
            target instanceof Target.OneThing one
                ? CommandForm.target(one, named(request))
                : target);
  }

  /// A body that cannot be read is told of after the gate.
  private static String named(Request request) {
    try {
      return request
          .bodyIfAny()
          .flatMap(body -> body.find("action"))
          .map(action -> action.text(40))
          .orElse("");
    } catch (Problem | Malformed _) {
      return "";
    }
  }

  private CompletableFuture<Target> ofCommand(Request request) {
    long id = number(request);
    return loop.query(house -> house.tasks().command(id).map(command -> command.thing().value()))
        .thenApplyAsync(
            now -> now.or(() -> journal.entry(id).map(Entry::subject)), Thread::startVirtualThread)
        .thenApply(thing -> thing.flatMap(things::find).map(Target::of).orElse(Target.nothing()));
  }

  private static long number(Request request) {
    try {
      return Long.parseLong(request.part("id"));
    } catch (NumberFormatException e) {
      throw Problem.notFound("command", request.part("id"));
    }
  }

  private void watch(Entry entry) {
    if (waiting.isEmpty()) return;
    if (entry.fact() instanceof Fact.Came came && came.outcome().isFinal()) {
      CompletableFuture<Boolean> waiter = waiting.remove(came.command());
      if (waiter != null) waiter.completeAsync(() -> true);
    }
  }

  private CompletableFuture<Answer> perform(Request request) {
    Thing thing = things.known(request);
    Tree body = request.body();
    body.only(Action.members());
    Action action = Action.read(body, thing.abilities());
    Duration wait = request.span("wait", Duration.ZERO, WAIT_MAX);
    String key =
        request
            .header("Idempotency-Key")
            .map(k -> request.principal() + " " + thing.id() + " " + cut(k))
            .orElse("");
    var fact = new Fact.Wanted(action, Retry.NEVER, TaskRunner.VALID_USUAL, key);
    return loop.ask(fact, thing.id().value(), request.principal())
        .thenCompose(seq -> outcome(seq, wait));
  }

  private static String cut(String key) {
    if (key.length() > 200)
      throw Problem.badRequest("An Idempotency-Key has at most 200 characters.");
    return key;
  }

  private CompletableFuture<Answer> outcome(long id, Duration wait) {
    if (wait.isZero() || waiting.size() >= WAITING_MAX) return show(id);
    var done = waiting.computeIfAbsent(id, _ -> new CompletableFuture<>());
    return loop.query(house -> house.tasks().command(id).map(Command::outcome))
        .thenCompose(now -> {
          if (now.isEmpty() || now.get().isFinal()) done.complete(true);
          return done.copy().completeOnTimeout(false, wait.toMillis(), TimeUnit.MILLISECONDS);
        })
        .thenCompose(_ -> {
          waiting.remove(id);
          return show(id);
        });
  }

  private CompletableFuture<Answer> get(Request request) {
    return show(number(request));
  }

  private CompletableFuture<Answer> show(long id) {
    return loop.query(house -> house.tasks().command(id))
        .thenCompose(found ->
            found.isPresent()
                ? CompletableFuture.completedFuture(CommandForm.of(found.get()))
                : CompletableFuture.supplyAsync(() -> kept(id), Thread::startVirtualThread))
        .thenApply(json -> Answer.of(Boolean.TRUE.equals(json.remove("final")) ? 200 : 202, json));
  }

  /// A command that the house no longer remembers, from the journal.
  private Map<String, @Nullable Object> kept(long id) {
    Entry asked =
        journal
            .entry(id)
            .filter(entry -> entry.fact() instanceof Fact.Wanted)
            .orElseThrow(() -> Problem.notFound("command", Long.toString(id)));
    var json = new java.util.LinkedHashMap<String, @Nullable Object>();
    json.put("id", id);
    json.put("thing", asked.subject());
    json.put("action", ((Fact.Wanted) asked.fact()).action().json());
    json.put("outcome", "waiting");
    json.put("reason", "its end is not within the journal's next entries");
    json.put("since", Json.instant(asked.at()));
    json.put("cause", asked.causes().isEmpty() ? null : asked.causes().getFirst());
    journal.read(
        id + 1,
        id + 100_000,
        entry -> {
          if (entry.fact() instanceof Fact.Came came && came.command() == id) {
            json.put("outcome", came.outcome().label());
            json.put("reason", came.reason());
            json.put("since", Json.instant(entry.at()));
          }
        });
    json.put("final", true);
    return json;
  }
}
