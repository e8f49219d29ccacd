package steward.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import steward.folder.FolderFile;
import steward.folder.HouseFolder;
import steward.folder.Layout;
import steward.folder.Plan;
import steward.folder.Planner;
import steward.value.Malformed;
import steward.value.Tree;

/// The house as a folder of readable files: written out, planned, brought in. All of it on virtual
/// threads.
final class FolderApi {
  static final String IMPORT = "/import";
  private static final int PATH_LENGTH_MAX = 200;

  private final HouseFolder folder;

  FolderApi(HouseFolder folder) {
    this.folder = folder;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/export",
            "exportHouse",
            "The house as readable files, without secrets and without what happened",
            "HouseFolder",
            _ -> apart(this::written)),
        new Operation(
            "POST",
            IMPORT + "/plan",
            "planImport",
            "What it would mean to bring in the files of a house",
            List.of(),
            "ImportFolder",
            Map.of(200, "ImportPlan"),
            this::plan),
        new Operation(
            "POST",
            IMPORT,
            "importHouse",
            "Bring in the files of a house, which are looked at as a whole before anything is done",
            List.of(),
            "ImportFolder",
            Map.of(200, "ImportPlan"),
            this::bring));
  }

  private static CompletableFuture<Answer> apart(Supplier<Answer> work) {
    return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
  }

  private Answer written() {
    HouseFolder.Written written = folder.write();
    var files = new ArrayList<Map<String, Object>>();
    for (FolderFile file : written.files()) {
      var json = new LinkedHashMap<String, Object>();
      json.put("path", file.path());
      json.put("text", file.text());
      files.add(json);
    }
    return Answer.ok(Map.of("files", files, "left", written.left()));
  }

  /// What a body says.
  private record Wanted(List<FolderFile> files, Planner.Wish wish, boolean force) {}

  private static Wanted wanted(Request request) {
    Tree body = request.body().only(Set.of("files", "force", "disarmed"));
    List<Tree> items = body.get("files").items();
    if (items.size() > Layout.FILES_MAX)
      throw body.get("files").wrong("at most " + Layout.FILES_MAX + " files");
    var files = new ArrayList<FolderFile>();
    for (Tree item : items) {
      item.only(Set.of("path", "text"));
      files.add(new FolderFile(item.get("path").text(PATH_LENGTH_MAX), item.get("text").text()));
    }
    boolean disarmed = body.find("disarmed").map(Tree::truth).orElse(false);
    boolean force = body.find("force").map(Tree::truth).orElse(false);
    return new Wanted(files, new Planner.Wish(request.owner(), disarmed), force);
  }

  private CompletableFuture<Answer> plan(Request request) {
    Wanted wanted = wanted(request);
    return apart(() -> Answer.ok(json(folder.plan(wanted.files(), wanted.wish()), false)));
  }

  private CompletableFuture<Answer> bring(Request request) {
    Wanted wanted = wanted(request);
    String principal = request.principal();
    return apart(() ->
        Answer.ok(
            json(folder.bring(wanted.files(), wanted.wish(), wanted.force(), principal), true)));
  }

  private static Map<String, Object> json(Plan plan, boolean done) {
    var items = new ArrayList<Map<String, Object>>();
    for (Plan.Item item : plan.items()) {
      var json = new LinkedHashMap<String, Object>();
      json.put("kind", item.kind().label());
      json.put("id", item.id());
      json.put("new", item.isNew());
      json.put("sentence", item.sentence());
      items.add(json);
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("items", items);
    json.put("doubts", Problem.malformed(new Malformed(plan.doubts())).errors());
    json.put("notes", plan.notes());
    json.put("same", plan.same());
    json.put("done", done);
    return json;
  }
}
