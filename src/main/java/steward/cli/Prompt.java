package steward.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Asks the person at the terminal. Questions go to the terminal, never to standard output.
final class Prompt {
  private static final int LENGTH_MAX = 1_000;

  private Prompt() {}

  /// @param option what to give instead where nobody sits at a terminal
  static String line(String question, String option) throws Failure {
    return answer(console(option).readLine("%s ", question), option);
  }

  /// The same, with what is taken if nothing is typed; without a terminal it is that at once.
  static String line(String question, Optional<String> given, String standard) throws Failure {
    if (given.isPresent()) return given.get();
    Optional<Console> console = Screen.terminal();
    if (console.isEmpty()) return standard;
    String typed = console.get().readLine("%s [%s] ", question, Screen.clean(standard));
    if (typed == null) throw new Failure(Exit.INTERRUPTED, "nothing was typed");
    return typed.isBlank() ? standard : typed.strip();
  }

  /// What is typed is not shown.
  static String secret(String question, String option) throws Failure {
    char[] typed = console(option).readPassword("%s ", question);
    return answer(typed == null ? null : new String(typed), option);
  }

  /// The first line of standard input, for scripts.
  static String input() throws IOException, Failure {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return answer(in.readLine(), "standard input");
  }

  private static Console console(String option) throws Failure {
    return Screen.terminal()
        .orElseThrow(() ->
            new Failure(Exit.USAGE, "nobody can be asked without a terminal: give " + option));
  }

  private static String answer(@org.jspecify.annotations.Nullable String typed, String what)
      throws Failure {
    if (typed == null || typed.isBlank())
      throw new Failure(Exit.USAGE, "nothing was typed for " + what);
    if (typed.length() > LENGTH_MAX)
      throw new Failure(Exit.USAGE, what + ": expected at most " + LENGTH_MAX + " characters");
    return typed.strip();
  }
}
