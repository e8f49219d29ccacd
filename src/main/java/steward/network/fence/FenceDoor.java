package steward.network.fence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The way to the helper: one request a connection, over its Unix socket. Thread-safe; every call
/// blocks, for half a minute at most.
public final class FenceDoor implements Lookout.Teller {
  private static final int ANSWER_BYTES_MAX = 32 << 20;
  private static final int CHUNK_BYTES = 64 << 10;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path socket;
  private final Duration limit;

  /// The helper's word that it did not do it.
  public static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    Refusal(String sentence) {
      super(sentence);
    }
  }

  public FenceDoor(Path socket) {
    this(socket, LIMIT);
  }

  /// @param limit after which a helper that says nothing is given up
  FenceDoor(Path socket, Duration limit) {
    this.socket = socket;
    this.limit = limit;
  }

  /// Whether there is a helper at all.
  public boolean isThere() {
    return Files.exists(socket);
  }

  /// Whether the kernel would take this plan; changes nothing.
  ///
  /// @throws IOException with the helper's sentence, as of every call here
  public void check(FencePlan plan) throws IOException {
    ask("check", plan.rows());
  }

  /// Puts a plan in force for a time. Unless it is confirmed within it, the old one comes back.
  ///
  /// @param within 5 s to 10 min
  /// @return the word that confirms it
  public String apply(FencePlan plan, Duration within) throws IOException {
    return ask("apply " + within.toSeconds(), plan.rows());
  }

  public void confirm(String token) throws IOException {
    ask("confirm " + token, List.of());
  }

  /// Puts the old plan back at once.
  public void back(String token) throws IOException {
    ask("back " + token, List.of());
  }

  /// Changes things, lanes and names without a trial; refused where the ground differs.
  public void change(FencePlan plan) throws IOException {
    ask("change", plan.rows());
  }

  /// Takes the fence down to one rule: nothing passes to or from the things.
  public void close() throws IOException {
    ask("close", List.of());
  }

  /// What is done to one thing for a time; it ends by itself in the kernel, whoever still runs.
  public enum Timed {
    /// Its lanes that are open only while it is brought in.
    WINDOW,
    /// All of the Internet over IPv4, to see what it wants; never the home network.
    LEARN,
    /// None of its lanes to the Internet.
    CUT;

    private String verb() {
      return switch (this) {
        case WINDOW -> "window";
        case LEARN -> "learn";
        case CUT -> "cut";
      };
    }
  }

  /// @param time 1 s to 24 h
  public void begin(Timed what, String thing, Duration time) throws IOException {
    ask(what.verb() + " " + thing, List.of(Long.toString(time.toSeconds())));
  }

  public void end(Timed what, String thing) throws IOException {
    ask(what.verb() + " " + thing, List.of());
  }

  /// What holds.
  ///
  /// @param token the word for which a trial waits, or empty
  /// @param isChanged whether somebody else changed the tables in the kernel since the helper did;
  ///   [#again] puts them back
  /// @param fault why the plan that was kept is not in force, so that nothing passes; or empty
  /// @param stopped programs that should run and do not, such as `wifi`
  public record State(
      boolean isConfirmed, String token, boolean isChanged, String fault, List<String> stopped) {
    public State {
      stopped = List.copyOf(stopped);
    }

    public boolean isTrial() {
      return !token.isEmpty();
    }

    static State read(String said) {
      List<String> lines = said.lines().toList();
      String first = lines.isEmpty() ? "" : lines.getFirst();
      return new State(
          first.equals("confirmed"),
          first.startsWith("trial ") ? first.substring("trial ".length()) : "",
          lines.contains("changed"),
          all(lines, "fault ").findFirst().orElse(""),
          all(lines, "stopped ").toList());
    }

    private static Stream<String> all(List<String> lines, String head) {
      return lines.stream()
          .filter(line -> line.startsWith(head))
          .map(l -> l.substring(head.length()));
    }
  }

  public State state() throws IOException {
    return State.read(ask("state", List.of()));
  }

  /// Puts the plan that holds in force once more, such as after somebody else changed it. What was
  /// learnt stays.
  public void again() throws IOException {
    ask("again", List.of());
  }

  /// The two other ways in that the helper keeps.
  public enum Way {
    /// The radio of the things.
    WIFI,
    /// The tunnel of people who are elsewhere.
    TUNNEL
  }

  /// Puts these rows in force, at once; without any the way is off.
  public void way(Way way, List<String> rows) throws IOException {
    ask(
        switch (way) {
          case WIFI -> "wifi";
          case TUNNEL -> "tunnel";
        },
        rows);
  }

  /// Shows the name of the radio for a time, or hides it at once; it ends by itself.
  ///
  /// @param time up to an hour; zero hides
  public void visible(Duration time) throws IOException {
    ask("visible " + time.toSeconds(), List.of());
  }

  /// The peers of the tunnel in the lines of `wg show`: first the second of the epoch in which each
  /// was heard, then the bytes that came and went.
  public List<String> peers() throws IOException {
    return ask("peers", List.of()).lines().toList();
  }

  /// What passed and what was refused since the fence stands.
  @Override
  public Flows flows() throws IOException {
    return Flows.read(ask("flows", List.of()));
  }

  /// The addresses that stations have been given, in dnsmasq's lines: until, hardware, address,
  /// name, client.
  @Override
  public List<String> leases() throws IOException {
    return ask("leases", List.of()).lines().toList();
  }

  /// What names were asked for, in dnsmasq's lines.
  ///
  /// @param from how many bytes were read before
  /// @return a character for each byte
  @Override
  public String names(int from) throws IOException {
    return new String(bytes("names " + from, List.of()), StandardCharsets.ISO_8859_1);
  }

  private String ask(String verb, List<String> rows) throws IOException {
    return new String(bytes(verb, rows), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String verb, List<String> rows) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(verb);
    lines.addAll(rows);
    lines.add(".\n");
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return bytes(channel, lines);
    }
  }

  private byte[] bytes(SocketChannel channel, List<String> lines) throws IOException {
    var over = CompletableFuture.runAsync(() -> end(channel), after(limit));
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer all = ByteBuffer.wrap(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      while (all.hasRemaining()) channel.write(all);
      channel.shutdownOutput();
      byte[] answer = answer(channel);
      String begin = new String(answer, 0, Math.min(3, answer.length), StandardCharsets.UTF_8);
      byte[] rest = Arrays.copyOfRange(answer, begin.length(), answer.length);
      if (begin.equals("ok ")) return rest;
      if (begin.equals("no ")) throw new Refusal(new String(rest, StandardCharsets.UTF_8));
      throw new IOException("the helper of the fence went away");
    } catch (AsynchronousCloseException e) {
      throw new IOException("no answer within " + limit.toSeconds() + " s", e);
    } finally {
      over.cancel(false);
    }
  }

  private static Executor after(Duration time) {
    return CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void end(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // Whoever waits for it hears that it is closed.
    }
  }

  private static byte[] answer(SocketChannel channel) throws IOException {
    var answer = new ByteArrayOutputStream();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    while (channel.read(chunk) >= 0) {
      answer.write(chunk.array(), 0, chunk.position());
      chunk.clear();
      if (answer.size() > ANSWER_BYTES_MAX) throw new IOException("the answer does not end");
    }
    return answer.toByteArray();
  }
}
