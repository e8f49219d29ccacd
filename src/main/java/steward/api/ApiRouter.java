package steward.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.Refusal;
import steward.rights.Caller;
import steward.rights.Rules;
import steward.rights.Table;
import steward.value.Malformed;

/// Puts the route table on a router: one gate before each route, one form for every error.
final class ApiRouter {
  static final String BASE = "/api/v1";
  static final int BODY_MAX = 256 * 1024;

  /// Strangers sign in or claim and need no more; what they send is held in memory.
  static final int STRANGERS_BODY_MAX = 8 * 1024;

  /// The files of a house come in one body; only whoever may bring them in may send so much.
  static final int FOLDER_BODY_MAX = 24 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);

  private ApiRouter() {}

  static void mount(Vertx vertx, Router router, Entrance entrance, List<Operation> operations) {
    var bodies = BodyHandler.create(false).setBodyLimit(BODY_MAX);
    var strangersBodies = BodyHandler.create(false).setBodyLimit(STRANGERS_BODY_MAX);
    var folderBodies = BodyHandler.create(false).setBodyLimit(FOLDER_BODY_MAX);
    router
        .route(BASE + "/*")
        .handler(context -> body(context, strangersBodies, bodies, folderBodies).handle(context));
    for (Operation operation : operations) {
      router
          .route(HttpMethod.valueOf(operation.method()), BASE + vertxPath(operation.path()))
          .handler(context -> handle(vertx, entrance, operation, context));
    }
    router
        .route(BASE + "/*")
        .handler(context -> fail(context, notThere(operations, context)))
        .failureHandler(ApiRouter::failed);
  }

  private static BodyHandler body(
      RoutingContext context, BodyHandler ofStrangers, BodyHandler usual, BodyHandler ofFolders) {
    if (isStranger(context)) return ofStrangers;
    return isFolder(context) ? ofFolders : usual;
  }

  /// Whether a house's files are sent by somebody who may bring them in.
  private static boolean isFolder(RoutingContext context) {
    Caller caller = Entrance.asking(context).caller();
    return context.normalizedPath().startsWith(BASE + FolderApi.IMPORT)
        && Table.verdict(caller, Rules.row("importHouse")) == Table.Verdict.YES;
  }

  private static boolean isStranger(RoutingContext context) {
    return Entrance.asking(context).caller() instanceof Caller.Stranger;
  }

  private static Problem notThere(List<Operation> operations, RoutingContext context) {
    String path = context.normalizedPath();
    var methods =
        operations.stream()
            .filter(
                operation -> path.matches(BASE + operation.path().replaceAll("\\{\\w+}", "[^/]+")))
            .map(Operation::method)
            .distinct()
            .toList();
    if (methods.isEmpty()) return Problem.notFound("route", path);
    context.response().putHeader("Allow", String.join(", ", methods));
    return Problem.of(
        405, "Method not allowed", "Here are allowed: " + String.join(", ", methods) + ".");
  }

  private static String vertxPath(String path) {
    return path.replaceAll("\\{(\\w+)}", ":$1");
  }

  private static void failed(RoutingContext context) {
    int status = context.statusCode();
    if (status == 413) {
      int known = isFolder(context) ? FOLDER_BODY_MAX : BODY_MAX;
      int max = isStranger(context) ? STRANGERS_BODY_MAX : known;
      fail(context, Problem.of(413, "Too large", "A body has at most " + max + " bytes."));
    } else if (status >= 400 && status < 500 || !context.request().isEnded()) {
      // The library's own word for what a stranger sent is no fault of ours, and not logged.
      int told = status >= 400 && status < 500 ? status : 400;
      fail(context, Problem.of(told, "Bad request", "The request cannot be read."));
    } else if (context.failure() != null) {
      fail(context, context.failure());
    } else {
      fail(context, Problem.of(status, "Bad request", "The request cannot be read."));
    }
  }

  private static void handle(
      Vertx vertx, Entrance entrance, Operation operation, RoutingContext context) {
    var loop = vertx.getOrCreateContext();
    // What changes something may ask the disk first, which an event loop must never wait for.
    if (operation.method().equals("GET")) handleOn(loop, entrance, operation, context);
    else Thread.startVirtualThread(() -> handleOn(loop, entrance, operation, context));
  }

  private static void handleOn(
      Context loop, Entrance entrance, Operation operation, RoutingContext context) {
    try {
      var request = new Request(context, Entrance.asking(context));
      var _ =
          operation
              .aim()
              .of(request)
              .thenCompose(target -> {
                entrance.admit(request.asking(), operation.id(), target);
                return operation.handler().handle(request);
              })
              .whenComplete((answer, failure) ->
                  loop.runOnContext(_ -> {
                    if (failure == null) answer(context, answer);
                    else fail(context, failure);
                  }));
    } catch (RuntimeException e) {
      loop.runOnContext(_ -> fail(context, e));
    }
  }

  private static void answer(RoutingContext context, Answer answer) {
    var response = context.response();
    if (response.ended() || response.closed()) return;
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.putHeader("Cache-Control", "no-store");
    if (answer.status() == 204) {
      response.end();
    } else if (answer.document() instanceof steward.value.Bytes bytes) {
      response.end(Buffer.buffer(bytes.toArray()));
    } else {
      response.putHeader("Content-Type", "application/json");
      response.end(Buffer.buffer(Json.bytes(answer.document())));
    }
  }

  static void fail(RoutingContext context, Throwable failure) {
    var response = context.response();
    if (response.ended() || response.closed()) return;
    Problem problem = problem(failure);
    if (problem.retryAfter() > 0)
      response.putHeader("Retry-After", Integer.toString(problem.retryAfter()));
    response
        .setStatusCode(problem.status())
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Cache-Control", "no-store")
        .end(Buffer.buffer(Json.bytes(problem.json())));
  }

  private static int status(Refusal.Why why) {
    return switch (why) {
      case UNKNOWN -> 404;
      case MALFORMED -> 422;
      case LIMIT, LAST_MASTER, TAKEN -> 409;
      case LOCKED -> 423;
      case BUSY -> 503;
    };
  }

  private static Problem problem(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case Problem problem -> problem;
      case Malformed malformed -> Problem.malformed(malformed);
      case RejectedExecutionException e ->
          Problem.of(503, "Too much to do", "The house has too much to do; try again in a moment.");
      case steward.store.NotKept notKept ->
          Problem.of(
              507, "Not kept", "It was taken but could not be written: " + notKept.getMessage());
      case Refusal refusal ->
          Problem.of(status(refusal.why()), "Not done", String.valueOf(refusal.getMessage()));
      default -> {
        LOG.error("a request failed", cause);
        yield Problem.of(500, "Fault", "Something is wrong in the steward; its log says more.");
      }
    };
  }
}
