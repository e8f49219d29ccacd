package steward.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds at start what of the journal is good. Nothing that was ever whole is deleted.
///
/// A closed segment is believed by its index, and read through where that is missing. The newest
/// one is read through from where its index ends: a torn block at its end is cut off and put aside
/// as a `.torn` file; a damaged block that good ones follow stays and is passed over.
final class JournalRecovery {
  static final int TORN_MAX = 20;

  private final Notes notes;

  JournalRecovery(Notes notes) {
    this.notes = notes;
  }

  /// The segments of the folder in order; empty files are left out.
  List<Segment> segments(Path folder) throws IOException {
    List<Path> files;
    try (var all = Files.list(folder)) {
      files = all.filter(JournalRecovery::isSegment).sorted().toList();
    }
    var segments = new ArrayList<Segment>();
    for (int i = 0; i < files.size(); i++) {
      boolean newest = i == files.size() - 1;
      Segment segment = newest ? newest(files.get(i)) : closed(files.get(i));
      if (!segment.isEmpty()) segments.add(segment);
    }
    return List.copyOf(segments);
  }

  private static boolean isSegment(Path file) {
    return String.valueOf(file.getFileName()).matches("\\d{20}\\.seg");
  }

  private Segment closed(Path file) throws IOException {
    Optional<Segment> indexed = Segment.indexed(file);
    if (indexed.isPresent() && indexed.get().length() == Files.size(file)) return indexed.get();
    Segment segment = scan(Segment.empty(file));
    if (segment.length() < Files.size(file)) {
      notes.add(
          "the journal's file "
              + file.getFileName()
              + " ends with a damaged block, which is passed over");
    }
    notes.add("the index of the journal's file " + file.getFileName() + " was made anew");
    try {
      segment.keepIndex();
    } catch (IOException e) {
      notes.add("the index of " + file.getFileName() + " could not be kept: " + Cause.of(e));
    }
    return segment;
  }

  private Segment newest(Path file) throws IOException {
    Segment segment = scan(Segment.indexed(file).orElse(Segment.empty(file)));
    long size = Files.size(file);
    if (segment.length() < size) {
      try {
        cut(segment, size);
      } catch (IOException e) {
        notes.add(
            "the torn end of " + file.getFileName() + " could not be cut off: " + Cause.of(e));
      }
    }
    return segment;
  }

  private Segment scan(Segment known) throws IOException {
    Segment segment = known;
    try (var reader = new SegmentReader(known.file(), Long.MAX_VALUE)) {
      long offset = known.length();
      while (true) {
        Optional<Block.Header> header = reader.header(offset);
        if (header.isPresent() && reader.isGood(header.get())) {
          segment = segment.with(header.get());
          offset = header.get().next();
          continue;
        }
        long next = reader.nextGood(offset + 1);
        if (next < 0) return segment;
        notes.add(
            "the journal's file %s is damaged from byte %d to %d: the entries after %d up to the next good ones are lost"
                .formatted(known.file().getFileName(), offset, next, segment.last()));
        offset = next;
      }
    }
  }

  private static long torn(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".torn")).count();
    }
  }

  /// Cuts off what the power or a kill left unfinished, and keeps it beside for whoever wants to
  /// look.
  private void cut(Segment segment, long size) throws IOException {
    if (torn(segment.file().resolveSibling(".")) >= TORN_MAX) {
      // A house whose power fails every day shall not fill its disk with torn ends.
      notes.add(
          "there are already " + TORN_MAX + " torn ends of the journal: this one is not put aside");
      try (var channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE)) {
        channel.truncate(segment.length());
      }
      return;
    }
    Path torn =
        segment
            .file()
            .resolveSibling(segment.file().getFileName() + "." + segment.length() + ".torn");
    try (var channel =
        FileChannel.open(segment.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size - segment.length(), Block.RAW_MAX));
      while (tail.hasRemaining() && channel.read(tail, segment.length() + tail.position()) > 0) {}
      Files.write(torn, java.util.Arrays.copyOf(tail.array(), tail.position()));
      channel.truncate(segment.length());
    }
    notes.add(
        "the journal ended within a block after entry %d: %d bytes were cut off and put into %s"
            .formatted(segment.last(), size - segment.length(), torn.getFileName()));
  }
}
