package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.value.Malformed;

/// A request that cannot be answered as asked, in the form of RFC 9457.
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String title;
  private final int retryAfter;
  private final transient List<Malformed.Fault> faults;

  private Problem(int status, String title, String detail, List<Malformed.Fault> faults) {
    this("about:blank", status, title, detail, faults, 0);
  }

  private Problem(
      String type,
      int status,
      String title,
      String detail,
      List<Malformed.Fault> faults,
      int retryAfter) {
    super(detail, null, false, false);
    this.type = type;
    this.status = status;
    this.title = title;
    this.retryAfter = retryAfter;
    this.faults = List.copyOf(faults);
  }

  static Problem notFound(String what, String which) {
    return new Problem(
        404,
        "Not found",
        "There is no " + what + " '" + steward.value.Text.clean(which) + "'.",
        List.of());
  }

  /// What there is not, or not for this caller: which of both is not told.
  static Problem hidden() {
    return new Problem(404, "Not found", "There is nothing of this name for you.", List.of());
  }

  static Problem forbidden(String detail) {
    return new Problem(403, "Not allowed", detail, List.of());
  }

  static Problem signIn() {
    return signIn("Sign in first.");
  }

  static Problem signIn(String detail) {
    return new Problem("/problems/sign-in", 401, "Not signed in", detail, List.of(), 0);
  }

  static Problem freshCode() {
    return new Problem(
        "/problems/fresh-code",
        403,
        "A fresh code is needed",
        "This is dangerous, so enter a code of this client once more; it counts for five minutes.",
        List.of(),
        0);
  }

  /// @param seconds after which another attempt may be worth it
  static Problem tooMany(String detail, int seconds) {
    return new Problem("about:blank", 429, "Too many", detail, List.of(), seconds);
  }

  static Problem conflict(String detail) {
    return new Problem(409, "Conflict", detail, List.of());
  }

  static Problem preconditionFailed(String detail) {
    return new Problem(412, "Changed meanwhile", detail, List.of());
  }

  static Problem malformed(Malformed malformed) {
    return new Problem(422, "Cannot be read", malformed.getMessage() + ".", malformed.faults());
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail, List.of());
  }

  static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, List.of());
  }

  int status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  /// Seconds after which to try again; 0 where the answer does not say.
  int retryAfter() {
    return retryAfter > 0 ? retryAfter : status == 503 ? 1 : 0;
  }

  List<Map<String, Object>> errors() {
    return faults.stream().map(Problem::json).toList();
  }

  private static Map<String, Object> json(Malformed.Fault fault) {
    var json = new LinkedHashMap<String, Object>();
    json.put("at", fault.at());
    json.put("expected", fault.expected());
    json.put("got", fault.got());
    fault
        .mark()
        .ifPresent(mark -> {
          json.put("line", mark.line());
          json.put("column", mark.column());
          json.put("shown", mark.shown());
        });
    return json;
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("type", type);
    json.put("title", title);
    json.put("status", status);
    json.put("detail", getMessage());
    if (!faults.isEmpty()) json.put("errors", errors());
    return json;
  }
}
