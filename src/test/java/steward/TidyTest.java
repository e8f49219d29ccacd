package steward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The tree is tidy: sizes, comments, names, and nothing in it that belongs to one machine only.
final class TidyTest {
  static final int FILE_LINES_MAX = 400;
  static final int METHOD_LINES_MAX = 60;
  static final int BLOB_BYTES_MAX = 200_000;

  private static final Pattern WRITTEN_BY_HAND =
      Pattern.compile("(.*\\.(java|js|mjs|css|html|sh|py|c)|steward|tools/[^.]*|\\.ci/run)");
  private static final Pattern CHANGELOG_LINE =
      Pattern.compile(
          "|# Changelog|## (Unreleased|\\d+\\.\\d+\\.\\d+, \\d{4}-\\d\\d-\\d\\d)"
              + "|### \\p{Lu}.*|- \\p{Lu}.*|  \\S.*|\\p{L}.*");

  private static CommittedTree tree;
  private static List<JavaSource> sources;

  @BeforeAll
  static void read_the_tree() throws IOException {
    tree = CommittedTree.of(Path.of(System.getProperty("steward.root", "")).toAbsolutePath());
    sources = JavaSource.parsed(tree);
  }

  @Test
  void the_tree_was_found() {
    assertThat(tree.files()).as("files of %s", tree.root()).contains(Path.of("pom.xml"));
    assertThat(sources).isNotEmpty();
  }

  @Test
  void no_file_is_longer_than_a_reader_can_hold() {
    var tooLong = new ArrayList<String>();
    for (Path file : tree.matching(WRITTEN_BY_HAND)) {
      int lines = tree.lines(file).size();
      if (lines > FILE_LINES_MAX) tooLong.add(file + " has " + lines + " lines");
    }
    assertThat(tooLong).as("files above %s lines: part them", FILE_LINES_MAX).isEmpty();
  }

