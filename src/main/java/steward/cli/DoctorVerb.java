package steward.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.config.Config;
import steward.config.Misconfigured;
import steward.config.Port;
import steward.value.Tree;

/// Looks at everything a steward needs on this machine, one line each, with what to do. Changes
/// nothing.
final class DoctorVerb {
  private static final int JAVA_MIN = 25;
  private static final long DISK_BYTES_LOW = 500L << 20;

  private final Asked asked;
  private final List<Check> checks = new ArrayList<>();

  /// @param state `green`, `orange` or `red`
  private record Check(String name, String state, String sentence, String advice) {}

  private DoctorVerb(Asked asked) {
    this.asked = asked;
  }

  static Verb doctor() {
    return Verb.of(
            "doctor",
            "Look at what a steward needs on this machine, and say what to do.",
            asked -> new DoctorVerb(asked).look())
        .option("--home", "FOLDER", "The home folder (default: $STEWARD_HOME, or ~/.steward).")
        .more("Exits with 10 when something is wrong; what is only noteworthy does not count.")
        .example("steward doctor")
        .example("steward doctor --home /srv/house --json");
  }

  private Exit look() throws Failure {
    Path home = Config.home(asked.option("--home").orElse(""), asked.environment());
    java();
    cache();
    home(home);
    Optional<Config> config = config(home);
    database(home, "steward.db");
    database(home, "history.db");
    boolean answers = api(config);
    if (!answers) config.ifPresent(this::ports);
    boolean sound = checks.stream().noneMatch(check -> check.state().equals("red"));
    if (asked.json()) {
      asked.printed(Tree.of(json(sound)));
    } else {
      checks.forEach(this::print);
    }
    return sound ? Exit.DONE : Exit.UNSOUND;
  }

  private Map<String, Object> json(boolean sound) {
    var list = new ArrayList<Map<String, Object>>();
    for (Check check : checks) {
      var one = new LinkedHashMap<String, Object>();
      one.put("name", check.name());
      one.put("state", check.state());
      one.put("sentence", check.sentence());
      one.put("advice", check.advice());
      list.add(one);
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("sound", sound);
    json.put("checks", list);
    return json;
  }

  private void print(Check check) {
    var screen = asked.screen();
    String advice = check.advice().isEmpty() ? "" : ": " + check.advice();
    screen.line(
        "%s %-13s %s%s"
            .formatted(
                StatusVerbs.mark(screen, check.state()), check.name(), check.sentence(), advice));
  }

  private void good(String name, String sentence) {
    checks.add(new Check(name, "green", sentence, ""));
  }

  private void note(String name, String sentence, String advice) {
    checks.add(new Check(name, "orange", sentence, advice));
  }

  private void bad(String name, String sentence, String advice) {
    checks.add(new Check(name, "red", sentence, advice));
  }

  private void java() {
    int major = Runtime.version().feature();
    String sentence =
        "Java %s of %s"
            .formatted(Runtime.version(), System.getProperty("java.vendor", "an unknown maker"));
    if (major < JAVA_MIN) bad("java", sentence, "install Java " + JAVA_MIN + " or later");
    else good("java", sentence);
  }

  private void cache() {
    var options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    boolean named = options.stream().anyMatch(option -> option.startsWith("-XX:AOTCache="));
    if (named) good("start-up cache", "this process uses it");
    else
      note(
          "start-up cache",
          "none is in use, so starts are slower",
          "the launcher makes it after a start; './steward aot' makes it now");
  }

  private void home(Path home) {
    if (!Files.exists(home)) {
      note("home", home + " is not there yet", "'steward run' makes it");
      return;
    }
    if (!Files.isDirectory(home) || !Files.isWritable(home)) {
      bad(
          "home",
          home + " is no folder that this user can write",
          "name another with --home, or change its owner");
      return;
    }
    try {
      long free = Files.getFileStore(home).getUsableSpace();
      String sentence = "%s, %d MB free".formatted(home, free >> 20);
      if (free < DISK_BYTES_LOW)
        bad("home", sentence, "make room: below 500 MB the journal may not keep its days");
      else good("home", sentence);
    } catch (IOException e) {
      bad("home", home + " cannot be looked at: " + e.getMessage(), "check the disk");
    }
  }

  private Optional<Config> config(Path home) {
    try {
      Config config = Config.read(home, asked.environment(), List.of());
      boolean file = Files.exists(home.resolve(Config.FILE));
      good(
          "configuration",
          file ? Config.FILE + " is fine" : "no " + Config.FILE + ", every key has its default");
      config.notes().forEach(text -> note("configuration", text, ""));
      return Optional.of(config);
    } catch (Misconfigured e) {
      bad("configuration", "it cannot be used", "\n" + String.join("\n", e.faults()));
      return Optional.empty();
    }
  }

  /// Only its first bytes: the steward itself checks the whole at start.
  private void database(Path home, String name) {
    Path file = home.resolve(name);
    if (!Files.exists(file)) return;
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(15), StandardCharsets.US_ASCII);
      if (head.equals("SQLite format 3")) good(name, (Files.size(file) >> 10) + " kB");
      else if (head.isEmpty()) note(name, "it is empty", "the next start fills it");
      else
        bad(
            name,
            "it is no database",
            "stop the steward and restore it from backups/, or move it away to begin anew");
    } catch (IOException e) {
      bad(name, "it cannot be read: " + e.getMessage(), "check its owner and the disk");
    }
  }

  private boolean api(Optional<Config> config) throws Failure {
    boolean named =
        asked.option("--url").isPresent() || asked.environment().containsKey("STEWARD_URL");
    var api =
        named
            ? asked.api()
            : new Api(
                "http://127.0.0.1:"
                    + config
                        .map(c -> c.http().port())
                        .filter(p -> p.number() > 0)
                        .orElse(new Port(8887)));
    try {
      Tree health = api.get("/health");
      String state = Part.text(health, "state");
      good("steward", "one answers at " + api.base());
      for (Tree part : Part.items(health, "parts")) {
        if (!Part.text(part, "state").equals("green")) {
          checks.add(
              new Check(
                  Part.text(part, "name"),
                  Part.text(part, "state").equals("red") ? "red" : "orange",
                  Part.text(part, "sentence"),
                  ""));
        }
      }
      if (state.equals("green")) good("health", "every part of it is fine");
      return true;
    } catch (Failure e) {
      note("steward", "none answers at " + api.base(), "'steward run' starts one");
    } catch (Api.Refusal e) {
      bad(
          "steward",
          "%s answers, but not like a steward: %s".formatted(api.base(), e.getMessage()),
          "another program may have its port");
    }
    return false;
  }

  private void ports(Config config) {
    port("http.port", config.http().port());
    port("https.port", config.https().port());
    if (config.mqtt().external().isEmpty()) port("mqtt.port", config.mqtt().port());
    port("mqtt.websocket-port", config.mqtt().websocketPort());
  }

  private void port(String key, Port port) {
    if (port.number() <= 0) return;
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()));
      good(key, "port " + port + " is free");
    } catch (IOException e) {
      bad(
          key,
          "port %s is taken or not allowed (%s)".formatted(port, e.getMessage()),
          "stop the other program, or set " + key);
    }
  }
}
