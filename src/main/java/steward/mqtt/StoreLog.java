package steward.mqtt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/// The file of a [FileSessionStore]: frames of changes one behind the other, each with its length
/// and checksum, and where the present value of each key stands among them. Confined to the store's
/// thread.
///
/// A frame is all there or not there at all. Reading ends at the first frame that is not whole;
/// what follows is put aside and cut off.
final class StoreLog {
  /// How bytes get into the file; tests have one that fails.
  interface Pen {
    void write(FileChannel to, ByteBuffer bytes, long at) throws IOException;
  }

  static final Pen PEN =
      (to, bytes, at) -> {
        long position = at;
        while (bytes.hasRemaining()) position += to.write(bytes, position);
      };

  private static final byte[] HEADER = {'S', 'T', 'W', 'M', 'Q', 'T', 'T', '1'};
  private static final int FRAME_HEAD = 8;
  private static final int LARGEST_FRAME = 512 * 1024 * 1024;
  private static final int COPY_FRAME = 1 << 20;

  /// A record in the file: where, and how long.
  private record Place(long at, int length) {}

  private final Path path;
  private final Pen pen;
  private final Map<StoreKey, Place> places = new LinkedHashMap<>();
  private FileChannel file;
  private long end;
  private long live;
  private long torn;

  private StoreLog(Path path, Pen pen, FileChannel file) {
    this.path = path;
    this.pen = pen;
    this.file = file;
  }

  /// Opens or makes the file, and reads it.
  ///
  /// @throws IOException when it is not such a file, another process has it, or the disk fails
  static StoreLog open(Path path, Pen pen) throws IOException {
    var parent = path.toAbsolutePath().getParent();
    if (parent != null) Files.createDirectories(parent);
    var log = new StoreLog(path, pen, channel(path));
    try {
      log.read();
    } catch (IOException e) {
      log.file.close();
      throw e;
    }
    return log;
  }

  private static FileChannel channel(Path path) throws IOException {
    var file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (file.tryLock() == null) {
      file.close();
      throw new IOException(path + " is in use by another process");
    }
    return file;
  }

  private void read() throws IOException {
    long size = file.size();
    if (size < HEADER.length) {
      file.truncate(0);
      pen.write(file, ByteBuffer.wrap(HEADER), 0);
      end = HEADER.length;
      return;
    }
    if (!java.util.Arrays.equals(readAt(0, HEADER.length), HEADER)) {
      throw new IOException(path + " is not a store of MQTT sessions");
    }
    end = HEADER.length;
    while (readFrame(size)) {}
    if (end < size) cut(size);
  }

  private boolean readFrame(long size) throws IOException {
    if (size - end < FRAME_HEAD) return false;
    var head = ByteBuffer.wrap(readAt(end, FRAME_HEAD));
    int length = head.getInt();
    int checksum = head.getInt();
    if (length <= 0 || length > LARGEST_FRAME || length > size - end - FRAME_HEAD) return false;
    byte[] body = readAt(end + FRAME_HEAD, length);
    if (checksum(body) != checksum) return false;
    try {
      apply(StoreChange.readAll(body), end + FRAME_HEAD);
    } catch (PacketException e) {
      throw new IOException(
          path + " has a frame that cannot be understood at byte " + end + ": " + e.getMessage(),
          e);
    }
    end += FRAME_HEAD + length;
    return true;
  }

  private void cut(long size) throws IOException {
    torn = size - end;
    var aside = path.resolveSibling(path.getFileName() + ".torn");
    Files.write(aside, readAt(end, (int) Math.min(torn, COPY_FRAME)));
    file.truncate(end);
  }

  private static int checksum(byte[] body) {
    var crc = new CRC32C();
    crc.update(body, 0, body.length);
    return (int) crc.getValue();
  }

  private byte[] readAt(long at, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0)
        throw new IOException(path + " ends too early");
    }
    return bytes.array();
  }

  private void apply(List<StoreChange> changes, long bodyAt) {
    for (var change : changes) {
      var old = places.remove(change.key());
      if (old != null) live -= old.length;
      if (change.isDelete()) continue;
      places.put(change.key(), new Place(bodyAt + change.at(), change.length()));
      live += change.length();
    }
  }

  /// Appends frames with one write. After an exception the file is as before.
  void append(List<byte[]> bodies) throws IOException {
    int total = 0;
    for (byte[] body : bodies) total += FRAME_HEAD + body.length;
    var frames = ByteBuffer.allocate(total);
    for (byte[] body : bodies) frames.putInt(body.length).putInt(checksum(body)).put(body);
    try {
      pen.write(file, frames.flip(), end);
    } catch (IOException e) {
      file.truncate(end);
      throw e;
    }
    for (byte[] body : bodies) {
      try {
        apply(StoreChange.readAll(body), end + FRAME_HEAD);
      } catch (PacketException e) {
        throw new IllegalStateException("a frame of our own cannot be read", e);
      }
      end += FRAME_HEAD + body.length;
    }
  }

  void sync() throws IOException {
    file.force(false);
  }

  /// Hands over the present value of every key, in the order in which they were last put.
  void each(BiConsumer<StoreKey, byte[]> to) throws IOException {
    for (var entry : places.entrySet()) {
      byte[] record = readAt(entry.getValue().at, entry.getValue().length);
      try {
        to.accept(entry.getKey(), StoreChange.valueOf(record));
      } catch (PacketException e) {
        throw new IOException(
            path + " has a record that cannot be understood: " + e.getMessage(), e);
      }
    }
  }

  /// Writes what is still true into a new file and puts it in the place of the old one. After an
  /// exception the old one is as before.
  void compact() throws IOException {
    var newPath = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(newPath);
    var fresh = new StoreLog(newPath, pen, channel(newPath));
    try {
      fresh.read();
      copyTo(fresh);
      fresh.sync();
      Files.move(
          newPath, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      fresh.file.close();
      Files.deleteIfExists(newPath);
      throw e;
    }
    file.close();
    file = fresh.file;
    places.clear();
    places.putAll(fresh.places);
    end = fresh.end;
    live = fresh.live;
  }

  private void copyTo(StoreLog fresh) throws IOException {
    List<byte[]> records = new ArrayList<>();
    int bytes = 0;
    for (var place : places.values()) {
      records.add(readAt(place.at, place.length));
      bytes += place.length;
      if (bytes < COPY_FRAME) continue;
      fresh.append(List.of(joined(records, bytes)));
      records.clear();
      bytes = 0;
    }
    if (bytes > 0) fresh.append(List.of(joined(records, bytes)));
  }

  private static byte[] joined(List<byte[]> records, int bytes) {
    var all = ByteBuffer.allocate(bytes);
    records.forEach(all::put);
    return all.array();
  }

  /// Bytes of the file.
  long size() {
    return end;
  }

  /// Bytes of the records that are still true.
  long live() {
    return live;
  }

  /// Bytes that were cut off at the end when it was opened.
  long torn() {
    return torn;
  }

  void close() throws IOException {
    file.close();
  }
}
