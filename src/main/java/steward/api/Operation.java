package steward.api;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A row of the route table: from it come the router's route and the operation in the OpenAPI
/// document.
///
/// @param path with parts in braces, `/things/{id}`, below `/api/v1`
/// @param body the name of the schema of the body, empty for none
/// @param answers the name of the schema of the answer by status
record Operation(
    String method,
    String path,
    String id,
    String summary,
    List<Query> queries,
    String body,
    Map<Integer, String> answers,
    Handler handler) {

  Operation {
    queries = List.copyOf(queries);
    answers = Map.copyOf(answers);
  }

  /// A query parameter: its name, its JSON type and what it does.
  record Query(String name, String type, String summary) {}

  /// Answers a request; may throw [Problem] or [steward.value.Malformed].
  interface Handler {
    CompletableFuture<Answer> handle(Request request);
  }

  static Operation get(String path, String id, String summary, String answer, Handler handler) {
    return new Operation("GET", path, id, summary, List.of(), "", Map.of(200, answer), handler);
  }

  Operation with(Query... more) {
    return new Operation(method, path, id, summary, List.of(more), body, answers, handler);
  }
}
