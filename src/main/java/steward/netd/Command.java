package steward.netd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end: it has so long, and its end is looked at. One that was killed,
/// such as for want of memory, says nothing and has done nothing.
final class Command {
  private static final int SAID_MAX = 300;
  private static final int SECONDS_MAX = 30;
  private static final int SIGNALS = 128;

  private Command() {}

  /// The beginning of what a program says.
  private static final class First extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] all, int from, int length) {
      super.write(all, from, Math.min(length, SAID_MAX - size()));
    }

    String text() {
      return toString(StandardCharsets.UTF_8).strip();
    }
  }

  /// Runs a program with this text as its input, and passes on what it says.
  ///
  /// @return its exit code
  /// @throws IOException where a signal or its time ended it
  static int run(String text, OutputStream to, String... command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Nothing of whoever started us, such as a folder for nft's history.
    builder.environment().keySet().retainAll(List.of("PATH"));
    Process process = builder.start();
    var _ =
        process
            .onExit()
            .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
            .exceptionally(_ -> process.destroyForcibly());
    // It may say much before it has heard all.
    Thread.ofPlatform().daemon().start(() -> tell(process, text));
    try (InputStream said = process.getInputStream()) {
      said.transferTo(to);
    }
    int code = process.onExit().join().exitValue();
    if (code > SIGNALS) throw new IOException(command[0] + ": ended by signal " + (code - SIGNALS));
    return code;
  }

  private static void tell(Process process, String text) {
    try (Writer in = process.outputWriter(StandardCharsets.US_ASCII)) {
      in.write(text);
    } catch (IOException _) {
      // It ended before it heard all, and its exit code tells so.
    }
  }

  /// What it says, shortened; its failure is an answer.
  static String said(String text, String... command) throws IOException {
    var first = new First();
    run(text, first, command);
    return first.text();
  }

  /// Runs one that has nothing to say unless it fails.
  static void silent(String text, String... command) throws IOException {
    var first = new First();
    int code = run(text, first, command);
    if (!first.text().isEmpty()) throw new IOException(command[0] + ": " + first.text());
    if (code != 0) throw new IOException(command[0] + ": ended with " + code);
  }

  /// All rules of a text, or none of them.
  static void rules(String text) throws IOException {
    silent(text, "nft", "-f", "-");
  }

  /// Changes interfaces line by line; what cannot be done is left out.
  static void links(String text) throws IOException {
    said(text, "ip", "-force", "-batch", "-");
  }
}
