package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.value.Malformed;

/// A request that cannot be answered as asked, in the form of RFC 9457.
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;
  private final transient List<Malformed.Fault> faults;

  private Problem(int status, String title, String detail, List<Malformed.Fault> faults) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
    this.faults = List.copyOf(faults);
  }

  static Problem notFound(String what, String which) {
    return new Problem(
        404,
        "Not found",
        "There is no " + what + " '" + steward.value.Text.clean(which) + "'.",
        List.of());
  }

  static Problem forbidden(String detail) {
    return new Problem(403, "Not allowed", detail, List.of());
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

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("type", "about:blank");
    json.put("title", title);
    json.put("status", status);
    json.put("detail", getMessage());
    if (!faults.isEmpty()) {
      json.put(
          "errors",
          faults.stream()
              .map(f -> Map.of("at", f.at(), "expected", f.expected(), "got", f.got()))
              .toList());
    }
    return json;
  }
}
