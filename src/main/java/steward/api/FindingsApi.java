package steward.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import steward.activity.Activity;
import steward.activity.proof.Finding;
import steward.activity.proof.Invariant;
import steward.activity.proof.InvariantText;
import steward.activity.proof.Prover;
import steward.activity.text.ActivityText;
import steward.activity.text.ActivityYaml;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.store.CaseFiles;
import steward.value.Malformed;
import steward.value.Tree;

/// What the prover finds in the activities of the house, and what the house forbids for good.
final class FindingsApi {
  private final HouseLoop loop;
  private final CaseFiles files;
  private final UnaryOperator<String> roles;
  private final Sight sight;

  /// @param roles the role of an owner by id
  FindingsApi(HouseLoop loop, CaseFiles files, UnaryOperator<String> roles, Sight sight) {
    this.loop = loop;
    this.files = files;
    this.roles = roles;
    this.sight = sight;
  }

  /// What is found speaks of things and people all over the house.
  private Answer shown(Request request, List<Finding> found) {
    if (!sight.seesAll(request.caller())) return Answer.ok(Json.list(List.of(), null));
    return Answer.ok(Json.list(found.stream().map(FindingsApi::json).toList(), null));
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/findings",
            "listFindings",
            "What is wrong with the activities",
            "FindingList",
            this::list),
        new Operation(
            "POST",
            "/findings",
            "checkActivity",
            "What would be wrong with an activity, from JSON or YAML, without keeping it",
            List.of(new Operation.Query("id", "string", "its id, where it does not say one")),
            "Activity",
            Map.of(200, "FindingList"),
            this::check),
        Operation.get(
            "/invariants",
            "listInvariants",
            "What the house forbids for good",
            "InvariantList",
            _ -> shown()),
        new Operation(
            "PUT",
            "/invariants",
            "putInvariants",
            "Say what the house forbids for good",
            List.of(),
            "InvariantItems",
            Map.of(200, "InvariantList"),
            this::put));
  }

  private CompletableFuture<Answer> list(Request request) {
    return loop.query(HouseNames::of)
        .thenApplyAsync(names -> found(names, names.activities()), Thread::startVirtualThread)
        .thenApply(found -> shown(request, found));
  }

  private CompletableFuture<Answer> check(Request request) {
    return loop.query(HouseNames::of)
        .thenApplyAsync(names -> about(read(request, names), names), Thread::startVirtualThread)
        .thenApply(found -> shown(request, found));
  }

  private static Activity read(Request request, HouseNames names) {
    if (request.isYaml()) {
      String id = request.query("id").orElse("draft");
      return ActivityYaml.read(id, request.text(), id, names);
    }
    Tree body = request.body();
    String id = request.query("id").orElseGet(() -> body.get("id").text());
    return ActivityText.read(body, id, names);
  }

  /// What would be found of this activity among the others. Takes its time: not on an event loop.
  List<Finding> about(Activity wanted, HouseNames names) {
    var activities = new ArrayList<>(names.activities());
    activities.removeIf(one -> one.id().equals(wanted.id()));
    activities.add(wanted);
    return Prover.about(wanted.id(), found(names, activities));
  }

  private List<Finding> found(HouseNames names, List<Activity> activities) {
    var findings = new ArrayList<Finding>();
    var invariants = new ArrayList<Invariant>();
    for (Tree one : Tree.of(files.invariants()).items()) {
      try {
        invariants.addAll(InvariantText.read(Tree.of(List.of(one.object())), names));
      } catch (Malformed malformed) {
        String sentence =
            "A rule of the house means nothing any more: " + malformed.getMessage() + ".";
        findings.add(
            new Finding(
                Finding.Kind.INVARIANT, Finding.Severity.WARNING, List.of(), sentence, List.of()));
      }
    }
    findings.addAll(Prover.prove(activities, names, invariants, roles));
    return findings;
  }

  static Map<String, Object> json(Finding finding) {
    var json = new LinkedHashMap<String, Object>();
    json.put("kind", finding.kind().label());
    json.put("severity", finding.severity().label());
    json.put("activities", finding.activities());
    json.put("sentence", finding.sentence());
    json.put("example", finding.example());
    return json;
  }

  /// Refuses what has errors, with each of them.
  static void refuse(List<Finding> findings) {
    String errors =
        findings.stream()
            .filter(one -> one.severity() == Finding.Severity.ERROR)
            .map(Finding::sentence)
            .collect(Collectors.joining(" "));
    if (!errors.isEmpty())
      throw Problem.found(errors, findings.stream().map(FindingsApi::json).toList());
  }

  private CompletableFuture<Answer> shown() {
    return CompletableFuture.supplyAsync(
        () ->
            Answer.ok(
                Json.list(
                    Tree.of(files.invariants()).items().stream().map(Tree::node).toList(), null)),
        Thread::startVirtualThread);
  }

  private CompletableFuture<Answer> put(Request request) {
    Tree items = request.body().only(java.util.Set.of("items", "next")).get("items");
    return loop.query(HouseNames::of)
        .thenAcceptAsync(
            names ->
                files.keepInvariants(
                    InvariantText.read(items, names).stream().map(InvariantText::write).toList()),
            Thread::startVirtualThread)
        .thenCompose(_ -> shown());
  }
}
