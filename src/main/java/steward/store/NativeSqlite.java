package steward.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// Unpacks the native part of the database library once for each version, into a folder of our own.
///
/// The library would do it at every start, into the common temporary folder, where many systems
/// forbid execution, and compare it byte by byte: a tenth of a second of each start. Where this
/// fails it still does so, in our folder.
final class NativeSqlite {
  private NativeSqlite() {}

  static void unpack(Path folder) {
    System.setProperty("org.sqlite.tmpdir", folder.toString());
    String name = LibraryLoaderUtil.getNativeLibName();
    // Not a name that begins with "sqlite-", which the library takes for a leftover of its own and
    // deletes.
    Path home = folder.resolve("native-" + SQLiteJDBCLoader.getVersion());
    Path library = home.resolve(name);
    try {
      if (!Files.isRegularFile(library)) copy(home, library, name);
    } catch (IOException e) {
      return;
    }
    System.setProperty("org.sqlite.lib.path", home.toString());
    System.setProperty("org.sqlite.lib.name", name);
  }

  /// In one step that is whole or not there at all, also after a power cut.
  private static void copy(Path home, Path library, String name) throws IOException {
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) throw new IOException("there is no " + resource);
      Files.createDirectories(home);
      Path fresh = home.resolve(name + ".new");
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
