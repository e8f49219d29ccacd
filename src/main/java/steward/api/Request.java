package steward.api;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import steward.access.Gate;
import steward.rights.Caller;
import steward.value.Malformed;
import steward.value.Span;
import steward.value.Tree;

/// What a route sees of a request: path parts, query, headers and the body as a document.
final class Request {
  private static final Pattern YAML =
      Pattern.compile("\\s*(application|text)/(x-)?yaml\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private final RoutingContext context;
  private final Gate.Asking asking;

  Request(RoutingContext context, Gate.Asking asking) {
    this.context = context;
    this.asking = asking;
  }

  /// Who asks, and from where.
  Gate.Asking asking() {
    return asking;
  }

  Caller caller() {
    return asking.caller();
  }

  String part(String name) {
    return context.pathParam(name);
  }

  Optional<String> query(String name) {
    List<String> values = context.queryParam(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  long number(String name, long otherwise, long min, long max) {
    Optional<String> text = query(name);
    if (text.isEmpty()) return otherwise;
    try {
      long number = Long.parseLong(text.get());
      if (number >= min && number <= max) return number;
    } catch (NumberFormatException _) {
      // said below
    }
    throw new Malformed(
        "?" + name, "a whole number from " + min + " to " + max, "'" + text.get() + "'");
  }

  Duration span(String name, Duration otherwise, Duration max) {
    Optional<String> text = query(name);
    if (text.isEmpty()) return otherwise;
    try {
      Duration span = Span.parse(text.get());
      if (!span.isNegative() && span.compareTo(max) <= 0) return span;
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new Malformed("?" + name, "a span of at most " + Span.text(max), "'" + text.get() + "'");
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  /// The body as a document.
  Tree body() {
    var buffer = context.body() == null ? null : context.body().buffer();
    if (buffer == null || buffer.length() == 0) throw Problem.badRequest("A JSON body is missing.");
    try {
      return Tree.of(Json.MAPPER.readValue(buffer.getBytes(), Object.class));
    } catch (tools.jackson.core.JacksonException e) {
      var at = e.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw Problem.badRequest(
          "The body is no JSON" + place + ": " + brief(e.getOriginalMessage()) + ".");
    }
  }

  /// Whether the body is YAML, as its type says.
  boolean isYaml() {
    return header("Content-Type").filter(YAML.asMatchPredicate()).isPresent();
  }

  /// Whether the answer is wanted in YAML before all.
  boolean wantsYaml() {
    return header("Accept")
        .map(types -> types.split(",", 2)[0])
        .filter(YAML.asMatchPredicate())
        .isPresent();
  }

  /// The body as a text in UTF-8.
  String text() {
    var buffer = context.body() == null ? null : context.body().buffer();
    if (buffer == null || buffer.length() == 0) throw Problem.badRequest("A body is missing.");
    return buffer.toString(StandardCharsets.UTF_8);
  }

  private static String brief(String text) {
    String clean = steward.value.Text.clean(text);
    return clean.length() > 160 ? clean.substring(0, 160) : clean;
  }

  Optional<Tree> bodyIfAny() {
    var buffer = context.body() == null ? null : context.body().buffer();
    return buffer == null || buffer.length() == 0 ? Optional.empty() : Optional.of(body());
  }

  /// The token of the session that it came with.
  Optional<String> token() {
    return Entrance.token(context.request());
  }

  /// How the journal names the one who asks.
  String principal() {
    return caller().principal();
  }

  /// Whose the things are that it makes: a user's, or the house's own.
  String owner() {
    return caller().known().map(known -> known.user().id().value()).orElse("local");
  }

  RoutingContext context() {
    return context;
  }
}
