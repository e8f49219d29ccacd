package steward.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads blocks of one segment through a window of its file. Confined to one thread.
final class SegmentReader implements AutoCloseable {
  private static final int WINDOW = 64 * 1024;

  private final FileChannel channel;
  private final long end;
  private final Inflater inflater = new Inflater(true);
  private final CRC32C crc = new CRC32C();
  private ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowAt;

  /// Takes lines of a block, one by one.
  interface Lines {
    void line(byte[] bytes, int from, int length);
  }

  /// @param end bytes of the file that may be read; what follows belongs to the writer
  SegmentReader(Path file, long end) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    this.end = Math.min(end, channel.size());
  }

  /// The header at this place, unless there is none or it cannot be one.
  Optional<Block.Header> header(long offset) throws IOException {
    if (offset < 0 || offset + Block.HEADER > end) return Optional.empty();
    int at = load(offset, Block.HEADER);
    if (window.getInt(at) != Block.MAGIC) return Optional.empty();
    int kind = window.getInt(at + 16);
    long first = window.getLong(at + 24);
    var header =
        new Block.Header(
            offset,
            window.getInt(at + 4),
            window.getInt(at + 8),
            window.getInt(at + 12),
            kind >>> 24,
            kind & 0xffffff,
            first,
            first + window.getInt(at + 20),
            window.getLong(at + 32));
    boolean possible =
        header.stored() >= 0
            && header.stored() <= Block.RAW_MAX
            && header.raw() >= header.stored()
            && header.raw() <= Block.RAW_MAX
            && header.next() <= end;
    return possible ? Optional.of(header) : Optional.empty();
  }

  boolean isGood(Block.Header header) throws IOException {
    int length = Block.HEADER + header.stored();
    int at = load(header.offset(), length);
    crc.reset();
    crc.update(window.array(), at + 8, length - 8);
    return (int) crc.getValue() == header.crc();
  }

  /// Hands over the lines of a block; false if it is damaged.
  boolean lines(Block.Header header, Lines reader) throws IOException {
    if (!isGood(header)) return false;
    int at = load(header.offset(), Block.HEADER + header.stored());
    byte[] raw;
    try {
      raw = Block.inflate(header, window.array(), at + Block.HEADER, inflater);
    } catch (DataFormatException e) {
      return false;
    }
    int from = 0;
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '\n') {
        reader.line(raw, from, i - from);
        from = i + 1;
      }
    }
    return true;
  }

  /// The next place from here on where a good block begins; -1 if none follows.
  long nextGood(long from) throws IOException {
    for (long offset = from; offset + Block.HEADER <= end; offset++) {
      int at = load(offset, Block.HEADER);
      if (window.get(at) != (byte) (Block.MAGIC >>> 24)) continue;
      var header = header(offset);
      if (header.isPresent() && isGood(header.get())) return offset;
    }
    return -1;
  }

  /// Brings these bytes into the window and returns where in it they begin.
  private int load(long offset, int length) throws IOException {
    if (offset >= windowAt && offset + length <= windowAt + window.limit()) {
      return (int) (offset - windowAt);
    }
    if (window.capacity() < length) window = ByteBuffer.allocate(length);
    window.clear().limit((int) Math.min(window.capacity(), end - offset));
    windowAt = offset;
    while (window.hasRemaining()) {
      if (channel.read(window, offset + window.position()) < 0) {
        throw new IOException("a segment of the journal became shorter while it was read");
      }
    }
    window.flip();
    return 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    channel.close();
  }
}
