package steward.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import steward.activity.Activity;
import steward.activity.Looked;
import steward.activity.text.ActivityText;
import steward.activity.text.Words;
import steward.loop.Case;
import steward.loop.Entry;
import steward.loop.House;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.loop.PastHouse;
import steward.loop.Rehearsal;
import steward.loop.Time;
import steward.loop.Timeline;
import steward.loop.WhyNot;
import steward.rights.Caller;
import steward.rights.Target;
import steward.store.CaseFiles;
import steward.store.FileJournal;
import steward.value.Malformed;
import steward.value.Tree;

/// The past of the house asked again: what an activity would have done, why it did not, and cases
/// that stay with the house. All of it on virtual threads.
final class RehearsalApi {
  private final HouseLoop loop;
  private final FileJournal journal;
  private final PastHouse past;
  private final CaseBench bench;

  private final Sight sight;
  private final Rehearsal rehearsal;

  RehearsalApi(HouseLoop loop, FileJournal journal, PastHouse past, CaseFiles files, Sight sight) {
    this.loop = loop;
    this.journal = journal;
    this.past = past;
    this.bench = new CaseBench(past, files);
    this.sight = sight;
    this.rehearsal = new Rehearsal(past, Time.system());
  }

  List<Operation> operations() {
    return List.of(
        new Operation(
            "POST",
            "/activities/{id}/rehearse",
            "rehearseActivity",
            "What it would have done in a span, beside what was done",
            List.of(),
            "Rehearse",
            Map.of(200, "Rehearsal"),
            this::rehearse,
            this::activity),
        Operation.get(
                "/activities/{id}/why-not",
                "whyNot",
                "Why it did not fire at a moment",
                "WhyNot",
                this::whyNot)
            .with(new Operation.Query("at", "integer", "the number of a journal entry")),
        new Operation(
            "POST",
            "/activities/{id}/cases",
            "keepCase",
            "Keep a span as a case of this activity",
            List.of(),
            "KeepCase",
            Map.of(201, "Case"),
            this::keep,
            this::activity),
        new Operation(
            "POST",
            "/cases/run",
            "runCases",
            "Hold the activities to the cases of the house",
            List.of(),
            "",
            Map.of(200, "CaseList"),
            this::run));
  }

  private CompletableFuture<Target> activity(Request request) {
    String id = request.part("id");
    return loop.query(house -> house.engine().activity(id))
        .thenApply(found -> new Target.OneActivity(id, found.map(Activity::owner)));
  }

