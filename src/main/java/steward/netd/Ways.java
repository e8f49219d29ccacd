package steward.netd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The two other ways in: the radio of the things (`wifi`) and the tunnel of people (`tunnel`).
/// Neither takes anything from whoever is at home, so a plan of them holds at once and needs no
/// trial. Thread-safe.
final class Ways {
  private static final int TEND_SECONDS = 10;
  private static final int TRIES = 100;

  private final Path folder;
  private final Machine machine;
  private final ScheduledExecutorService timers;
  private final Map<String, Plan> holds = new TreeMap<>();
  private Optional<ScheduledFuture<?>> hiding = Optional.empty();

  Ways(Path folder, Machine machine, ScheduledExecutorService timers) {
    this.folder = folder;
    this.machine = machine;
    this.timers = timers;
    for (String way : List.of("wifi", "tunnel")) {
      try {
        Path kept = kept(way);
        if (Files.exists(kept)) hold(way, Plan.of(way, Files.readAllLines(kept), _ -> true));
      } catch (IOException | RuntimeException e) {
        System.err.println("the " + way + " is off: " + e.getMessage());
      }
    }
    var _ = timers.scheduleWithFixedDelay(this::tend, TEND_SECONDS, TEND_SECONDS, TimeUnit.SECONDS);
  }

  private Path kept(String way) {
    return folder.resolve(way + ".plan");
  }

  private synchronized void tend() {
    holds.forEach((way, plan) -> {
      try {
        // What failed before, such as taking a key away, is tried until it succeeds.
        force(way, plan);
      } catch (IOException | RuntimeException e) {
        System.err.println(e.getMessage());
      }
    });
  }

  /// Puts these rows in force; without any the way is off.
  synchronized InputStream put(String way, List<String> rows) throws IOException {
    if (rows.isEmpty()) return off(way);
    Plan plan = Plan.of(way, rows, Machine::isSpare);
    Trial.keep(kept(way), rows);
    hold(way, plan);
    return Trial.said("");
  }

  private void hold(String way, Plan plan) throws IOException {
    holds.put(way, plan);
    force(way, plan);
  }

  private InputStream off(String way) throws IOException {
    Plan old = holds.remove(way);
    Files.deleteIfExists(kept(way));
    machine.end(way);
    if (old != null && way.equals("tunnel")) gone(old.value(way, "interface"));
    return Trial.said("");
  }

  private static void gone(String network) throws IOException {
    Command.said("", "ip", "link", "del", network);
    if (Machine.has(network)) throw new IOException(network + " does not go away");
  }

  private void force(String way, Plan plan) throws IOException {
    String network = plan.value(way, "interface");
    if (way.equals("wifi")) {
      machine.serve(way, plan);
      Machine.open(way, plan);
      return;
    }
    Command.rules(Template.of("tunnel.nft", plan));
    Machine.open(way, plan);
    if (!Machine.has(network)) {
      // A kernel without WireGuard: a program does the same.
      machine.serve(way, plan);
      for (int i = 0; i < TRIES && !Machine.has(network); i++) LockSupport.parkNanos(20_000_000);
      Machine.open(way, plan);
    }
    String conf = Template.of("tunnel.wg", plan);
    Command.silent(conf, "wg", "syncconf", network, "/dev/stdin");
  }

  /// Shows the name of the radio for so long, or hides it at once; it starts hidden.
  synchronized InputStream visible(int seconds) throws IOException {
    hiding.ifPresent(old -> old.cancel(false));
    beacon(seconds > 0 ? 0 : 1);
    if (seconds > 0) hiding = Optional.of(timers.schedule(this::hide, seconds, TimeUnit.SECONDS));
    return Trial.said("");
  }

  private synchronized void hide() {
    try {
      beacon(1);
    } catch (IOException | RuntimeException e) {
      // Started again, it is hidden.
      System.err.println("the radio's name is hidden by a new start: " + e.getMessage());
      machine.end("wifi");
      tend();
    }
  }

  private void beacon(int hidden) throws IOException {
    Plan wifi = Optional.ofNullable(holds.get("wifi")).orElseThrow(Trial::unknown);
    for (String word : List.of("set ignore_broadcast_ssid " + hidden, "update_beacon")) {
      var command = new ArrayList<>(List.of("hostapd_cli", "-p", "" + folder.resolve("hostapd")));
      command.addAll(List.of("-i", wifi.value("wifi", "interface")));
      command.addAll(List.of(word.split(" ", -1)));
      String said = Command.said("", command.toArray(String[]::new));
      if (!said.equals("OK")) throw new IOException("hostapd: " + said);
    }
  }

  /// When each peer of the tunnel was heard, and how many bytes came and went; no secrets.
  synchronized InputStream peers() throws IOException {
    Plan tunnel = Optional.ofNullable(holds.get("tunnel")).orElseThrow(Trial::unknown);
    String network = tunnel.value("tunnel", "interface");
    var all = new ByteArrayOutputStream();
    for (String what : List.of("latest-handshakes", "transfer"))
      Command.run("", all, "wg", "show", network, what);
    return new ByteArrayInputStream(all.toByteArray());
  }
}