  @Test
  void no_method_is_longer_than_a_screen() {
    var found = new ArrayList<String>();
    for (JavaSource source : sources) {
      source.scan(
          new TreeScanner<Void, Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, Void nothing) {
              int lines = source.linesOf(method);
              if (lines > METHOD_LINES_MAX) {
                found.add(source.at(method) + " " + method.getName() + " has " + lines + " lines");
              }
              return super.visitMethod(method, null);
            }
          });
    }
    assertThat(found).as("methods above %s lines: part them", METHOD_LINES_MAX).isEmpty();
  }

  @Test
  void nothing_is_left_for_later_in_the_code() {
    assertThat(
            tree.linesWith(
                WRITTEN_BY_HAND, Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b")))
        .as("do it now, or write an issue")
        .isEmpty();
  }

  @Test
  void every_package_says_what_it_is() {
    var silent = new TreeSet<String>();
    for (JavaSource source : sources) {
      Path folder = source.folder();
      Path other = Path.of(folder.toString().replace("src/test/java", "src/main/java"));
      if (Stream.of(folder, other).noneMatch(this::saysWhatItIs)) silent.add(folder.toString());
    }
    assertThat(silent)
        .as("packages without a package-info.java that starts with /// and is @NullMarked")
        .isEmpty();
  }

  private boolean saysWhatItIs(Path folder) {
    Path file = folder.resolve("package-info.java");
    if (!tree.files().contains(file)) return false;
    List<String> lines = tree.lines(file);
    return lines.getFirst().matches("/// \\S.{10,}") && lines.contains("@NullMarked");
  }

  @Test
  void every_public_type_says_what_it_is() {
    var silent = new ArrayList<String>();
    for (JavaSource source : sources) {
      for (ClassTree type : source.types()) {
        boolean open = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
        if (open && !source.hasComment(type)) silent.add(source.at(type));
      }
    }
    assertThat(silent).as("public types without a /// comment").isEmpty();
  }

  @Test
  void every_test_is_run() {
    var skipped = new ArrayList<String>();
    for (JavaSource source : sources) {
      if (!source.path().startsWith("src/test/java") || source.name().endsWith("Test")) continue;
      for (ClassTree type : source.types()) {
        boolean base = type.getModifiers().getFlags().contains(Modifier.ABSTRACT);
        if (!base && holdsTests(type)) skipped.add(source.path().toString());
      }
    }
    assertThat(skipped)
        .as("the build runs only classes named *Test; these have tests and would be skipped")
        .isEmpty();
  }

  private static boolean holdsTests(ClassTree type) {
    return type.getKind() != Tree.Kind.INTERFACE
        && type.getMembers().stream()
            .anyMatch(member ->
                switch (member) {
                  case MethodTree method -> JavaSource.isTest(method.getModifiers());
                  case VariableTree field -> JavaSource.isTest(field.getModifiers());
                  case ClassTree inner -> holdsTests(inner);
                  default -> false;
                });
  }

  @Test
  void every_test_has_a_sentence_as_its_name() {
    var found = new ArrayList<String>();
    for (JavaSource source : sources) {
      source.scan(
          new TreeScanner<Void, Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, Void nothing) {
              boolean sentence = method.getName().toString().matches("[a-z]\\w*(_\\w+)+");
              if (JavaSource.isTest(method.getModifiers()) && !sentence)
                found.add(source.at(method));
              return super.visitMethod(method, null);
            }
          });
    }
    assertThat(found).as("name a test with a sentence, such as a_lamp_goes_off").isEmpty();
  }

  @Test
  void no_test_sleeps() {
    assertThat(
            tree.linesWith(
                Pattern.compile("src/test/java/.*\\.java"),
                Pattern.compile("Thread\\.sleep" + "\\(")))
        .as("await what you wait for (Awaitility), or move the clock")
        .isEmpty();
  }

  @Test
  void nothing_belongs_to_one_machine() {
    Pattern machine =
        Pattern.compile(
            "(?<![\\w.])/(wor"
                + "k/|tmp/w"
                + "t|roo"
                + "t/)|/usr/lib/jvm/\\w|/home/[a-z]+/|/Users/\\w+/"
                + "|repo1?\\.mav"
                + "en|registry\\.np"
                + "mjs|pypi\\.o"
                + "rg|artifac"
                + "tory|/nex"
                + "us/");
    assertThat(tree.linesWith(Pattern.compile(".*"), machine))
        .as("paths of one machine and hosts of package registries")
        .isEmpty();
  }

  @Test
  void nobody_is_named_as_the_author() {
    assertThat(
            tree.linesWith(
                WRITTEN_BY_HAND,
                Pattern.compile("@auth" + "or|[Cc]o-auth" + "ored|[Ww]ritten by [A-Z]")))
        .isEmpty();
  }

  @Test
  void no_large_blob_is_kept() {
    assertThat(tree.files().stream().filter(file -> tree.size(file) > BLOB_BYTES_MAX).toList())
        .as("files above %s bytes", BLOB_BYTES_MAX)
        .isEmpty();
  }

  @Test
  void the_scripts_can_be_run() {
    assertThat(tree.matching(Pattern.compile("steward|tools/[^./]*|\\.ci/run")))
        .isNotEmpty()
        .allMatch(file -> Files.isExecutable(tree.root().resolve(file)));
  }

  @Test
  void the_changelog_keeps_its_form() {
    Path changelog = Path.of("CHANGELOG.md");
    if (!tree.files().contains(changelog)) return;
    List<String> lines = tree.lines(changelog);
    assertThat(lines.getFirst()).isEqualTo("# Changelog");
    assertThat(lines)
        .as("headings '## Unreleased' or '## 1.2.3, 2026-11-22', entries '- Sentence'")
        .allMatch(line -> CHANGELOG_LINE.matcher(line).matches());
    Set<String> versions = new TreeSet<>();
    assertThat(lines.stream().filter(line -> line.startsWith("## ")).allMatch(versions::add))
        .as("each version once")
        .isTrue();
  }

  @Test
  void texts_are_plain_unicode() {
    assertThat(
            tree.linesWith(
                WRITTEN_BY_HAND, Pattern.compile("\t|\r|[\u202A-\u202E\u2066-\u2069\uFEFF]")))
        .as("tabs, carriage returns and characters that turn the direction of text")
        .isEmpty();
  }
}
