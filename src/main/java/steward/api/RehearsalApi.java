package steward.api;

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
import org.jspecify.annotations.Nullable;
import steward.activity.Activity;
import steward.activity.Looked;
import steward.activity.text.ActivityText;
import steward.activity.text.Words;
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
import steward.store.FileJournal;
import steward.value.Tree;

/// The past of the house asked again: what an activity would have done, and why it did not. All of
/// it on virtual threads.
final class RehearsalApi {
  private final HouseLoop loop;
  private final FileJournal journal;
  private final PastHouse past;
  private final Sight sight;
  private final Rehearsal rehearsal;

  RehearsalApi(HouseLoop loop, FileJournal journal, PastHouse past, Sight sight) {
    this.loop = loop;
    this.journal = journal;
    this.past = past;
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
        Operation.get(
                "/activities/{id}/rehearse",
                "rehearsalProgress",
                "How far its rehearsal has come, and how far back the journal reaches",
                "RehearsalProgress",
                this::progress)
            .about(this::activity),
        new Operation(
            "DELETE",
            "/activities/{id}/rehearse",
            "cancelRehearsal",
            "End its rehearsal where it is",
            List.of(),
            "",
            Map.of(204, ""),
            this::cancel,
            this::activity));
  }

  private CompletableFuture<Target> activity(Request request) {
    String id = request.part("id");
    return loop.query(house -> house.engine().activity(id))
        .thenApply(found -> new Target.OneActivity(id, found.map(Activity::owner)));
  }

  static <T> CompletableFuture<T> apart(Supplier<T> work) {
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
              Between span = Between.of(body, journal);
              var result = rehearsal.run(id, draft, span.from(), span.to());
              return Answer.ok(json(result, caller, sentences(names, draft)));
            }));
  }

  private CompletableFuture<Answer> progress(Request request) {
    String id = request.part("id");
    return apart(() -> {
      var json = new LinkedHashMap<String, @Nullable Object>();
      var mine = rehearsal.progress().filter(one -> one.activity().equals(id));
      json.put("running", mine.isPresent());
      json.put("done", mine.map(Rehearsal.Progress::done).orElse(0));
      json.put("entries", mine.map(Rehearsal.Progress::entries).orElse(0));
      json.put("reaches", moment(journal.first()));
      return Answer.ok(json);
    });
  }

  /// When an entry was written; nothing where it is not there any more.
  private @Nullable String moment(long seq) {
    return journal.entry(seq).map(entry -> Json.instant(entry.at())).orElse(null);
  }

  private CompletableFuture<Answer> cancel(Request request) {
    boolean was = rehearsal.cancel(request.part("id"));
    if (!was) throw Problem.conflict("No rehearsal of it is under way.");
    return CompletableFuture.completedFuture(Answer.none());
  }

  private static Activity draft(Tree body, String id, HouseNames names) {
    Optional<Activity> before = names.activity(id);
    if (!body.has("activity")) return before.orElseThrow(() -> Problem.notFound("activity", id));
    var wanted = ActivityText.read(body.get("activity"), id, names);
    int version = before.map(Activity::version).orElse(0) + 1;
    return wanted.version(version, before.map(Activity::owner).orElse("local"));
  }

  /// @param draft what is called by its own name, which may be another one than before
  private Sentences sentences(HouseNames names, Optional<Activity> draft) {
    var called = new TreeMap<String, String>();
    names.activities().forEach(one -> called.put(one.id(), one.name()));
    draft.ifPresent(one -> called.put(one.id(), one.name()));
    return new Sentences(sight.directory(), id -> called.getOrDefault(id, id));
  }

  private Map<String, @Nullable Object> json(
      Rehearsal.Result result, Caller caller, Sentences sentences) {
    var lines = new ArrayList<Map<String, Object>>();
    for (Timeline.Line line : result.timeline().lines()) {
      if (!sight.sees(caller, line.entry())) continue;
      var json = new LinkedHashMap<String, Object>();
      json.put("at", Json.instant(line.at()));
      json.put("who", line.who().label());
      json.put("activity", Timeline.activity(line.entry()));
      json.put("kind", line.entry().kind().label());
      json.put("subject", line.entry().subject());
      // The numbers of what only would have happened are not those of the journal.
      if (line.who() != Timeline.Who.WOULD) json.put("seq", line.entry().seq());
      json.put("sentence", sentences.say(line.entry()));
      lines.add(json);
    }
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("from", result.from());
    json.put("to", result.to());
    json.put("begins", moment(result.from()));
    json.put("ends", moment(result.to()));
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
                      .filter(_ -> sight.seesAll(caller))
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
    json.put("happened", sentences(names, Optional.empty()).say(input));
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
}
