package steward.link.line;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import steward.thing.Message;

/// Cuts a stream into server-sent events, as the HTML standard has them; the pieces may end
/// anywhere, within a character too. Confined to one thread.
final class EventReader {
  static final int EVENT_MAX = 1 << 20;

  private final String name;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private String event = "";
  private String id = "";
  private boolean afterReturn;
  private boolean hasData;

  EventReader(String name) {
    this.name = name;
  }

  /// Whether an event grew beyond its limit: nothing more can be made of the stream.
  boolean isTooLong() {
    return line.size() + data.length() > EVENT_MAX;
  }

  List<Message.ServerSentEvent> take(byte[] bytes) {
    var events = new ArrayList<Message.ServerSentEvent>();
    for (byte b : bytes) {
      boolean newline = b == '\n';
      if (newline && afterReturn) {
        afterReturn = false;
      } else if (newline || b == '\r') {
        afterReturn = b == '\r';
        ended(events);
        if (isTooLong()) break;
      } else {
        afterReturn = false;
        if (line.size() <= EVENT_MAX) line.write(b);
      }
    }
    return events;
  }

  private void ended(List<Message.ServerSentEvent> events) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.isEmpty()) {
      if (hasData) events.add(new Message.ServerSentEvent(name, id, event, data.toString()));
      data.setLength(0);
      hasData = false;
      event = "";
      return;
    }
    int colon = text.indexOf(':');
    if (colon == 0) return;
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    if (value.startsWith(" ")) value = value.substring(1);
    switch (field) {
      case "data" -> {
        if (hasData) data.append('\n');
        data.append(value);
        hasData = true;
      }
      case "event" -> event = value;
      case "id" -> id = value;
      default -> {}
    }
  }
}
