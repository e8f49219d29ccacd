package steward.api;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import steward.access.Audit;
import steward.rights.AuditEntry;
import steward.rights.Rules;
import steward.rights.Table;
import steward.store.AuditQuery;
import steward.value.Bytes;

/// The audit log, and the table of rights that it was decided by.
final class AuditApi {
  private final Audit audit;

  AuditApi(Audit audit) {
    this.audit = audit;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("/audit", "listAudit", "Who did what, newest first", "AuditList", this::list)
            .with(
                new Operation.Query("principal", "string", "of this user or client"),
                new Operation.Query("operation", "string", "of this operation"),
                new Operation.Query("verdict", "string", "with this verdict"),
                new Operation.Query("before", "integer", "entries below this number"),
                new Operation.Query("limit", "integer", "at most so many, 100 if not given")),
        Operation.get(
            "/audit/export",
            "exportAudit",
            "The whole audit log, a JSON document a line",
            "AuditEntry",
            this::export),
        Operation.get("/rights", "listRights", "The table of rights", "RightList", this::rights));
  }

  private CompletableFuture<Answer> list(Request request) {
    long before = request.number("before", 0, 0, Long.MAX_VALUE);
    int limit = (int) request.number("limit", 100, 1, AuditQuery.LIMIT_MAX);
    var query =
        new AuditQuery(
            request.query("principal").filter(text -> !text.isEmpty()),
            request.query("operation").filter(text -> !text.isEmpty()),
            request.query("verdict").filter(text -> !text.isEmpty()),
            before > 0 ? OptionalLong.of(before) : OptionalLong.empty(),
            limit);
    return CompletableFuture.supplyAsync(
        () -> {
          List<AuditEntry> page = audit.page(query);
          Long next = page.size() < limit ? null : page.getLast().seq();
          return Answer.ok(Json.list(page.stream().map(AuditApi::json).toList(), next));
        },
        Thread::startVirtualThread);
  }

  private CompletableFuture<Answer> export(Request request) {
    return CompletableFuture.supplyAsync(
        () -> {
          var lines = new java.io.ByteArrayOutputStream();
          audit.export(entry -> {
            lines.writeBytes(Json.bytes(json(entry)));
            lines.write('\n');
          });
          return Answer.file(
              "application/x-ndjson",
              "steward-audit.ndjson",
              Bytes.utf8(lines.toString(StandardCharsets.UTF_8)));
        },
        Thread::startVirtualThread);
  }

  private static Map<String, Object> json(AuditEntry entry) {
    var line = new LinkedHashMap<String, Object>();
    line.put("seq", entry.seq());
    line.put("at", Json.instant(entry.at()));
    line.put("principal", entry.principal());
    line.put("role", entry.role());
    line.put("address", entry.address());
    line.put("face", entry.face());
    line.put("operation", entry.operation());
    line.put("target", entry.target());
    line.put("verdict", entry.verdict());
    line.put("reason", entry.reason());
    line.put("count", entry.count());
    return line;
  }

  private CompletableFuture<Answer> rights(Request request) {
    var items =
        Rules.all().stream()
            .map(row -> {
              var line = ClientsApi.row(row);
              var roles = new LinkedHashMap<String, String>();
              Table.verdicts(row).forEach((role, verdict) -> roles.put(role, verdict.word()));
              line.put("roles", roles);
              return line;
            })
            .toList();
    return Answer.now(Answer.ok(Json.list(items, null)));
  }
}