  private static <T> CompletableFuture<T> apart(Supplier<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.get();
          } catch (RejectedExecutionException e) {
            throw Problem.tooMany("Not now: " + e.getMessage() + ".", 5);
          }
        },
        Thread::startVirtualThread);
  }

  /// The numbers of the entries between two moments that the body names.
  private record Between(long from, long to) {}

  private Between span(Tree body) {
    Instant from = moment(body.get("from"));
    Instant to = body.find("to").map(RehearsalApi::moment).orElse(Instant.MAX);
    if (!from.isBefore(to)) throw body.get("to").wrong("a moment after 'from'");
    long first = journal.seqAt(from);
    long last = to.equals(Instant.MAX) ? journal.last() : journal.seqAt(to) - 1;
    return new Between(Math.max(1, first), last);
  }

  private static Instant moment(Tree tree) {
    try {
      return Instant.parse(tree.text());
    } catch (DateTimeParseException e) {
      throw tree.wrong("a moment such as 2026-03-01T18:00:00Z");
    }
  }

  private CompletableFuture<Answer> rehearse(Request request) {
    String id = request.part("id");
    Tree body = request.body().only(Set.of("from", "to", "activity", "without"));
    boolean without = body.find("without").map(Tree::truth).orElse(false);
    Caller caller = request.caller();
    return loop.query(HouseNames::of)
        .thenCompose(names ->
            apart(() -> {
              Optional<Activity> draft =
                  without ? Optional.empty() : Optional.of(draft(body, id, names));
              Between span = span(body);
              var result = rehearsal.run(id, draft, span.from(), span.to());
              return Answer.ok(json(result, caller, sentences(names)));
            }));
  }

  private static Activity draft(Tree body, String id, HouseNames names) {
    Optional<Activity> before = names.activity(id);
    if (!body.has("activity")) return before.orElseThrow(() -> Problem.notFound("activity", id));
    var wanted = ActivityText.read(body.get("activity"), id, names);
    int version = before.map(Activity::version).orElse(0) + 1;
    return wanted.version(version, before.map(Activity::owner).orElse("local"));
  }

  private Sentences sentences(HouseNames names) {
    var called = new TreeMap<String, String>();
    names.activities().forEach(one -> called.put(one.id(), one.name()));
    return new Sentences(sight.directory(), id -> called.getOrDefault(id, id));
  }

  private Map<String, Object> json(Rehearsal.Result result, Caller caller, Sentences sentences) {
    var lines = new ArrayList<Map<String, Object>>();
    for (Timeline.Line line : result.timeline().lines()) {
      if (!sight.sees(caller, line.entry())) continue;
      var json = new LinkedHashMap<String, Object>();
      json.put("at", Json.instant(line.at()));
      json.put("who", line.who().label());
      json.put("activity", Timeline.activity(line.entry()));
      json.put("kind", line.entry().kind().label());
      json.put("sentence", sentences.say(line.entry()));
      lines.add(json);
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("from", result.from());
    json.put("to", result.to());
    json.put("entries", result.entries());
    json.put("exact", result.exact());
    json.put("sameMeaning", result.semantics() == House.SEMANTICS);
    json.put("whole", result.whole() && !result.timeline().more());
    json.put("lines", lines);
    return json;
  }

  private CompletableFuture<Answer> whyNot(Request request) {
    String id = request.part("id");
    long at = request.number("at", 0, 1, Long.MAX_VALUE);
    Caller caller = request.caller();
    return loop.query(
            house -> new Asked(HouseNames.of(house), house.engine().standing(id).heldSeq()))
        .thenCompose(asked ->
            apart(() -> {
              long seq = at > 0 ? at : asked.held() > 0 ? asked.held() : journal.last();
              WhyNot why =
                  WhyNot.of(past, id, seq)
                      .filter(one -> sight.sees(caller, one.input()))
                      .orElseThrow(() -> Problem.notFound("entry of the journal", seq + ""));
              if (why.activity().isEmpty() && asked.names().activity(id).isEmpty())
                throw Problem.notFound("activity", id);
              return Answer.ok(json(why, asked.names()));
            }));
  }

  private record Asked(HouseNames names, long held) {}

  private Map<String, Object> json(WhyNot why, HouseNames names) {
    var json = new LinkedHashMap<String, Object>();
    Entry input = why.input();
    json.put("seq", input.seq());
    json.put("at", Json.instant(why.at()));
    json.put("happened", sentences(names).say(input));
    json.put("fired", why.fired());
    json.put("version", why.activity().map(Activity::version).orElse(0));
    json.put("sentences", why.sentences());
    json.put("exact", why.exact());
    json.put("sameMeaning", why.semantics() == House.SEMANTICS);
    var edges = new ArrayList<Map<String, Object>>();
    why.looked()
        .ifPresent(looked -> {
          for (Looked.Edge edge : looked.edges()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("edge", Words.of(edge.edge(), names));
            one.put("ends", edge.ends());
            one.put("came", edge.came());
            one.put("why", edge.why());
            edges.add(one);
          }
        });
    json.put("edges", edges);
    why.looked().ifPresent(looked -> json.put("condition", json(looked.condition())));
    return json;
  }

  private static Map<String, Object> json(Looked.Part part) {
    var json = new LinkedHashMap<String, Object>();
    json.put("held", part.held());
    json.put("asks", part.asks());
    json.put("why", part.why());
    json.put("parts", part.parts().stream().map(RehearsalApi::json).toList());
    return json;
  }

  private CompletableFuture<Answer> keep(Request request) {
    String id = request.part("id");
    Tree body = request.body().only(Set.of("name", "from", "to"));
    String name = body.get("name").text();
    return loop.query(house -> house.engine().activity(id))
        .thenCompose(found ->
            apart(() -> {
              Activity activity = found.orElseThrow(() -> Problem.notFound("activity", id));
              if (!steward.thing.ThingId.isSlug(name))
                throw new Malformed("/name", "1 to 40 of a-z, 0-9 and -", "'" + name + "'");
              Between span = span(body);
              Case kept = bench.keep(activity, name, span.from(), span.to());
              return Answer.of(
                  201,
                  Map.of(
                      "name",
                      name,
                      "activity",
                      id,
                      "good",
                      true,
                      "inputs",
                      kept.inputs().size(),
                      "expected",
                      kept.expected()));
            }));
  }

  private CompletableFuture<Answer> run(Request request) {
    return loop.query(HouseNames::of)
        .thenCompose(names -> apart(() -> Answer.ok(Json.list(bench.runAll(names), null))));
  }
}
