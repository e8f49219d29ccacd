package steward.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete;
import steward.config.Config;
import steward.config.Misconfigured;

/// The commands that start a house, and the completion of all of them.
final class HouseVerbs {
  private static final String SET =
      "A setting that wins over file and environment; docs/configuration.md lists them.";

  private HouseVerbs() {}

  static Verb run() {
    return Verb.of(
            "run",
            "Run the house of a home folder, until you stop it with Ctrl-C.",
            HouseVerbs::startHouse)
        .local()
        .option(
            "--home",
            "FOLDER",
            "The home folder (default: $STEWARD_HOME, or ~/.steward); made if missing.")
        .options("--set", "KEY=VALUE", SET)
        .example("steward run")
        .example("steward run --home /srv/house --set http.port=8080 --set log.level=debug");
  }

  static Verb demo() {
    return Verb.of(
            "demo",
            "Run a simulated house in a throw-away folder, to look around.",
            HouseVerbs::startDemo)
        .local()
        .option("--home", "FOLDER", "Use this folder and keep it, instead of a throw-away one.")
        .flag("--keep", "Keep the throw-away folder.")
        .option(
            "--http-port", "PORT", "The port of the pages (default: 8887 if it is free, else any).")
        .option(
            "--https-port",
            "PORT",
            "The port of the encrypted pages (default: 8888 if it is free, else any).")
        .option(
            "--mqtt-port",
            "PORT",
            "The port of the broker (default: 1883 if it is free, else any).")
        .option(
            "--seed",
            "NUMBER",
            "What the day is made from: the same number, the same day (default: 1).")
        .option("--speed", "FACTOR", "Simulated seconds in one second, 1 to 1440 (default: 60).")
        .options("--set", "KEY=VALUE", SET)
        .example("steward demo")
        .example("steward demo --speed 240 --seed 7   a day in six minutes");
  }

  static Verb train() {
    return Verb.of(
            "aot-train",
            "For the launcher: use a small house once, so that the next start is quicker.",
            asked ->
                ended(
                    asked,
                    () -> asked.commands().train().run(new Commands.Train(asked.options("--set")))))
        .local()
        .hidden()
        .options("--set", "KEY=VALUE", SET);
  }

  static Verb completion() {
    return Verb.of(
            "completion",
            "Print the completion of commands and options for your shell.",
            HouseVerbs::complete)
        .local()
        .word("SHELL", "1", "bash or zsh.")
        .example("source <(steward completion bash)")
        .example(
            "steward completion zsh > ~/.steward-completion && echo 'source ~/.steward-completion' >> ~/.zshrc");
  }

  private static Exit startHouse(Asked asked) throws IOException {
    Path home = Config.home(asked.option("--home").orElse(""), asked.environment());
    return ended(
        asked, () -> asked.commands().run().run(new Commands.Run(home, asked.options("--set"))));
  }

  private static Exit startDemo(Asked asked) throws Failure, IOException {
    var settings = new ArrayList<String>();
    for (String listener : List.of("http", "https", "mqtt")) {
      asked
          .option("--" + listener + "-port")
          .ifPresent(port -> settings.add(listener + ".port=" + port));
    }
    settings.addAll(asked.options("--set"));
    List<Path> home =
        asked.option("--home").map(text -> Path.of(text).toAbsolutePath().normalize()).stream()
            .toList();
    var demo =
        new Commands.Demo(
            home,
            asked.flag("--keep"),
            asked.whole("--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
            speed(asked.option("--speed").orElse("60")),
            settings);
    return ended(asked, () -> asked.commands().demo().run(demo));
  }

  private static double speed(String text) throws Failure {
    try {
      double speed = Double.parseDouble(text);
      if (speed >= 1 && speed <= 1440) return speed;
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw Asked.wrong("--speed", "a number from 1 to 1440", text);
  }

  /// What a command of the hub does.
  private interface Start {
    Exit run() throws Exception;
  }

  private static Exit ended(Asked asked, Start start) throws IOException {
    try {
      return start.run();
    } catch (IOException | Misconfigured e) {
      throw e;
    } catch (Exception e) {
      asked
          .screen()
          .complain("it could not be started: " + Screen.clean(String.valueOf(e.getMessage())));
      if (asked.environment().containsKey("STEWARD_SHOW_TRACE"))
        e.printStackTrace(asked.screen().err());
      return Exit.FAILED;
    }
  }

  private static Exit complete(Asked asked) throws Failure {
    String shell = asked.word(0);
    if (!shell.equals("bash") && !shell.equals("zsh"))
      throw Asked.wrong("SHELL", "bash or zsh", shell);
    var root = asked.spec().root().commandLine();
    asked.screen().line(AutoComplete.bash("steward", root));
    return Exit.DONE;
  }
}
