package steward.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only the steward's own user reads, each replaced in one step and synced. Thread-safe
/// per path.
final class PrivateFiles {
  private static final int LENGTH_MAX = 64 * 1024;
  private static final boolean FILES_HAVE_MODES =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  /// The folder with mode 0700, made if it is missing, tightened if it is too open.
  static Path folder(Path folder) throws IOException {
    Files.createDirectories(folder);
    restrict(folder, "rwx------");
    return folder;
  }

  /// @throws java.nio.file.NoSuchFileException if it is not there
  static String read(Path file) throws IOException {
    if (Files.size(file) > LENGTH_MAX)
      throw new IOException(file + " is longer than a key file can be");
    restrict(file, "rw-------");
    return Files.readString(file, StandardCharsets.US_ASCII);
  }

  static void write(Path file, String text) throws IOException {
    replace(file, text, "rw-------");
  }

  /// A file for everybody, written only if its text differs.
  static void publish(Path file, String text) throws IOException {
    if (Files.isRegularFile(file) && Files.readString(file).equals(text)) return;
    replace(file, text, "rw-r--r--");
  }

  private static void replace(Path file, String text, String mode) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try (var out =
        FileChannel.open(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode(mode))) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) out.write(bytes);
      out.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// For a new file that only the steward's own user reads and writes.
  static FileAttribute<?>[] ownerOnly() {
    return mode("rw-------");
  }

  private static FileAttribute<?>[] mode(String mode) {
    if (!FILES_HAVE_MODES) return new FileAttribute<?>[0];
    var permissions = PosixFilePermissions.fromString(mode);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private static void restrict(Path path, String mode) throws IOException {
    if (!FILES_HAVE_MODES) return;
    var wanted = PosixFilePermissions.fromString(mode);
    if (!Files.getPosixFilePermissions(path).equals(wanted))
      Files.setPosixFilePermissions(path, wanted);
  }
}
