package steward.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import steward.network.audit.Audits;
import steward.network.audit.Fault;
import steward.network.audit.Finding;
import steward.network.audit.Grade;
import steward.network.audit.ProbePlan;
import steward.network.audit.Report;
import steward.network.audit.Run;
import steward.network.audit.Watch;
import steward.thing.ThingId;

/// What each device's own security is worth, and the run that asks one of them. The log of who did
/// what is another thing: see [AuditApi].
public final class GradeApi {
  private final Audits audits;

  public GradeApi(Audits audits) {
    this.audits = audits;
  }

  List<Operation> operations() {
    String path = "/things/{id}/grade";
    return List.of(
        Operation.get(
            "/network/grades",
            "listGrades",
            "What the security of each device is worth: as it is sold, and as it is enclosed here",
            "GradeList",
            _ -> soon(this::list)),
        Operation.get(
            path,
            "getGrade",
            "A device's two grades with their reasons, each check with its evidence, and what a run would do",
            "Grade",
            request -> soon(() -> Answer.ok(json(report(request))))),
        new Operation(
            "POST",
            path,
            "startGrade",
            "Ask a device, one connection a second; agree must be true, login tries the one documented login, once ever",
            List.of(),
            "StartGrade",
            Map.of(202, "Grade"),
            this::start),
        new Operation(
            "DELETE",
            path,
            "stopGrade",
            "Stop asking a device; what was seen so far is kept",
            List.of(),
            "",
            Map.of(200, "Grade"),
            request -> soon(() -> stop(request))));
  }

  /// What asks the house and waits must not do so on an event loop.
  private static CompletableFuture<Answer> soon(Supplier<Answer> answer) {
    return CompletableFuture.supplyAsync(answer, Thread::startVirtualThread);
  }

  private static ThingId id(Request request) {
    String id = request.part("id");
    if (!ThingId.isSlug(id)) throw Problem.notFound("thing", id);
    return new ThingId(id);
  }

  private Report report(Request request) {
    ThingId id = id(request);
    return audits.of(id).orElseThrow(() -> Problem.notFound("device with a grade", id.value()));
  }

  private CompletableFuture<Answer> start(Request request) {
    var body = request.body().only(Set.of("agree", "login"));
    if (!body.get("agree").truth())
      throw body.get("agree").wrong("true: the owner has read what it does, and agrees");
    boolean login = body.find("login").map(tree -> tree.truth()).orElse(false);
    return soon(() -> {
      Report known = report(request);
      try {
        return Answer.of(202, json(audits.start(known.device().id(), login)));
      } catch (Audits.NotNow e) {
        throw Problem.conflict("It is not asked: " + e.getMessage() + ".");
      }
    });
  }

  private Answer stop(Request request) {
    Report report = report(request);
    audits.stop(report.device().id());
    return Answer.ok(json(report));
  }

  private Answer list() {
    return Answer.ok(Json.list(audits.all().stream().map(GradeApi::row).toList(), null));
  }

  private static Map<String, @Nullable Object> row(Report report) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("thing", report.device().id().value());
    json.put("name", report.device().name());
    json.put("room", report.device().room());
    json.put("family", report.device().family());
    json.put("sold", letter(report.sold()));
    json.put("soldAtBest", report.sold().atBest());
    json.put("enclosed", report.enclosed().map(GradeApi::letter).orElse(""));
    json.put("enclosedAtBest", report.enclosed().map(Grade::atBest).orElse(false));
    json.put("coverage", report.sold().coverage());
    json.put("standing", report.standing().label());
    json.put("advice", report.advice());
    json.put("at", report.kept().run().map(run -> Json.instant(run.at())).orElse(null));
    json.put("run", report.kept().run().map(run -> run.state().label()).orElse("none"));
    return json;
  }

  private static String letter(Grade grade) {
    return grade.letter().map(String::valueOf).orElse("");
  }

  private static Map<String, @Nullable Object> json(Report report) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("thing", report.device().id().value());
    json.put("name", report.device().name());
    json.put("title", report.title());
    json.put("sold", json(report.sold()));
    report.enclosed().ifPresent(grade -> json.put("enclosed", json(grade)));
    json.put("standing", report.standing().label());
    json.put("advice", report.advice());
    json.put("findings", report.findings().stream().map(GradeApi::json).toList());
    json.put("faults", Fault.age());
    json.put("ticked", report.kept().ticked());
    json.put("fragile", report.kept().fragile());
    json.put("loginTried", report.kept().login().map(Json::instant).orElse(null));
    json.put("plan", json(report.plan()));
    json.put("watch", json(report.watch()));
    report.kept().run().ifPresent(run -> json.put("run", json(run)));
    return json;
  }

  private static Map<String, Object> json(Grade grade) {
    var json = new LinkedHashMap<String, Object>();
    json.put("letter", letter(grade));
    json.put("least", grade.least().map(String::valueOf).orElse(""));
    json.put("points", grade.points());
    json.put("atBest", grade.atBest());
    json.put("coverage", grade.coverage());
    json.put("sentence", grade.sentence());
    json.put(
        "reasons",
        grade.reasons().stream()
            .map(reason ->
                Map.of(
                    "check", reason.check().label(),
                    "points", reason.points(),
                    "sentence", reason.sentence()))
            .toList());
    return json;
  }

  private static Map<String, @Nullable Object> json(Finding finding) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("check", finding.check().label());
    json.put("title", finding.check().title());
    json.put("verdict", finding.verdict().label());
    json.put("evidence", finding.evidence());
    json.put("provision", finding.provision());
    json.put("level", finding.check().level());
    json.put("section", finding.section());
    json.put("at", finding.at().map(Json::instant).orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> json(Watch watch) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("seconds", watch.time().map(Duration::toSeconds).orElse(null));
    json.put("enough", watch.enough().map(Json::instant).orElse(null));
    json.put("says", watch.says());
    return json;
  }

  private static Map<String, Object> json(ProbePlan plan) {
    var json = new LinkedHashMap<String, Object>();
    json.put("may", plan.may());
    json.put("why", plan.why());
    json.put("sentence", plan.sentence());
    json.put("connections", plan.connections());
    json.put("seconds", plan.seconds());
    json.put("ports", plan.ports());
    json.put("tls", plan.tls());
    json.put("login", plan.login());
    return json;
  }

  private static Map<String, Object> json(Run run) {
    var json = new LinkedHashMap<String, Object>();
    json.put("state", run.state().label());
    json.put("done", run.log().size());
    json.put("of", run.of());
    json.put("since", Json.instant(run.since()));
    json.put("at", Json.instant(run.at()));
    json.put("sentence", run.sentence());
    json.put(
        "log",
        run.log().stream()
            .map(probe ->
                Map.of(
                    "at", Json.instant(probe.at()),
                    "port", probe.port(),
                    "did", probe.did(),
                    "saw", probe.saw(),
                    "millis", probe.millis()))
            .toList());
    return json;
  }
}
