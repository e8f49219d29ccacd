package steward.netd;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/// The program: `Netd SOCKET USER FOLDER DNSMASQ-USER`. A request is a line with a verb, the rows
/// of a plan where one belongs to it, and a line with a dot, then the end. The answer is `ok …` or
/// `no SENTENCE`, what was asked for, and the end of the connection. One at a time, from USER or
/// root alone.
public final class Netd {
  private static final int REQUEST_SECONDS = 10;
  private static final int REQUEST_BYTES_MAX = 1 << 20;

  private final Trial trial;
  private final Ways ways;

  private Netd(Path folder, String user, ScheduledExecutorService timers) throws IOException {
    var machine = new Machine(folder, user);
    trial = new Trial(folder, machine, timers);
    ways = new Ways(folder, machine, timers);
  }

  public static void main(String[] arguments) throws IOException {
    var users = FileSystems.getDefault().getUserPrincipalLookupService();
    List<UserPrincipal> may =
        List.of(users.lookupPrincipalByName(arguments[1]), users.lookupPrincipalByName("root"));
    Path socket = Path.of(arguments[0]);
    ScheduledExecutorService timers = Executors.newScheduledThreadPool(2);
    var netd = new Netd(Path.of(arguments[2]), arguments[3], timers);
    Files.deleteIfExists(socket);
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
      System.out.println("ready");
      while (server.isOpen()) {
        try (SocketChannel peer = server.accept()) {
          var late = timers.schedule(() -> close(peer), REQUEST_SECONDS, TimeUnit.SECONDS);
          if (may.contains(peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user()))
            netd.hear(peer);
          late.cancel(false);
        } catch (IOException e) {
          System.err.println(e.getMessage());
        }
      }
    } catch (Throwable e) {
      // Whoever starts us does so again; one that only seems to be there helps nobody.
      System.err.println(e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static void close(SocketChannel peer) {
    try {
      peer.close();
    } catch (IOException _) {
      // It is closed already.
    }
  }

  private void hear(SocketChannel peer) throws IOException {
    try (var out = Channels.newOutputStream(peer)) {
      try {
        byte[] all = Channels.newInputStream(peer).readNBytes(REQUEST_BYTES_MAX);
        var lines = new ArrayList<>(new String(all, StandardCharsets.US_ASCII).lines().toList());
        if (lines.isEmpty() || !lines.removeLast().equals("."))
          throw new IOException("the request does not end");
        String[] words = lines.removeFirst().split(" ", -1);
        boolean flows = words[0].equals("flows");
        InputStream answer =
            flows ? Trial.said("") : answer(words[0], words.length > 1 ? words[1] : "", lines);
        out.write("ok ".getBytes(StandardCharsets.US_ASCII));
        answer.transferTo(out);
        // Too much to be kept here: it goes through.
        if (flows) Command.run(trial.flows(), out, "nft", "-j", "-i");
      } catch (RuntimeException | IOException e) {
        out.write(("no " + e.getMessage()).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private InputStream answer(String verb, String word, List<String> rows) throws IOException {
    return switch (verb) {
      case "check" -> Trial.check(plan(rows));
      case "apply" -> trial.apply(plan(rows), rows, whole(word, 5, 600));
      case "change" -> trial.change(rows);
      case "confirm" -> trial.confirm(word);
      case "back" -> trial.back(word);
      case "again" -> trial.again();
      case "close" -> trial.close();
      case "wifi", "tunnel" -> ways.put(verb, rows);
      case "visible" -> ways.visible(whole(word, 0, 3_600));
      case "peers" -> ways.peers();
      case "window", "learn", "cut" ->
          trial.timed(verb, word, rows.isEmpty() ? 1 : whole(rows.getFirst(), 1, 86_400));
      case "state" -> trial.state();
      case "leases" -> trial.read("leases", 0);
      case "names" -> trial.read("names.log", whole(word, 0, Integer.MAX_VALUE));
      default -> throw new IllegalArgumentException("there is no such verb");
    };
  }

  private static Plan plan(List<String> rows) {
    return Plan.of("fence", rows, Machine::has);
  }

  private static int whole(String word, int min, int max) {
    int number = word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : -1;
    if (number >= min && number <= max) return number;
    throw new IllegalArgumentException("expected a number from " + min + " to " + max);
  }
}
