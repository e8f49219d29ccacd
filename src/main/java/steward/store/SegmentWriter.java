package steward.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steward.loop.Entry;
import steward.loop.Fact;

/// Writes entries into the segments of a folder. Confined to the journal's writer thread.
///
/// Each call writes all of its blocks or, for the reader, none: after a failure the file is cut
/// back before the next.
final class SegmentWriter {
  static final long SEGMENT_BYTES = 16 << 20;
  static final Duration SEGMENT_SPAN = Duration.ofDays(1);
  static final int BLOCK_RAW_BYTES = 128 * 1024;
  static final int CALL_RAW_BYTES = 4 << 20;
  static final int ENTRY_BYTES_MAX = 4 << 20;

  /// A wall clock that jumps far ahead must not empty the journal at once.
  private static final int AGED_PER_ROLL = 2;

  private final Path folder;
  private final JournalKeep keep;
  private final Notes notes;
  private final Block.Encoder encoder = new Block.Encoder();
  private final JsonBytes json = new JsonBytes(BLOCK_RAW_BYTES + 4096);
  private final Block.Sink sink = new Block.Sink();

  private List<Segment> closed;
  private Segment current;
  private @Nullable FileChannel channel;
  private List<FileChannel> rolled = new ArrayList<>();

  SegmentWriter(Path folder, JournalKeep keep, Notes notes, List<Segment> segments) {
    this.folder = folder;
    this.keep = keep;
    this.notes = notes;
    closed = segments.isEmpty() ? List.of() : segments.subList(0, segments.size() - 1);
    current = segments.isEmpty() ? Segment.empty(folder) : segments.getLast();
  }

  /// All segments in order, as they are on disk.
  List<Segment> segments() {
    if (current.isEmpty()) return closed;
    var all = new ArrayList<>(closed);
    all.add(current);
    return List.copyOf(all);
  }

  @Nullable FileChannel channel() {
    return channel;
  }

  /// Hands over the channels of segments that were closed since: to be synced, then closed.
  List<FileChannel> takeRolled() {
    List<FileChannel> taken = rolled;
    rolled = new ArrayList<>();
    return taken;
  }

  /// Writes entries from the front of the batch and returns how many.
  int write(List<Entry> batch) throws IOException {
    Entry first = batch.getFirst();
    if (isFull(first)) roll();
    FileChannel out = channel == null ? open(first.seq()) : channel;
    if (!Files.exists(current.file())) throw new NoSuchFileException(current.file().toString());
    sink.clear();
    Segment after = current;
    int written = 0;
    int raw = 0;
    while (written < batch.size() && raw < CALL_RAW_BYTES) {
      int count = lines(batch, written);
      Entry head = batch.get(written);
      Entry tail = batch.get(written + count - 1);
      long at = head.at().toEpochMilli();
      int from = sink.length();
      encoder.encode(json, count, head.seq(), tail.seq(), at, sink);
      int stored = sink.length() - from - Block.HEADER;
      after =
          after.with(
              new Block.Header(
                  after.length(), 0, stored, json.length(), 0, count, head.seq(), tail.seq(), at));
      written += count;
      raw += json.length();
    }
    ByteBuffer content = sink.content();
    for (long at = current.length(); content.hasRemaining(); ) at += out.write(content, at);
    current = after;
    return written;
  }

  /// Puts lines of entries from this place on into `json`, up to the size of a block; returns how
  /// many.
  private int lines(List<Entry> batch, int from) {
    json.cut(0);
    int count = 0;
    while (from + count < batch.size() && (count == 0 || json.length() < BLOCK_RAW_BYTES)) {
      Entry entry = batch.get(from + count);
      int at = json.length();
      EntryJson.disk(json, entry);
      if (json.length() - at > ENTRY_BYTES_MAX) {
        json.cut(at);
        EntryJson.disk(json, tooLarge(entry));
      }
      json.raw('\n');
      count++;
    }
    return count;
  }

  private Entry tooLarge(Entry entry) {
    notes.add(
        "entry " + entry.seq() + " has more than " + ENTRY_BYTES_MAX + " bytes and was not kept");
    Fact note =
        new Fact.Noted("an entry of the kind " + entry.kind().label() + " that was too large");
    return new Entry(
        entry.seq(),
        entry.at(),
        entry.mono(),
        entry.subject(),
        entry.causes(),
        entry.inferred(),
        entry.principal(),
        note,
        entry.version());
  }

  private boolean isFull(Entry next) {
    if (current.isEmpty()) return false;
    long span = next.at().toEpochMilli() - current.firstAt();
    return current.length() >= SEGMENT_BYTES
        || span >= SEGMENT_SPAN.toMillis()
        || span < 0 && stepped(span);
  }

  /// A clock set back by more than a day begins a new segment, so that the times within one stay
  /// near each other.
  private static boolean stepped(long span) {
    return span < -SEGMENT_SPAN.toMillis();
  }

  private void roll() {
    if (channel != null) rolled.add(channel);
    channel = null;
    keepIndex();
    var all = new ArrayList<>(closed);
    all.add(current);
    closed = retained(all);
    current = Segment.empty(folder);
  }

  private void keepIndex() {
    try {
      current.keepIndex();
    } catch (IOException e) {
      // The index is made anew at the next start: only a note.
      notes.add("an index of the journal could not be kept: " + Cause.of(e));
    }
  }

  private List<Segment> retained(List<Segment> all) {
    long total = all.stream().mapToLong(Segment::length).sum();
    long oldest = all.getLast().lastAt() - keep.age().toMillis();
    int aged = 0;
    int gone = 0;
    while (gone < all.size() - 1) {
      Segment segment = all.get(gone);
      boolean old = segment.lastAt() < oldest && aged++ < AGED_PER_ROLL;
      if (!old && total + SEGMENT_BYTES <= keep.bytes()) break;
      total -= segment.length();
      gone++;
      delete(segment);
    }
    return List.copyOf(all.subList(gone, all.size()));
  }

  private void delete(Segment segment) {
    try {
      Files.deleteIfExists(segment.file());
      Files.deleteIfExists(segment.index());
    } catch (IOException e) {
      notes.add("an old file of the journal could not be deleted: " + Cause.of(e));
    }
  }

  /// Opens the current file where it is still what we know of it, else begins a new one.
  private FileChannel open(long seq) throws IOException {
    if (!Files.isDirectory(folder)) Files.createDirectory(folder);
    boolean known = !current.isEmpty() && Segment.size(current.file()) >= current.length();
    if (!known) {
      if (!current.isEmpty()) closed = segments();
      current = Segment.empty(Segment.file(folder, seq));
    }
    FileChannel opened =
        FileChannel.open(current.file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel = opened;
    opened.truncate(current.length());
    if (!known) syncFolder();
    return opened;
  }

  private void syncFolder() throws IOException {
    try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /// Lets go of the file after a failure, so that the next write opens it and cuts it back.
  void reset() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        notes.add("a file of the journal could not be closed: " + Cause.of(e));
      }
    }
    channel = null;
  }

  /// Keeps the index of the last segment and lets go of everything. Call it when all is synced.
  void finish() {
    if (!current.isEmpty() && channel != null) keepIndex();
    reset();
    encoder.end();
  }
}
