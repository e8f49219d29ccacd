package steward.network.fence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The way to the helper: one request a connection, over its Unix socket. Thread-safe; every call
/// blocks, for at most as long as the helper gives a request.
public final class FenceDoor implements Lookout.Teller {
  private static final int ANSWER_BYTES_MAX = 8 << 20;
  private static final int CHUNK_BYTES = 64 << 10;

  private final Path socket;

  public FenceDoor(Path socket) {
    this.socket = socket;
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
  public record State(boolean isConfirmed, String token) {
    public boolean isTrial() {
      return !token.isEmpty();
    }
  }

  public State state() throws IOException {
    String said = ask("state", List.of());
    return said.startsWith("trial ")
        ? new State(false, said.substring("trial ".length()))
        : new State(said.equals("confirmed"), "");
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
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer all = ByteBuffer.wrap(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      while (all.hasRemaining()) channel.write(all);
      byte[] answer = answer(channel);
      String begin = new String(answer, 0, Math.min(3, answer.length), StandardCharsets.UTF_8);
      byte[] rest = Arrays.copyOfRange(answer, begin.length(), answer.length);
      if (begin.equals("ok ")) return rest;
      throw new IOException(
          begin.equals("no ")
              ? new String(rest, StandardCharsets.UTF_8)
              : "the helper of the fence went away");
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
