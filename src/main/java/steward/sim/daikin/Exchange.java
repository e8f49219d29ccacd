package steward.sim.daikin;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A request as an adapter reads it, and its answer.
final class Exchange {
  private static final String FORM = "application/x-www-form-urlencoded";

  private Exchange() {}

  /// @param parameters those of the query and of a posted form, decoded, in their order
  record Request(
      String method,
      String path,
      Map<String, String> parameters,
      Map<String, String> headers,
      String body) {}

  /// @param status with its reason, such as `200 OK`
  record Answer(String status, String type, String body) {
    static Answer text(String body) {
      return new Answer("200 OK", "text/plain", body);
    }

    static Answer json(String body) {
      return new Answer("200 OK", "application/json", body);
    }

    static Answer missing(String path) {
      return new Answer("404 Not Found", "text/plain", "Page Not Found " + path);
    }

    static Answer forbidden() {
      return new Answer("403 HTTP_FORBIDDEN", "text/plain", "");
    }
  }

  /// Reads a head and the body behind it.
  static Request read(String head, String body) {
    String[] lines = head.split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    var headers = new LinkedHashMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0)
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
    }
    String target = first.length > 1 ? first[1] : "/";
    int mark = target.indexOf('?');
    var parameters = new LinkedHashMap<String, String>();
    if (mark >= 0) read(target.substring(mark + 1), parameters);
    // Units with newer firmware take the settings as a form, too.
    if (first[0].equals("POST") && headers.getOrDefault("content-type", "").startsWith(FORM))
      read(body, parameters);
    String path = mark < 0 ? target : target.substring(0, mark);
    return new Request(first[0], path, parameters, headers, body);
  }

  private static void read(String query, Map<String, String> parameters) {
    for (String one : query.split("&", -1)) {
      int equals = one.indexOf('=');
      if (equals > 0)
        parameters.put(
            one.substring(0, equals),
            java.net.URLDecoder.decode(
                one.substring(equals + 1), java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}
