package steward.api;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import steward.rights.Rules;
import steward.rights.Target;

/// A row of the route table: from it come the router's route and the operation in the OpenAPI
/// document.
///
/// @param path with parts in braces, `/things/{id}`, below `/api/v1`
/// @param body the name of the schema of the body, empty for none
/// @param id the row of [Rules] that says who may
/// @param answers the name of the schema of the answer by status
/// @param aim what the gate decides on
record Operation(
    String method,
    String path,
    String id,
    String summary,
    List<Query> queries,
    String body,
    Map<Integer, String> answers,
    Handler handler,
    Aim aim) {

  Operation {
    queries = List.copyOf(queries);
    answers = Map.copyOf(answers);
    Rules.row(id);
  }

  /// About the house as a whole.
  Operation(
      String method,
      String path,
      String id,
      String summary,
      List<Query> queries,
      String body,
      Map<Integer, String> answers,
      Handler handler) {
    this(method, path, id, summary, queries, body, answers, handler, Aim.HOUSE);
  }

  /// A query parameter: its name, its JSON type and what it does.
  record Query(String name, String type, String summary) {}

  /// Answers a request; may throw [Problem] or [steward.value.Malformed].
  interface Handler {
    CompletableFuture<Answer> handle(Request request);
  }

  /// Finds what a request is about, so that the gate can decide on the object itself.
  interface Aim {
    Aim HOUSE = _ -> CompletableFuture.completedFuture(Target.house());

    CompletableFuture<Target> of(Request request);
  }

  static Operation get(String path, String id, String summary, String answer, Handler handler) {
    return new Operation("GET", path, id, summary, List.of(), "", Map.of(200, answer), handler);
  }

  Operation with(Query... more) {
    return new Operation(method, path, id, summary, List.of(more), body, answers, handler, aim);
  }

  Operation about(Aim other) {
    return new Operation(method, path, id, summary, queries, body, answers, handler, other);
  }
}
