package steward.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What came of a command that was typed: its exit code and both streams.
record Typed(int exit, String out, String err) {

  static Typed at(FakeSteward steward, String... arguments) {
    return with(Map.of("STEWARD_URL", steward.url()), false, arguments);
  }

  static Typed with(Map<String, String> environment, boolean colour, String... arguments) {
    return with(new ArrayList<>(), environment, colour, arguments);
  }

  /// @param started gets the options of the commands that start a house
  static Typed with(
      List<Object> started, Map<String, String> environment, boolean colour, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var screen =
        new Screen(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            colour,
            false);
    var commands =
        new Commands(o -> started(started, o), o -> started(started, o), o -> started(started, o));
    int exit = new Cli(screen, environment, commands).run(arguments);
    return new Typed(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Exit started(List<Object> started, Object options) {
    started.add(options);
    return Exit.DONE;
  }

  List<String> lines() {
    return out.lines().map(String::stripTrailing).toList();
  }
}
