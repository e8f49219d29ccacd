package steward.sim.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import steward.value.Tree;
import tools.jackson.databind.json.JsonMapper;

/// Brings a scenario's things and rules into a steward over its API, and reads its health there.
final class HouseSetup {
  private static final int ANSWER_MS = 20_000;

  private final String base;

  HouseSetup(int httpPort) {
    base = "http://127.0.0.1:" + httpPort;
  }

  boolean isReady() {
    try {
      ask("GET", "/readyz", "");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  void bringIn(Scenario scenario) throws IOException {
    for (int k = 0; k < scenario.things(); k++) {
      String id = scenario.thing(k);
      ask(
          "POST",
          "/api/v1/things",
          """
          {"family":"tasmota","binding":{"topic":"%1$s"},"id":"%1$s","name":"Thing %2$d","room":"Bench"}\
          """
              .formatted(id, k));
    }
    for (int k = 0; k < scenario.things(); k++) {
      ask(
          "PUT",
          "/api/v1/activities/rule-" + k,
          """
          {"id":"rule-%d","name":"Rule %1$d","when":[{"thing":"%s","property":"switch","becomes":"on"}],
           "perform":[{"thing":"%s","action":"turn","to":"on"}]}\
          """
              .formatted(k, scenario.thing(k), scenario.thing(scenario.target(k))));
    }
  }

  /// The counters of the health page that are not zero.
  Map<String, Long> counters() throws IOException {
    var counters = new TreeMap<String, Long>();
    Tree health =
        Tree.of(JsonMapper.shared().readValue(ask("GET", "/api/v1/health", ""), Map.class));
    for (var one : health.get("counters").object().entrySet()) {
      if (one.getValue() instanceof Number number && number.longValue() != 0) {
        counters.put(String.valueOf(one.getKey()), number.longValue());
      }
    }
    return counters;
  }

  /// One request; the answer's body.
  ///
  /// @throws IOException if there is no answer, or one that says no
  private String ask(String method, String path, String body) throws IOException {
    var connection = (HttpURLConnection) URI.create(base + path).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(ANSWER_MS);
    connection.setReadTimeout(ANSWER_MS);
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    var stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    String answer = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    if (status >= 400)
      throw new IOException(method + " " + path + " was answered " + status + ": " + answer);
    return answer;
  }
}
