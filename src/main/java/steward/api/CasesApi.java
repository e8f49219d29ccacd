package steward.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import steward.activity.Activity;
import steward.loop.Case;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.loop.PastHouse;
import steward.rights.Target;
import steward.store.CaseFiles;
import steward.store.FileJournal;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;

/// The cases that stay with the house: keep one, list, take away, and hold the activities to them.
/// All of it on virtual threads.
final class CasesApi {
  private final HouseLoop loop;
  private final FileJournal journal;
  private final CaseBench bench;
  private final CaseFiles files;

  CasesApi(HouseLoop loop, FileJournal journal, PastHouse past, CaseFiles files) {
    this.loop = loop;
    this.journal = journal;
    this.bench = new CaseBench(past, files);
    this.files = files;
  }

  List<Operation> operations() {
    return List.of(
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
        Operation.get("/cases", "listCases", "The cases of the house", "KeptCaseList", _ -> list()),
        new Operation(
            "DELETE",
            "/cases/{name}",
            "removeCase",
            "Take a case away",
            List.of(),
            "",
            Map.of(204, ""),
            this::remove),
        new Operation(
            "POST",
            "/cases/run",
            "runCases",
            "Hold the activities to the cases of the house",
            List.of(),
            "",
            Map.of(200, "CaseList"),
            _ -> run()));
  }

  private CompletableFuture<Target> activity(Request request) {
    String id = request.part("id");
    return loop.query(house -> house.engine().activity(id))
        .thenApply(found -> new Target.OneActivity(id, found.map(Activity::owner)));
  }

  private CompletableFuture<Answer> list() {
    return RehearsalApi.apart(() -> {
      var items = new ArrayList<Map<String, Object>>();
      for (Case one : files.all(name -> items.add(unreadable(name)))) items.add(json(one));
      return Answer.ok(Json.list(items, null));
    });
  }

  private static Map<String, Object> unreadable(String name) {
    return Map.of("name", name, "readable", false, "inputs", 0, "expected", List.of());
  }

  private static Map<String, Object> json(Case one) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", one.name());
    json.put("activity", one.activity());
    json.put("readable", true);
    json.put("at", Json.instant(one.at()));
    json.put("inputs", one.inputs().size());
    json.put("expected", one.expected());
    return json;
  }

  private CompletableFuture<Answer> keep(Request request) {
    String id = request.part("id");
    Tree body = request.body().only(Set.of("name", "from", "to"));
    String name = body.get("name").text();
    return loop.query(house -> house.engine().activity(id))
        .thenCompose(found -> RehearsalApi.apart(() -> kept(id, found, name, body)));
  }

  private Answer kept(String id, Optional<Activity> found, String name, Tree body) {
    Activity activity = found.orElseThrow(() -> Problem.notFound("activity", id));
    if (!ThingId.isSlug(name))
      throw new Malformed("/name", "1 to 40 of a-z, 0-9 and -", "'" + name + "'");
    Between span = Between.of(body, journal);
    Case kept = bench.keep(activity, name, span.from(), span.to());
    var json = new LinkedHashMap<String, Object>();
    json.put("name", name);
    json.put("activity", id);
    json.put("good", true);
    json.put("inputs", kept.inputs().size());
    json.put("expected", kept.expected());
    return Answer.of(201, json);
  }

  private CompletableFuture<Answer> remove(Request request) {
    String name = request.part("name");
    return RehearsalApi.apart(() -> {
      if (!files.remove(name)) throw Problem.notFound("case", name);
      return Answer.none();
    });
  }

  private CompletableFuture<Answer> run() {
    return loop.query(HouseNames::of)
        .thenCompose(
            names -> RehearsalApi.apart(() -> Answer.ok(Json.list(bench.runAll(names), null))));
  }
}
