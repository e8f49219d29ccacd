package steward.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import steward.config.Misconfigured;
import steward.value.Malformed;
import steward.value.Nearest;

/// The program's entry: finds the command that was typed and runs it.
public final class Cli {
  private final Screen screen;
  private final Map<String, String> environment;
  private final Commands commands;
  private final Surroundings surroundings;

  Cli(Screen screen, Map<String, String> environment, Commands commands) {
    this(screen, environment, commands, Surroundings.ofProcess(environment));
  }

  Cli(
      Screen screen,
      Map<String, String> environment,
      Commands commands,
      Surroundings surroundings) {
    this.screen = screen;
    this.environment = environment;
    this.commands = commands;
    this.surroundings = surroundings;
  }

  /// Whether somebody sits at a terminal of this process.
  public static boolean isAtTerminal() {
    return Screen.terminal().isPresent();
  }

  /// Runs the command and returns the exit code; blocks until it has ended.
  ///
  /// @param commands what starts a house
  public static int run(String[] arguments, Commands commands) {
    var environment = System.getenv();
    return new Cli(Screen.ofProcess(environment), environment, commands).run(arguments);
  }

  int run(String... typed) {
    String[] arguments = typed.length > 0 && typed[0].equals("help") ? asHelp(typed) : typed;
    var line = new CommandLine(spec(arguments));
    line.setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(screen.colour() ? Ansi.ON : Ansi.OFF));
    line.setParameterExceptionHandler((fault, _) -> told(fault));
    line.setExecutionExceptionHandler((fault, _, _) -> told(fault).code());
    line.setUnmatchedOptionsArePositionalParams(false);
    // Else a word that starts with @ would be read as a file with more words.
    line.setExpandAtFiles(false);
    line.setInterpolateVariables(false);
    int code = line.execute(arguments);
    screen.out().flush();
    return code;
  }

  static boolean isCommand(String word) {
    return known().containsKey(word);
  }

  /// Those that exist of [Embedded#COMMANDS], in the order of the help.
  static List<String> commandsInside() {
    return known().keySet().stream().filter(Embedded.COMMANDS::contains).toList();
  }

  /// `help things` is `things --help`.
  private static String[] asHelp(String[] typed) {
    String[] arguments = Arrays.copyOfRange(typed, 1, typed.length + 1);
    arguments[typed.length - 1] = "--help";
    return arguments;
  }

  /// Only the command that was typed is described, unless all are needed for the help.
  private CommandSpec spec(String[] arguments) {
    Supplier<Asked.Context> context =
        () -> new Asked.Context(screen, environment, commands, surroundings);
    String typed = arguments.length == 0 ? "" : arguments[0];
    Verb top =
        Verb.of(
                "steward",
                "A steward for your home: local, quick, and honest about what it did.",
                Cli::help)
            .local();
    if (!surroundings.isInside()) {
      top.example("steward demo                        a simulated house, to look around")
          .example("steward run                         your house, in ~/.steward");
    }
    CommandSpec root =
        top.example("steward things                      what there is")
            .example("steward perform hall-lamp turn on   and whether it did")
            .example("steward help perform                more about a command")
            .spec(context, surroundings);
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .type(boolean.class)
            .arity("0")
            .description("Show the version.")
            .build());
    Map<String, Supplier<Verb>> known = known();
    if (surroundings.isInside()) known.keySet().retainAll(Embedded.COMMANDS);
    known.forEach((name, verb) -> {
      if (!known.containsKey(typed) || name.equals(typed))
        root.addSubcommand(name, verb.get().spec(context, surroundings));
    });
    if (typed.equals("completion")) {
      known.forEach((name, verb) -> {
        if (!name.equals("completion"))
          root.addSubcommand(name, verb.get().spec(context, surroundings));
      });
    }
    return root;
  }

  private static Map<String, Supplier<Verb>> known() {
    var known = new LinkedHashMap<String, Supplier<Verb>>();
    known.put("run", HouseVerbs::run);
    known.put("demo", HouseVerbs::demo);
    known.put("claim", ClaimVerb::claim);
    known.put("status", StatusVerbs::status);
    known.put("things", ThingVerbs::things);
    known.put("record", RecordVerb::record);
    known.put("perform", PerformVerb::perform);
    known.put("watch", WatchVerb::watch);
    known.put("inbox", InboxVerbs::inbox);
    known.put("activities", ActivityVerbs::activities);
    known.put("groups", GroupVerbs::groups);
    known.put("place", PlaceVerbs::place);
    known.put("why", JournalVerbs::why);
    known.put("journal", JournalVerbs::journal);
    known.put("users", UserVerbs::users);
    known.put("clients", ClientVerbs::clients);
    known.put("sessions", AccessVerbs::sessions);
    known.put("audit", AccessVerbs::audit);
    known.put("rights", AccessVerbs::rights);
    known.put("mqtt-clients", MqttVerbs::mqttClients);
    known.put("webhooks", HookVerbs::webhooks);
    known.put("grade", GradeVerbs::grade);
    known.put("notices", NoticeVerbs::notices);
    known.put("notify", NoticeVerbs::tell);
    known.put("reach", NoticeVerbs::reach);
    known.put("sonoff", SonoffVerbs::sonoff);
    known.put("network", NetworkVerbs::network);
    known.put("wifi", WayVerbs::wifi);
    known.put("vpn", WayVerbs::vpn);
    known.put("profiles", ProfileVerbs::profiles);
    known.put("ledger", LedgerVerbs::ledger);
    known.put("statement", LedgerVerbs::statement);
    known.put("export", FolderVerbs::export);
    known.put("import", FolderVerbs::bring);
    known.put("recover", MachineVerbs::recover);
    known.put("setup-code", MachineVerbs::setupCode);
    known.put("unlock", MachineVerbs::unlock);
    known.put("passphrase", MachineVerbs::passphrase);
    known.put("doctor", DoctorVerb::doctor);
    known.put("version", StatusVerbs::version);
    known.put("completion", HouseVerbs::completion);
    known.put("aot-train", HouseVerbs::train);
    return known;
  }

  private static Exit help(Asked asked) {
    if (asked.flag("--version")) return StatusVerbs.printVersion(asked);
    asked.spec().commandLine().usage(asked.screen().out());
    return Exit.DONE;
  }

  private int told(ParameterException fault) {
    var line = fault.getCommandLine();
    String name = line.getCommandSpec().qualifiedName(" ");
    String sentence = String.valueOf(fault.getMessage()).replaceAll("\\s+", " ");
    if (fault instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String typed = unmatched.getUnmatched().getFirst();
      sentence =
          "there is no "
              + (typed.startsWith("-") ? "option" : "command")
              + " '"
              + typed
              + "'"
              + nearest(line, typed);
    }
    screen.complain(Screen.clean(sentence) + "; see '" + name + " --help'");
    return Exit.USAGE.code();
  }

  private static String nearest(CommandLine line, String typed) {
    var names = new java.util.ArrayList<>(line.getSubcommands().keySet());
    line.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
    return Nearest.to(typed, names).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  private Exit told(Exception fault) {
    return switch (fault) {
      case Failure failure when failure.exit() == Exit.INTERRUPTED -> Exit.INTERRUPTED;
      case Failure failure -> {
        screen.complain(failure.sentence());
        yield failure.exit();
      }
      case Api.Refusal refusal -> {
        screen.complain(Screen.clean(String.valueOf(refusal.getMessage())));
        refusal.errors().forEach(error -> screen.err().println("  " + Place.sentence(error)));
        yield refusal.exit();
      }
      case Misconfigured wrong -> {
        screen.complain("the configuration cannot be used:");
        wrong.faults().forEach(screen.err()::println);
        yield Exit.MISCONFIGURED;
      }
      case Malformed malformed -> {
        screen.complain("the answer is not understood: " + malformed.getMessage());
        yield Exit.STEWARD_FAILED;
      }
      case InterruptedException _ -> {
        yield Exit.INTERRUPTED;
      }
      case IOException io -> {
        screen.complain(Screen.clean(String.valueOf(io.getMessage())));
        yield Exit.FAILED;
      }
      default -> {
        screen.complain("this should not have happened, and is a fault of the program: " + fault);
        surroundings.trace(fault, screen.err());
        yield Exit.FAILED;
      }
    };
  }
}
