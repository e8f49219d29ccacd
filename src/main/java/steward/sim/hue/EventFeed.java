package steward.sim.hue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The stream of events of a simulated bridge: changes are gathered for a while, sent in one frame
/// of several envelopes, and the last ones are kept for those who come back. Confined to the
/// bridge's event loop.
final class EventFeed {
  private static final int KEPT_MAX = 50;

  private final Vertx vertx;
  private final List<HttpServerResponse> listeners = new ArrayList<>();
  private final List<ObjectNode> gathered = new ArrayList<>();
  private final ArrayDeque<Frame> kept = new ArrayDeque<>();
  private long second = Instant.now().getEpochSecond();
  private boolean armed;
  int gatherMillis = 150;
  boolean splits;
  boolean doubles;
  boolean halfOpen;

  private record Frame(String id, String text) {}

  EventFeed(Vertx vertx) {
    this.vertx = vertx;
  }

  void open(HttpServerResponse response, String lastId) {
    response.putHeader("content-type", "text/event-stream; charset=utf-8").setChunked(true);
    response.write(": hi\n\n");
    boolean isAfter = false;
    for (Frame frame : kept) {
      if (isAfter) write(response, frame.text());
      isAfter |= frame.id().equals(lastId);
    }
    listeners.add(response);
    response.exceptionHandler(_ -> listeners.remove(response));
    response.closeHandler(_ -> listeners.remove(response));
  }

  int listeners() {
    return listeners.size();
  }

  void endAll() {
    List.copyOf(listeners).forEach(response -> response.end());
    listeners.clear();
  }

  /// A part of a resource changed; `id` and `type` are in it.
  void update(ObjectNode part) {
    tell("update", part);
  }

  /// An envelope of any type.
  void tell(String type, ObjectNode part) {
    ObjectNode envelope = JsonMapper.shared().createObjectNode();
    envelope.put("creationtime", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    ArrayNode data = envelope.putArray("data").add(part);
    if (doubles) data.add(part.deepCopy());
    envelope.put("id", UUID.randomUUID().toString()).put("type", type);
    gathered.add(envelope);
    if (armed) return;
    armed = true;
    vertx.setTimer(gatherMillis, _ -> flush());
  }

  private void flush() {
    armed = false;
    if (gathered.isEmpty()) return;
    second = Math.max(second + 1, Instant.now().getEpochSecond());
    ArrayNode all = JsonMapper.shared().createArrayNode();
    gathered.forEach(all::add);
    gathered.clear();
    var frame = new Frame(second + ":0", "id: " + second + ":0\ndata: " + all + "\n\n");
    kept.add(frame);
    if (kept.size() > KEPT_MAX) kept.remove();
    if (halfOpen) return;
    for (HttpServerResponse response : List.copyOf(listeners)) write(response, frame.text());
  }

  private void write(HttpServerResponse response, String text) {
    Buffer whole = Buffer.buffer(text);
    if (!splits) {
      response.write(whole);
      return;
    }
    // Frames end anywhere, within a character too.
    for (int at = 0; at < whole.length(); at += 7)
      response.write(whole.getBuffer(at, Math.min(at + 7, whole.length())));
  }
}
