package steward.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.value.Malformed;

/// Reads entries back from segments. Thread-safe.
final class JournalReader {
  /// So many entries are looked at for one page.
  static final int SCAN_MAX = 200_000;

  private final Notes notes;

  JournalReader(Notes notes) {
    this.notes = notes;
  }

  /// Hands over the entries of a segment between these numbers, in order.
  void read(Segment segment, long from, long to, Consumer<Entry> reader) {
    if (!segment.overlaps(from, to)) return;
    long offset = segment.marks().get(segment.markOf(from)).offset();
    blocks(
        segment,
        offset,
        segment.length(),
        header -> header.last() >= from && header.first() <= to,
        (bytes, at, length) -> {
          Entry entry = entry(bytes, at, length);
          if (entry.seq() >= from && entry.seq() <= to) reader.accept(entry);
        });
  }

  private static Entry entry(byte[] bytes, int at, int length) {
    try {
      return EntryJson.read(bytes, at, length);
    } catch (Malformed e) {
      throw new IllegalStateException("a line of the journal cannot be read: " + e.getMessage(), e);
    }
  }

  private void blocks(
      Segment segment,
      long from,
      long to,
      Predicate<Block.Header> wanted,
      SegmentReader.Lines lines) {
    try (var reader = new SegmentReader(segment.file(), segment.length())) {
      long offset = from;
      while (offset < to) {
        Optional<Block.Header> header = reader.header(offset);
        boolean good = header.isPresent();
        if (good && wanted.test(header.get())) good = reader.lines(header.get(), lines);
        if (good) {
          offset = header.orElseThrow().next();
          continue;
        }
        long next = reader.nextGood(offset + 1);
        notes.add(
            "the journal's file %s is damaged at byte %d; what stood there is passed over"
                .formatted(segment.file().getFileName(), offset));
        if (next < 0) return;
        offset = next;
      }
    } catch (NoSuchFileException e) {
      // Retention took it while we read, or the folder is gone, which the writer notices and says.
    } catch (IOException e) {
      throw new NotKept("the journal cannot be read: " + Cause.of(e), e);
    }
  }

  /// The number of the first entry at or after this time in milliseconds; 0 if there is none.
  long seqAt(List<Segment> segments, long ms) {
    int start = 0;
    for (int i = 1; i < segments.size() && segments.get(i).firstAt() < ms; i++) start = i;
    var found = new AtomicLong();
    for (Segment segment : segments.subList(start, segments.size())) {
      var marks = segment.marks();
      int mark = 0;
      while (mark + 1 < marks.size() && marks.get(mark + 1).at() < ms) mark++;
      for (; mark < marks.size() && found.get() == 0; mark++) {
        long to = mark + 1 < marks.size() ? marks.get(mark + 1).seq() - 1 : segment.last();
        read(
            segment,
            marks.get(mark).seq(),
            to,
            entry -> {
              if (entry.at().toEpochMilli() >= ms) found.compareAndSet(0, entry.seq());
            });
      }
    }
    return found.get();
  }

  /// Finds the newest entries that a query admits.
  ///
  /// @param memory the entries that are not yet in the segments, in order
  JournalPage page(List<Segment> segments, List<Entry> memory, JournalQuery query) {
    var found = new ArrayList<Entry>();
    for (Entry entry : memory.reversed()) {
      if (query.admits(entry)) found.add(entry);
      if (found.size() == query.limit()) return new JournalPage(found, entry.seq());
    }
    var scan = new Scan(query, found);
    for (Segment segment : segments.reversed()) {
      if (!segment.overlaps(query.after(), query.before())) continue;
      for (int i = segment.markOf(query.before()); i >= 0; i--) {
        if (!scan.chunk(segment, i)) return new JournalPage(found, found.getLast().seq());
        if (scan.looked >= SCAN_MAX) {
          return new JournalPage(found, segment.marks().get(i).seq());
        }
        if (segment.marks().get(i).seq() <= query.after()) return new JournalPage(found, 0);
      }
    }
    return new JournalPage(found, 0);
  }

  /// One search backwards, chunk by chunk between the marks of a segment.
  private final class Scan {
    private final JournalQuery query;
    private final List<Entry> found;
    private final List<byte[]> kinds;
    private final byte[] subject;
    private int looked;

    Scan(JournalQuery query, List<Entry> found) {
      this.query = query;
      this.found = found;
      kinds = query.kinds().stream().map((Fact.Kind kind) -> EntryJson.mark(kind)).toList();
      subject = query.subject().isEmpty() ? new byte[0] : EntryJson.mark(query.subject());
    }

    /// Adds what this chunk has, newest first; false when the page is full.
    boolean chunk(Segment segment, int mark) {
      var marks = segment.marks();
      long to = mark + 1 < marks.size() ? marks.get(mark + 1).offset() : segment.length();
      var here = new ArrayList<Entry>();
      blocks(
          segment,
          marks.get(mark).offset(),
          to,
          header -> header.last() > query.after() && header.first() < query.before(),
          (bytes, at, length) -> {
            looked++;
            if (!mayMatch(bytes, at, length)) return;
            Entry entry = entry(bytes, at, length);
            if (query.admits(entry)) here.add(entry);
          });
      for (Entry entry : here.reversed()) {
        found.add(entry);
        if (found.size() == query.limit()) return false;
      }
      return true;
    }

    /// A line is parsed only if the bytes that its kind and subject would have stand in it.
    private boolean mayMatch(byte[] bytes, int at, int length) {
      if (!contains(bytes, at, length, subject)) return false;
      if (kinds.isEmpty()) return true;
      for (byte[] kind : kinds) {
        if (contains(bytes, at, length, kind)) return true;
      }
      return false;
    }
  }

  private static boolean contains(byte[] bytes, int at, int length, byte[] part) {
    if (part.length == 0) return true;
    outer:
    for (int i = at; i <= at + length - part.length; i++) {
      if (bytes[i] != part[0]) continue;
      for (int j = 1; j < part.length; j++) {
        if (bytes[i + j] != part[j]) continue outer;
      }
      return true;
    }
    return false;
  }
}
