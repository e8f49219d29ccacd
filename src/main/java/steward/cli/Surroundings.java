package steward.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where a command runs, and so what it may reach besides its words.
sealed interface Surroundings {

  /// What was piped to the command.
  InputStream in();

  /// A file of this machine that the command line names.
  Path file(String typed) throws Failure;

  /// The steward to ask.
  Api api(Asked asked) throws Failure;

  /// A process of its own, started by whoever sits at a machine.
  record OwnProcess(Map<String, String> environment) implements Surroundings {
    private static final String HERE = "http://127.0.0.1:8887";
    private static final int TOKEN_LENGTH_MAX = 4096;

    @Override
    public InputStream in() {
      return System.in;
    }

    @Override
    public Path file(String typed) {
      return Path.of(typed);
    }

    @Override
    public Api api(Asked asked) throws Failure {
      String named = environment.getOrDefault("STEWARD_URL", "");
      String base = asked.option("--url").orElse(named.isEmpty() ? HERE : named);
      return new Api(base, token(asked));
    }

    /// Never an argument: those are seen by every user of a machine.
    private String token(Asked asked) throws Failure {
      var file = asked.option("--token-file");
      if (file.isEmpty()) return environment.getOrDefault("STEWARD_TOKEN", "").strip();
      try {
        Path path = Path.of(file.get());
        if (Files.size(path) <= TOKEN_LENGTH_MAX)
          return Files.readString(path, StandardCharsets.US_ASCII).strip();
      } catch (java.io.IOException | java.nio.file.InvalidPathException _) {
        // Told below.
      }
      throw Asked.wrong("--token-file", "a file that holds a token", file.get());
    }
  }

  /// A part of another program, for somebody elsewhere: no file, no variable, one steward.
  record Inside(InputStream in, Embedded.Target target) implements Surroundings {
    @Override
    public Path file(String typed) throws Failure {
      throw new Failure(
          Exit.USAGE,
          "'%s' would be a file on the steward's machine, which is not read from here; give - and pipe yours"
              .formatted(Screen.clean(typed)));
    }

    @Override
    public Api api(Asked asked) throws Failure {
      return new Api(target.base(), target.bearer());
    }
  }

  /// Of this process.
  static Surroundings ofProcess(Map<String, String> environment) {
    return new OwnProcess(environment);
  }

  default boolean isInside() {
    return this instanceof Inside;
  }

  /// What happened to a fault of the program: its trace is for whoever sits at the machine.
  default void trace(Throwable fault, PrintStream err) {
    if (!isInside()) fault.printStackTrace(err);
  }
}
