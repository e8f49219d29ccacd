package steward;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// One Java file as the compiler's parser sees it: shape only, names are not resolved.
final class JavaSource {
  private static final Set<String> TESTS =
      Set.of(
          "Test",
          "ParameterizedTest",
          "RepeatedTest",
          "TestFactory",
          "TestTemplate",
          "ArchTest",
          "FuzzTest");

  private final Path path;
  private final CompilationUnitTree unit;
  private final DocTrees trees;

  private JavaSource(Path path, CompilationUnitTree unit, DocTrees trees) {
    this.path = path;
    this.unit = unit;
    this.trees = trees;
  }

  static List<JavaSource> parsed(CommittedTree tree) throws IOException {
    List<Path> files =
        tree.matching(Pattern.compile("src/(main|test)/java/.*\\.java")).stream()
            .map(tree.root()::resolve)
            .toList();
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      DocTrees trees = DocTrees.instance(task);
      var sources = new ArrayList<JavaSource>();
      for (CompilationUnitTree unit : task.parse()) {
        Path path = tree.root().relativize(Path.of(unit.getSourceFile().toUri()));
        sources.add(new JavaSource(path, unit, trees));
      }
      return sources;
    }
  }

  Path path() {
    return path;
  }

  Path folder() {
    return path.subpath(0, path.getNameCount() - 1);
  }

  /// The file's name without its ending, which is the top type's name.
  String name() {
    String file = path.getName(path.getNameCount() - 1).toString();
    return file.substring(0, file.length() - ".java".length());
  }

  List<ClassTree> types() {
    var types = new ArrayList<ClassTree>();
    for (Tree type : unit.getTypeDecls()) {
      if (type instanceof ClassTree found) types.add(found);
    }
    return types;
  }

  void scan(TreeScanner<Void, Void> scanner) {
    scanner.scan(unit, null);
  }

  boolean hasComment(Tree tree) {
    return trees.getDocComment(TreePath.getPath(unit, tree)) != null;
  }

  int linesOf(Tree tree) {
    long end = trees.getSourcePositions().getEndPosition(unit, tree);
    return (int) (line(end) - line(start(tree)) + 1);
  }

  /// `file:line` where the tree starts.
  String at(Tree tree) {
    return path + ":" + line(start(tree));
  }

  static boolean isTest(ModifiersTree modifiers) {
    return modifiers.getAnnotations().stream().anyMatch(JavaSource::marksTest);
  }

  private static boolean marksTest(AnnotationTree annotation) {
    String name = annotation.getAnnotationType().toString();
    return TESTS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private long start(Tree tree) {
    return trees.getSourcePositions().getStartPosition(unit, tree);
  }

  private long line(long position) {
    return unit.getLineMap().getLineNumber(position);
  }
}
