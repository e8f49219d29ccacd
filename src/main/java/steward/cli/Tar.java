package steward.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// A folder as one stream, in the form of `tar` (POSIX ustar): written so that the same files are
/// the same bytes, and read with distrust. Source: IEEE Std 1003.1, pax, ustar interchange format.
final class Tar {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int TYPE_AT = 156;
  private static final int SIZE_AT = 124;
  private static final int SUM_AT = 148;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX = 155;
  private static final int ENTRIES_MAX = 50_000;

  private Tar() {}

  /// Writes the files in the order of their paths, without an owner or a time.
  static void write(Map<String, byte[]> files, OutputStream out) throws IOException {
    for (var file : new TreeMap<>(files).entrySet()) {
      byte[] content = file.getValue();
      out.write(head(file.getKey(), content.length));
      out.write(content);
      out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private static byte[] head(String path, int length) {
    byte[] head = new byte[BLOCK];
    put(head, 0, path);
    put(head, NAME, "0000644");
    put(head, 108, "0000000");
    put(head, 116, "0000000");
    put(head, SIZE_AT, "%011o".formatted(length));
    put(head, 136, "00000000000");
    Arrays.fill(head, SUM_AT, SUM_AT + 8, (byte) ' ');
    head[TYPE_AT] = '0';
    put(head, MAGIC_AT, "ustar");
    put(head, MAGIC_AT + 6, "00");
    put(head, SUM_AT, "%06o".formatted(sum(head)));
    head[SUM_AT + 6] = 0;
    return head;
  }

  private static void put(byte[] head, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, head, at, bytes.length);
  }

  private static int sum(byte[] head) {
    int sum = 0;
    for (byte one : head) sum += one & 0xff;
    return sum;
  }

  /// Reads the plain files of a stream, by their paths without a `./` in front. Folders are passed
  /// over; links and whatever else is no plain file is refused.
  ///
  /// @param lengthMax the bytes of all files together
  static Map<String, byte[]> read(InputStream in, int lengthMax) throws IOException, Failure {
    var files = new TreeMap<String, byte[]>();
    long total = 0;
    for (int count = 0; count < ENTRIES_MAX; count++) {
      byte[] head = in.readNBytes(BLOCK);
      if (head.length == 0 || isEmpty(head)) return files;
      check(head);
      long length = octal(head, SIZE_AT, 12);
      total += length;
      if (length < 0 || total > lengthMax)
        throw refused("has more than " + lengthMax + " bytes of files");
      String path = path(head);
      byte[] content = in.readNBytes((int) length);
      if (content.length < length) throw refused("ends within " + path);
      in.skipNBytes((BLOCK - length % BLOCK) % BLOCK);
      switch (head[TYPE_AT]) {
        case 0, '0' -> {
          if (files.put(path, content) != null) throw refused("has " + path + " twice");
        }
        // Folders, and what tar notes beside files.
        case '5', 'g', 'x' -> {}
        default -> throw refused("has a link or a special file, " + path);
      }
    }
    throw refused("has more than " + ENTRIES_MAX + " entries");
  }

  private static void check(byte[] head) throws Failure {
    byte[] bare = head.clone();
    Arrays.fill(bare, SUM_AT, SUM_AT + 8, (byte) ' ');
    if (head.length < BLOCK || octal(head, SUM_AT, 8) != sum(bare))
      throw refused("is none: make one with 'tar -c -C FOLDER .'");
  }

  private static boolean isEmpty(byte[] head) {
    for (byte one : head) if (one != 0) return false;
    return true;
  }

  private static long octal(byte[] head, int at, int length) {
    String text = text(head, at, length).strip();
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text, 8);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static String text(byte[] head, int at, int length) {
    var bytes = new ByteArrayOutputStream();
    for (int i = at; i < at + length && i < head.length && head[i] != 0; i++) bytes.write(head[i]);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String path(byte[] head) {
    String prefix = text(head, PREFIX_AT, PREFIX);
    String name = text(head, 0, NAME);
    String path = prefix.isEmpty() ? name : prefix + "/" + name;
    return path.startsWith("./") ? path.substring(2) : path;
  }

  private static Failure refused(String why) {
    return new Failure(Exit.NOT_TAKEN, "what was piped as a tar archive " + Screen.clean(why));
  }
}
