package steward.sim.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the launcher would start a steward: the program, its flags, the start-up cache and the jar.
record JavaCommand(String program, List<String> flags, Optional<String> cache, String jar) {
  private static final String CACHE = "-XX:AOTCache=";

  JavaCommand {
    flags = List.copyOf(flags);
  }

  /// Takes the line that `STEWARD_SHOW=1 ./steward run` prints.
  ///
  /// @throws IllegalArgumentException if it is not such a line
  static JavaCommand of(String line) {
    List<String> words = List.of(line.strip().split("\\s+", -1));
    int jar = words.indexOf("-jar");
    if (jar < 1 || jar + 2 != words.size() - 1 || !words.getLast().equals("run")) {
      throw new IllegalArgumentException(
          "the launcher's command is 'JAVA FLAGS -jar JAR run' without blanks in paths, not '"
              + line.strip()
              + "'");
    }
    List<String> options = words.subList(1, jar);
    return new JavaCommand(
        words.getFirst(),
        options.stream().filter(word -> !word.startsWith(CACHE)).toList(),
        options.stream().filter(word -> word.startsWith(CACHE)).findFirst(),
        words.get(jar + 1));
  }

  JavaCommand withoutCache() {
    return new JavaCommand(program, flags, Optional.empty(), jar);
  }

  /// The steward with these words after it.
  List<String> steward(List<String> rest) {
    List<String> words = java();
    cache.ifPresent(words::add);
    words.add("-jar");
    words.add(jar);
    words.addAll(rest);
    return words;
  }

  /// Another main class of our own under the same flags.
  List<String> main(Class<?> type, List<String> rest) {
    List<String> words = java();
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(type.getName());
    words.addAll(rest);
    return words;
  }

  private List<String> java() {
    var words = new ArrayList<String>();
    words.add(program);
    words.addAll(flags);
    return words;
  }
}
