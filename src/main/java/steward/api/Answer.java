package steward.api;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import steward.value.Bytes;

/// What a route answers: a status, a document (an empty map of status 204 has none), and more
/// headers.
record Answer(int status, Object document, Map<String, String> headers) {

  static Answer ok(Object document) {
    return new Answer(200, document, Map.of());
  }

  static Answer of(int status, Object document) {
    return new Answer(status, document, Map.of());
  }

  /// A text in YAML.
  static Answer yaml(int status, String text) {
    return new Answer(
        status, Bytes.utf8(text), Map.of("Content-Type", "application/yaml; charset=utf-8"));
  }

  /// A file to keep.
  static Answer file(String type, String name, Bytes bytes) {
    return new Answer(
        200,
        bytes,
        Map.of(
            "Content-Type", type, "Content-Disposition", "attachment; filename=\"" + name + "\""));
  }

  static Answer none() {
    return new Answer(204, Map.of(), Map.of());
  }

  /// The same with one more member.
  Answer with(String name, Object value) {
    if (!(document instanceof Map<?, ?> map)) return this;
    var more = new LinkedHashMap<Object, Object>(map);
    more.put(name, value);
    return new Answer(status, more, headers);
  }

  Answer tagged(String tag) {
    var tagged = new HashMap<>(headers);
    tagged.put("ETag", tag);
    return new Answer(status, document, tagged);
  }

  static CompletableFuture<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
