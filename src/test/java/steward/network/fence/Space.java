package steward.network.fence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import steward.NetworkNamespace;

/// A machine of the home of namespaces: a network of its own. The empty name is the steward's.
record Space(String name) {
  private static final int SECONDS_MAX = 60;

  /// Runs a program there; what it said. A failure is one.
  String run(String command) throws IOException, InterruptedException {
    String said = tried(command);
    if (said.startsWith("failed: ")) throw new IOException(name + ": " + command + ": " + said);
    return said;
  }

  /// The same, where a failure is an answer.
  String tried(String command) throws IOException, InterruptedException {
    var words = new ArrayList<String>();
    if (!name.isEmpty()) words.addAll(List.of("ip", "netns", "exec", name));
    words.addAll(List.of("sh", "-c", command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) throw new IOException(command);
    return process.exitValue() == 0 ? said : "failed: " + said;
  }

  /// Starts a program there that goes on.
  Process start(String... command) throws IOException {
    var words = new ArrayList<String>();
    if (!name.isEmpty()) words.addAll(List.of("ip", "netns", "exec", name));
    words.addAll(List.of(command));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Does this there: the sockets that it opens are that machine's.
  <T> T there(Callable<T> work) throws Exception {
    if (name.isEmpty()) return work.call();
    return NetworkNamespace.in(name, SECONDS_MAX, work);
  }
}
