package steward.store;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What is known of one file of the journal: how much of it is good, which entries it holds, and
/// where to seek.
///
/// @param length the bytes that hold good blocks; what follows is not yet written
/// @param first number of its first entry, 0 while it is empty
/// @param firstAt time of its first entry in milliseconds; `lastAt` of its last block
/// @param marks a block about every [#MARK_BYTES], the first one included
record Segment(
    Path file, long length, long first, long last, long firstAt, long lastAt, List<Mark> marks) {
  static final int MARK_BYTES = 64 * 1024;
  private static final int INDEX_MAGIC = 0x53744931;
  private static final int INDEX_BYTES_MAX = 16 << 20;

  /// Where a block begins, and the number and time of its first entry.
  record Mark(long offset, long seq, long at) {}

  static Segment empty(Path file) {
    return new Segment(file, 0, 0, 0, 0, 0, List.of());
  }

  static Path file(Path folder, long first) {
    return folder.resolve(String.format(Locale.ROOT, "%020d.seg", first));
  }

  Path index() {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.substring(0, name.length() - 4) + ".idx");
  }

  boolean isEmpty() {
    return first == 0;
  }

  boolean overlaps(long from, long to) {
    return !isEmpty() && last >= from && first <= to;
  }

  /// The segment with this block behind what it had.
  Segment with(Block.Header block) {
    List<Mark> more = marks;
    if (more.isEmpty() || block.offset() - more.getLast().offset() >= MARK_BYTES) {
      more = new ArrayList<>(marks);
      more.add(new Mark(block.offset(), block.first(), block.firstAt()));
      more = List.copyOf(more);
    }
    return new Segment(
        file,
        block.next(),
        isEmpty() ? block.first() : first,
        block.last(),
        isEmpty() ? block.firstAt() : firstAt,
        block.firstAt(),
        more);
  }

  /// The index of the mark at or before this number, where a search for it begins.
  int markOf(long seq) {
    int low = 0;
    int high = marks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (marks.get(middle).seq() <= seq) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /// Writes the index beside the file, in one step.
  void keepIndex() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(8 + 5 * 8 + 4 + marks.size() * 24);
    buffer.putInt(INDEX_MAGIC).putInt(0).putLong(length).putLong(first).putLong(last);
    buffer.putLong(firstAt).putLong(lastAt).putInt(marks.size());
    for (Mark mark : marks) buffer.putLong(mark.offset).putLong(mark.seq).putLong(mark.at);
    buffer.putInt(4, crc(buffer.array()));
    Path fresh = index().resolveSibling(index().getFileName() + ".new");
    Files.write(fresh, buffer.array());
    Files.move(fresh, index(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes, 8, bytes.length - 8);
    return (int) crc.getValue();
  }

  /// What the index beside this file says, if there is one that can be believed.
  static Optional<Segment> indexed(Path file) {
    try {
      Path index = empty(file).index();
      if (!Files.isRegularFile(index) || Files.size(index) > INDEX_BYTES_MAX) {
        return Optional.empty();
      }
      return indexed(file, Files.readAllBytes(index)).filter(s -> s.length <= size(file));
    } catch (IOException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static Optional<Segment> indexed(Path file, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (buffer.getInt() != INDEX_MAGIC || buffer.getInt() != crc(bytes)) return Optional.empty();
    long length = buffer.getLong();
    long first = buffer.getLong();
    long last = buffer.getLong();
    long firstAt = buffer.getLong();
    long lastAt = buffer.getLong();
    var marks = new ArrayList<Mark>();
    for (int left = buffer.getInt(); left > 0; left--) {
      marks.add(new Mark(buffer.getLong(), buffer.getLong(), buffer.getLong()));
    }
    return Optional.of(new Segment(file, length, first, last, firstAt, lastAt, List.copyOf(marks)));
  }

  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
