package steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import steward.folder.Layout;

/// A house's folder on this machine's disk. No link in it is followed, in either direction.
final class FolderOnDisk {
  private static final List<String> BESIDE = List.of("readme", "license", "changelog");

  private final Path folder;

  FolderOnDisk(Path folder) {
    this.folder = folder;
  }

  /// What came of writing.
  record Change(int written, int removed, int same) {}

  /// Writes the files where they differ, and takes away those of an older export that are no more.
  ///
  /// @throws Failure if there is something else in the folder
  Change write(Map<String, byte[]> files) throws IOException, Failure {
    Map<String, byte[]> before = Files.exists(folder) ? read() : Map.of();
    boolean isExport = before.containsKey("house.yaml");
    if (!before.isEmpty() && !isExport)
      throw new Failure(
          Exit.NOT_TAKEN,
          "'%s' has other files and is no export of a house: name a new folder, or an older export"
              .formatted(Screen.clean(folder.toString())));
    int written = 0;
    for (var file : files.entrySet()) {
      if (Arrays.equals(before.get(file.getKey()), file.getValue())) continue;
      Path path = inside(file.getKey());
      Files.createDirectories(path.getParent());
      Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
      Files.write(fresh, file.getValue());
      Files.move(fresh, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      written++;
    }
    int removed = 0;
    for (String path : before.keySet()) {
      if (files.containsKey(path) || !Layout.isPath(path)) continue;
      Files.delete(inside(path));
      removed++;
    }
    return new Change(written, removed, files.size() - written);
  }

  private Path inside(String path) throws Failure {
    if (!Layout.isPath(path))
      throw new Failure(
          Exit.STEWARD_FAILED, "the steward named a file that no house has: " + Screen.clean(path));
    return folder.resolve(path);
  }

  /// The plain files in it, by their paths. Hidden ones (such as `.git`) and a README are passed
  /// over.
  ///
  /// @throws Failure if there is a link in it, or too much
  Map<String, byte[]> read() throws IOException, Failure {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
      throw new Failure(Exit.USAGE, "there is no folder '" + Screen.clean(folder.toString()) + "'");
    var walk = new Walk();
    Files.walkFileTree(folder, walk);
    if (!walk.fault.isEmpty()) throw new Failure(Exit.NOT_TAKEN, walk.fault);
    return walk.files;
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final Map<String, byte[]> files = new TreeMap<>();
    private long total;
    private String fault = "";

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      boolean isHidden = !path.equals(folder) && isHidden(path);
      return isHidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      String name = folder.relativize(path).toString().replace('\\', '/');
      if (isPassedOver(name)) return FileVisitResult.CONTINUE;
      if (!attributes.isRegularFile()) return refuse(name + " is a link or no plain file");
      total += attributes.size();
      if (attributes.size() > Layout.FILE_MAX || total > Layout.TOTAL_MAX)
        return refuse("it is too large: at most " + Layout.TOTAL_MAX + " bytes in all");
      if (files.size() >= Layout.FILES_MAX)
        return refuse("it has more than " + Layout.FILES_MAX + " files");
      files.put(name, Files.readAllBytes(path));
      return FileVisitResult.CONTINUE;
    }

    private FileVisitResult refuse(String why) {
      fault = "'%s' is not taken: %s".formatted(Screen.clean(folder.toString()), Screen.clean(why));
      return FileVisitResult.TERMINATE;
    }
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  /// Whether a file is nobody's business here: hidden, in a hidden folder, or a README beside.
  static boolean isPassedOver(String name) {
    boolean isHidden =
        java.util.stream.Stream.of(name.split("/", -1)).anyMatch(part -> part.matches("\\.[^.].*"));
    String small = name.toLowerCase(Locale.ROOT);
    return isHidden
        || BESIDE.stream().anyMatch(one -> small.equals(one) || small.startsWith(one + "."));
  }

  /// The text of a file's bytes.
  static String text(String path, byte[] bytes) throws Failure {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (java.nio.charset.CharacterCodingException _) {
      throw new Failure(Exit.NOT_TAKEN, Screen.clean(path) + " is not in UTF-8");
    }
  }
}
