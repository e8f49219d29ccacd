package steward.hub;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import steward.discovery.DiscoveryInbox.Naming;
import steward.sim.kasa.KasaDevice;
import steward.sim.kasa.KasaModel;
import steward.thing.Binding;

/// How much a house of many polled things costs, and how soon a command's outcome is known after
/// the thing's own report. No test: run by hand, the devices in a process of their own.
///
/// `PolledBench devices COUNT` prints one line `MAC ADDRESS PORT` for each and stays; `PolledBench
/// house FOLDER SECONDS < LINES` runs a house over them and prints the figures.
final class PolledBench {
  private static final int COMMANDS = 100;

  private PolledBench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("devices")) devices(Integer.parseInt(arguments[1]));
    else house(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
  }

  private static void devices(int count) throws Exception {
    Vertx vertx = Vertx.vertx();
    for (int i = 0; i < count; i++) {
      String address = "127.1." + i / 200 + "." + (i % 200 + 1);
      String mac = String.format(Locale.ROOT, "A0F1B2%06X", i);
      var plug =
          new KasaDevice(
              vertx, address, KasaModel.HS110_NEW, mac, "Plug " + i, KasaDevice.Ports.FREE);
      plug.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      System.out.println(mac + " " + address + " " + plug.port());
    }
    System.out.println("ready");
    Thread.currentThread().join();
  }

  private static void house(Path folder, int seconds) throws Exception {
    try (var in = new java.util.Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
        RunningHouse house = RunningHouse.on(folder)) {
      var ids = new ArrayList<String>();
      while (in.hasNextLine()) {
        String[] line = in.nextLine().split(" ", -1);
        if (line.length < 3) break;
        String id = "plug-" + ids.size();
        var binding = Binding.of("kasa", "mac", line[0], "host", line[1], "port", line[2]);
        house.house.inbox().byHand(binding, new Naming(id, id, "Hall"), "local").join();
        ids.add(id);
      }
      // Descriptions come, and links are made anew with them; and the compiler of the JVM is done.
      pass(180);
      measure(house, ids, seconds);
    }
  }

  private static void measure(RunningHouse house, List<String> ids, int seconds) throws Exception {
    double before = cpuSeconds();
    pass(seconds);
    double used = cpuSeconds() - before;
    System.out.printf(
        Locale.ROOT, "%d things: %.1f %% of one core%n", ids.size(), 100 * used / seconds);
    var millis = new double[COMMANDS];
    var behind = new double[COMMANDS];
    for (int i = 0; i < COMMANDS; i++) {
      String id = ids.get(i * 7 % ids.size());
      String to = i / ids.size() % 2 == 0 ? "on" : "off";
      long begin = System.nanoTime();
      var reply =
          house.ask(
              "POST",
              "/things/" + id + "/perform?wait=10s",
              "{\"action\":\"turn\",\"to\":\"" + to + "\"}");
      millis[i] = (System.nanoTime() - begin) / 1e6;
      behind[i] = behind(house, id, Instant.parse(reply.json().get("since").text()));
      if (i < 3) System.out.println(reply.text());
    }
    Arrays.sort(millis);
    Arrays.sort(behind);
    System.out.printf(
        Locale.ROOT,
        "outcome behind the thing's own report: p50 %.0f ms, p99 %.0f ms%n",
        behind[COMMANDS / 2],
        behind[COMMANDS * 99 / 100]);
    System.out.printf(
        Locale.ROOT,
        "command to final outcome: p50 %.0f ms, p99 %.0f ms%n",
        millis[COMMANDS / 2],
        millis[COMMANDS * 99 / 100]);
  }

  /// How long before its outcome the thing's last word came.
  private static double behind(RunningHouse house, String id, Instant outcome) {
    return house.get("/things/" + id + "/messages").json().get("items").items().stream()
        .filter(message -> message.get("direction").text().equals("in"))
        .map(message -> Instant.parse(message.get("at").text()))
        .filter(at -> !at.isAfter(outcome))
        .findFirst()
        .map(at -> Duration.between(at, outcome).toNanos() / 1e6)
        .orElse(Double.NaN);
  }

  private static void pass(int seconds) throws InterruptedException {
    var _ = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
  }

  private static double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }
}
