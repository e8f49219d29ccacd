package steward.hub;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import steward.access.Fingerprint;
import steward.access.ServerKeys;
import steward.access.ServerTls;
import steward.access.TerminalQr;
import steward.cli.Cli;
import steward.cli.Commands;
import steward.cli.Exit;
import steward.config.Config;
import steward.config.Misconfigured;
import steward.loop.Time;
import steward.store.UnusableStore;

/// The main program: hands the command line to the CLI, and runs a house when asked to.
public final class Steward {
  private static final long START_SECONDS_MAX = 60;

  private Steward() {}

  public static void main(String[] arguments) {
    int code = Cli.run(arguments, new Commands(Steward::run, Demo::run, Training::run));
    // Event loops and pools of libraries must not keep an ended command alive.
    System.exit(code);
  }

  static String version() {
    return Optional.ofNullable(Steward.class.getPackage().getImplementationVersion())
        .orElse("0.1.0");
  }

  private static Exit run(Commands.Run options) throws Misconfigured, InterruptedException {
    Config config = Config.read(options.home(), System.getenv(), options.settings());
    StewardHouse house = open(config, false);
    if (house == null) return Exit.FAILED;
    if (!start(house)) return Exit.FAILED;
    tell(house);
    untilStopped(house);
    return Exit.DONE;
  }

  /// Builds a house, or says in a sentence why not.
  static @org.jspecify.annotations.Nullable StewardHouse open(Config config, boolean demo) {
    Logs.level(config.log().level());
    ServerTls.refuseRenegotiation();
    config.notes().forEach(note -> System.err.println("steward: " + note));
    try {
      return new StewardHouse(config, version(), demo, Time.system());
    } catch (UnusableStore e) {
      System.err.println("steward: " + e.getMessage());
    } catch (IOException e) {
      System.err.println(
          "steward: the home folder " + config.home() + " cannot be used: " + e.getMessage());
    }
    return null;
  }

  /// Starts it and waits until everything listens; on a failure says why and closes it.
  static boolean start(StewardHouse house) throws InterruptedException {
    try {
      house
          .start(version())
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS_MAX, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      System.err.println("steward: it could not start: " + cause.getMessage());
    } catch (TimeoutException e) {
      System.err.println("steward: it did not start within " + START_SECONDS_MAX + " s");
    }
    house.close();
    return false;
  }

  private static void tell(StewardHouse house) {
    System.out.println("The steward runs on " + house.config().home() + ".");
    addresses(house);
    firstContact(house);
    System.out.println("  stop it   Ctrl-C");
  }

  /// How a house without an owner gets one. The code is for whoever sees this console.
  private static void firstContact(StewardHouse house) {
    if (house.doorkeeper().isClaimed()) return;
    house
        .doorkeeper()
        .claim()
        .offer()
        .ifPresent(offer -> {
          System.out.println(
              "  Nobody owns this house yet. On a device in your home network, until");
          System.out.println("            " + offer.until().truncatedTo(ChronoUnit.SECONDS) + ":");
          for (String address : house.doorkeeper().homeAddresses())
            System.out.println("            open " + address);
          System.out.println(
              "            compare the certificate's fingerprint with the one above, and enter");
          System.out.println(
              "            the setup code " + offer.code().replaceAll("(.{4})(.+)", "$1 $2"));
        });
  }

  static void addresses(StewardHouse house) {
    if (house.port("http") > 0)
      System.out.println("  open      http://127.0.0.1:" + house.port("http") + "/");
    if (house.port("https") > 0)
      System.out.println("  or        https://127.0.0.1:" + house.port("https") + "/");
    ServerKeys keys = house.keys();
    if (keys != null) {
      Fingerprint print = keys.fingerprint();
      System.out.println("            whose certificate has the SHA-256 fingerprint");
      System.out.println("            " + print.sha256());
      System.out.println("            in words: " + String.join(" ", print.words()));
      System.out.println(
          "            (SHA-1, for old clients that show nothing else: " + print.sha1() + ")");
      TerminalQr.lines(print.sha256(), Cli.isAtTerminal())
          .forEach(line -> System.out.println("            " + line));
    }
    if (house.mqttPort() > 0)
      System.out.println("  MQTT      mqtt://127.0.0.1:" + house.mqttPort());
    house
        .config()
        .mqtt()
        .external()
        .ifPresent(one -> System.out.println("  MQTT      " + one.broker()));
  }

  /// A last thing to do before the process ends.
  interface Closing {
    void close() throws Exception;
  }

  /// Waits for SIGTERM, SIGINT or the end of the terminal, and stops the house in order.
  static void untilStopped(StewardHouse house) throws InterruptedException {
    untilStopped(house::close);
  }

  /// Waits for the same, and closes these one after the other. The process ends when the last has
  /// closed: what must still be done belongs among them.
  static void untilStopped(Closing... inOrder) throws InterruptedException {
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  for (Closing one : inOrder) {
                    try {
                      one.close();
                    } catch (Exception e) {
                      System.err.println("steward: " + e.getMessage());
                    }
                  }
                  stopped.countDown();
                },
                "stop"));
    stopped.await();
  }
}
