package steward.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The command line as a part of another program: for somebody elsewhere, who may use what asks the
/// steward and nothing of its machine. Immutable; each run is confined to the thread that calls it.
///
/// @param target the steward to ask, and as whom
public record Embedded(Target target) {

  /// The commands that make sense for somebody who is not at the machine. All of them only ask the
  /// steward's API; what is not named here is refused.
  static final Set<String> COMMANDS =
      Set.of(
          "status",
          "things",
          "perform",
          "watch",
          "inbox",
          "activities",
          "groups",
          "place",
          "export",
          "import",
          "record",
          "why",
          "journal",
          "users",
          "clients",
          "sessions",
          "audit",
          "rights",
          "mqtt-clients",
          "webhooks",
          "sonoff",
          "network",
          "wifi",
          "vpn",
          "ledger",
          "statement",
          "version");

  private static final Set<String> HELP = Set.of("help", "--help", "-h", "--version", "-V");
  private static final Commands NONE =
      new Commands(_ -> Exit.USAGE, _ -> Exit.USAGE, _ -> Exit.USAGE);

  /// A steward's API.
  ///
  /// @param base such as `http://127.0.0.1:8887`
  /// @param bearer the token of a session; empty for none
  public record Target(String base, String bearer) {
    @Override
    public String toString() {
      return base;
    }
  }

  /// Where a command reads and writes.
  ///
  /// @param colour whether marks are coloured
  /// @param live whether a person watches, so that progress may be shown
  public record Streams(
      InputStream in, PrintStream out, PrintStream err, boolean colour, boolean live) {}

  /// Runs one command and returns its exit code, as `docs/cli.md` lists them. Blocks until it has
  /// ended; an interrupt of the thread ends it, at once where the thread is virtual.
  public int run(Streams streams, List<String> words) {
    var screen = new Screen(streams.out(), streams.err(), streams.colour(), streams.live());
    String command =
        words.size() > 1 && words.getFirst().equals("help")
            ? words.get(1)
            : words.isEmpty() ? "help" : words.getFirst();
    if (Cli.isCommand(command) && !COMMANDS.contains(command)) {
      screen.complain(
          "'%s' is for whoever sits at the steward's machine; from here there are: %s"
              .formatted(command, String.join(", ", Cli.commandsInside())));
      return Exit.USAGE.code();
    }
    if (!Cli.isCommand(command) && !HELP.contains(command)) {
      screen.complain(
          "there is no command '%s'; 'help' lists what there is".formatted(Screen.clean(command)));
      return Exit.USAGE.code();
    }
    var cli = new Cli(screen, Map.of(), NONE, new Surroundings.Inside(streams.in(), target));
    int code = cli.run(words.toArray(String[]::new));
    return Thread.currentThread().isInterrupted() ? Exit.INTERRUPTED.code() : code;
  }
}
