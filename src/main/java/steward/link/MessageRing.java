package steward.link;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steward.thing.Message;
import steward.value.Bytes;
import steward.value.Text;

/// The last raw messages of a device, for its page and for recording. Never replayed, lost at
/// restart. Thread-safe.
public final class MessageRing {
  public static final int MESSAGES_MAX = 40;
  public static final int BODY_MAX = 2_000;
  private static final int LEFT_MAX = 10;
  private static final int LEFT_LENGTH_MAX = 300;
  private static final int SECRET_MIN = 8;
  private static final int SECRETS_MAX = 50;

  private final @Nullable Line[] lines = new Line[MESSAGES_MAX];
  private final Set<String> secrets = new HashSet<>();
  private final ArrayDeque<String> left = new ArrayDeque<>();
  private long count;

  /// A message as it came or went. The body is cut at [#BODY_MAX] characters.
  public record Line(Instant at, boolean incoming, Message message) {}

  synchronized void add(Instant at, boolean incoming, Message message) {
    lines[(int) (count++ % MESSAGES_MAX)] = new Line(at, incoming, message);
  }

  /// Leaves out what holds this secret, from the past and from now on. Texts of a few characters
  /// would hide too much and are not looked for.
  synchronized void hide(Bytes secret) {
    String text = secret.text();
    if (text.length() >= SECRET_MIN && secrets.size() < SECRETS_MAX) secrets.add(text);
  }

  /// What was left unread, and why; of two alike one is kept.
  synchronized void leave(String sentence) {
    String clean = Text.clean(sentence);
    String cut = clean.length() > LEFT_LENGTH_MAX ? clean.substring(0, LEFT_LENGTH_MAX) : clean;
    left.remove(cut);
    left.addLast(cut);
    if (left.size() > LEFT_MAX) left.removeFirst();
  }

  /// What was left unread of late, newest first.
  public synchronized List<String> left() {
    return List.copyOf(left.reversed());
  }

  private boolean isShown(Message message) {
    if (secrets.isEmpty()) return true;
    String all = MessageText.of(message);
    return secrets.stream().noneMatch(all::contains);
  }

  /// Newest first.
  public synchronized List<Line> lines() {
    var list = new ArrayList<Line>();
    for (long i = count - 1; i >= 0 && i >= count - MESSAGES_MAX; i--) {
      Line line = lines[(int) (i % MESSAGES_MAX)];
      if (line != null && isShown(line.message())) list.add(line);
    }
    return list;
  }
}
