package steward.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The OpenAPI 3.1 document, made from the route table and the schemas.
final class OpenApi {
  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");

  private OpenApi() {}

  static Map<String, Object> document(List<Operation> operations, String version) {
    var document = new LinkedHashMap<String, Object>();
    document.put("openapi", "3.1.0");
    var info = new LinkedHashMap<String, Object>();
    info.put("title", "Steward");
    info.put("version", version);
    info.put(
        "summary",
        "The things of a home: their state, their commands with honest outcomes, their activities.");
    document.put("info", info);
    document.put("servers", List.of(Map.of("url", ApiRouter.BASE)));
    var paths = new LinkedHashMap<String, Map<String, Object>>();
    for (Operation operation : operations) {
      paths
          .computeIfAbsent(operation.path(), _ -> new LinkedHashMap<>())
          .put(operation.method().toLowerCase(java.util.Locale.ROOT), operation(operation));
    }
    document.put("paths", paths);
    document.put("components", Map.of("schemas", Schemas.all()));
    return document;
  }

  private static Map<String, Object> operation(Operation operation) {
    var json = new LinkedHashMap<String, Object>();
    json.put("operationId", operation.id());
    json.put("summary", operation.summary());
    var parameters = parameters(operation);
    if (!parameters.isEmpty()) json.put("parameters", parameters);
    if (!operation.body().isEmpty()) {
      json.put(
          "requestBody",
          Map.of("required", true, "content", content("application/json", operation.body())));
    }
    json.put("responses", responses(operation));
    return json;
  }

  private static List<Map<String, Object>> parameters(Operation operation) {
    var parameters = new ArrayList<Map<String, Object>>();
    Matcher parts = PART.matcher(operation.path());
    while (parts.find()) {
      parameters.add(
          Map.of(
              "name",
              parts.group(1),
              "in",
              "path",
              "required",
              true,
              "schema",
              Map.of("type", "string")));
    }
    for (Operation.Query query : operation.queries()) {
      parameters.add(
          Map.of(
              "name",
              query.name(),
              "in",
              "query",
              "description",
              query.summary(),
              "schema",
              Map.of("type", query.type())));
    }
    if (operation.id().equals("perform")) {
      parameters.add(
          Map.of(
              "name",
              "Idempotency-Key",
              "in",
              "header",
              "schema",
              Map.of("type", "string", "maxLength", 200),
              "description",
              "The same key is the same command: a repeated request makes no second one."));
    }
    return parameters;
  }

  private static Map<String, Object> responses(Operation operation) {
    var responses = new LinkedHashMap<String, Object>();
    operation.answers().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(answer ->
            responses.put(
                answer.getKey().toString(),
                answer.getValue().isEmpty()
                    ? Map.of("description", "Done")
                    : Map.of(
                        "description",
                        answer.getValue(),
                        "content",
                        content("application/json", answer.getValue()))));
    responses.put(
        "default",
        Map.of(
            "description",
            "A problem, RFC 9457",
            "content",
            content("application/problem+json", "Problem")));
    return responses;
  }

  private static Map<String, Object> content(String type, String schema) {
    return Map.of(type, Map.of("schema", Map.of("$ref", "#/components/schemas/" + schema)));
  }
}
