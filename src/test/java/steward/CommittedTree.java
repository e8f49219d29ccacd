package steward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files that are committed, or would be with `git add .`; from a source archive without git,
/// every file but those of the build. Paths are relative to the root. Confined to one thread.
final class CommittedTree {
  private static final Set<String> NOT_OURS =
      Set.of(".git", "target", ".cache", ".idea", ".vscode");

  private final Path root;
  private final Set<Path> files;
  private final Map<Path, List<String>> read = new HashMap<>();

  private CommittedTree(Path root, Set<Path> files) {
    this.root = root;
    this.files = files;
  }

  static CommittedTree of(Path root) throws IOException {
    Set<Path> files = listedByGit(root);
    if (files.isEmpty()) files = walked(root);
    return new CommittedTree(root, files);
  }

  Path root() {
    return root;
  }

  Set<Path> files() {
    return files;
  }

  List<Path> matching(Pattern path) {
    return files.stream().filter(file -> path.matcher(file.toString()).matches()).toList();
  }

  /// The lines of a text file; none for a binary one.
  List<String> lines(Path file) {
    return read.computeIfAbsent(file, this::readLines);
  }

  /// `file:line: text` of each line in files whose path matches that contains what is sought.
  List<String> linesWith(Pattern path, Pattern sought) {
    var found = new ArrayList<String>();
    for (Path file : matching(path)) {
      List<String> lines = lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (sought.matcher(lines.get(i)).find()) {
          found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return found;
  }

  long size(Path file) {
    try {
      return Files.size(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> readLines(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(root.resolve(file));
      for (byte one : bytes) {
        if (one == 0) return List.of();
      }
      return List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<Path> listedByGit(Path root) throws IOException {
    if (!Files.exists(root.resolve(".git"))) return Set.of();
    Process git;
    try {
      git =
          new ProcessBuilder("git", "ls-files", "-z", "-c", "-o", "--exclude-standard")
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return Set.of(); // git is not installed
    }
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Stream.of(names.split("\0"))
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(file -> Files.isRegularFile(root.resolve(file), LinkOption.NOFOLLOW_LINKS))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Path> walked(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(file -> !NOT_OURS.contains(file.getName(0).toString()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
