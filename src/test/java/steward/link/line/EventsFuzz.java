package steward.link.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import steward.fuzz.FuzzTarget;
import steward.thing.Message;

/// Server-sent events: however the stream is cut into reads, they are the same. The first byte of
/// an input says how it is cut.
public final class EventsFuzz implements FuzzTarget {
  @Override
  public String name() {
    return "events";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        "\3: hi\n\nid: 1:0\ndata: [{\"type\":\"update\"}]\n\n".getBytes(UTF_8),
        "\1data:a\rdata: ü\r\nevent:x\r\n\r\ndata\n\n".getBytes(UTF_8),
        "\7id\ndata:\n\n:\r\r\n\n\nretry: 10\n".getBytes(UTF_8));
  }

  @Override
  public void take(byte[] input) {
    if (input.length == 0) return;
    byte[] stream = Arrays.copyOfRange(input, 1, input.length);
    var whole = read(stream, stream.length + 1);
    var parts = read(stream, 1 + (input[0] & 0xff));
    FuzzTarget.mustHold(whole.equals(parts), "other events: " + whole + " and " + parts);
  }

  private static List<Message.ServerSentEvent> read(byte[] stream, int step) {
    var reader = new EventReader("fuzz");
    var events = new ArrayList<Message.ServerSentEvent>();
    for (int at = 0; at < stream.length && !reader.isTooLong(); at += step)
      events.addAll(
          reader.take(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + step))));
    return events;
  }
}
