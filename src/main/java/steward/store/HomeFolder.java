package steward.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The folder `$STEWARD_HOME` in which everything is kept, held by this process alone. Thread-safe.
///
/// Only its owner may look into it. A lock on `steward.lock` keeps a second steward out for as long
/// as this one runs; the system releases it however the process ends.
public final class HomeFolder implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private HomeFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /// Makes the folder where it is missing, and takes it.
  ///
  /// It also tells the database library where its native part is, see [NativeSqlite]: open it
  /// before any database.
  ///
  /// @throws HomeTaken if another steward runs on it, or it cannot be made or written
  public static HomeFolder open(Path path) throws HomeTaken {
    Path home = path.toAbsolutePath().normalize();
    try {
      ownerOnly(home);
      for (String name : new String[] {"journal", "keys", "backups", "tmp"}) {
        ownerOnly(home.resolve(name));
      }
      HomeFolder taken = take(home);
      NativeSqlite.unpack(home.resolve("tmp"));
      return taken;
    } catch (FileSystemException e) {
      throw new HomeTaken("the home folder " + home + " cannot be used: " + Cause.of(e));
    } catch (HomeTaken e) {
      throw e;
    } catch (IOException e) {
      throw new HomeTaken("the home folder " + home + " cannot be used: " + Cause.of(e));
    }
  }

  private static void ownerOnly(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) Files.createDirectories(folder);
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
    if (Files.getPosixFilePermissions(folder).equals(OWNER_ONLY)) return;
    Files.setPosixFilePermissions(folder, OWNER_ONLY);
  }

  private static HomeFolder take(Path home) throws IOException {
    Path file = home.resolve("steward.lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      // Only a byte far behind the text is locked, so that others can read whose it is on every
      // system.
      lock = channel.tryLock(1L << 40, 1, false);
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      String owner = owner(channel);
      channel.close();
      throw new HomeTaken(
          "another steward"
              + owner
              + " runs on "
              + home
              + ": stop it first, or give this one a home of its own with STEWARD_HOME");
    }
    channel.truncate(0);
    String text = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    return new HomeFolder(home, channel, lock);
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("\\d{1,10}") ? " (process " + pid + ")" : "";
  }

  public Path path() {
    return path;
  }

  public Path configuration() {
    return path.resolve("steward.yaml");
  }

  public Path database() {
    return path.resolve("steward.db");
  }

  public Path history() {
    return path.resolve("history.db");
  }

  public Path journal() {
    return path.resolve("journal");
  }

  public Path keys() {
    return path.resolve("keys");
  }

  public Path backups() {
    return path.resolve("backups");
  }

  /// Lets others have the folder.
  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
