package steward.link;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steward.thing.Message;

/// The last raw messages of a device, for its page and for recording. Never replayed, lost at
/// restart. Thread-safe.
public final class MessageRing {
  public static final int MESSAGES_MAX = 40;
  public static final int BODY_MAX = 2_000;

  private final @Nullable Line[] lines = new Line[MESSAGES_MAX];
  private long count;

  /// A message as it came or went. The body is cut at [#BODY_MAX] characters.
  public record Line(Instant at, boolean incoming, Message message) {}

  synchronized void add(Instant at, boolean incoming, Message message) {
    lines[(int) (count++ % MESSAGES_MAX)] = new Line(at, incoming, message);
  }

  /// Newest first.
  public synchronized List<Line> lines() {
    var list = new ArrayList<Line>();
    for (long i = count - 1; i >= 0 && i >= count - MESSAGES_MAX; i--) {
      Line line = lines[(int) (i % MESSAGES_MAX)];
      if (line != null) list.add(line);
    }
    return list;
  }
}
