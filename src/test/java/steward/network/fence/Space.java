package steward.network.fence;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// A machine of the home of namespaces: a network of its own. The empty name is the steward's.
record Space(String name) {
  private static final int READ_ONLY = 0;
  private static final int NETWORK = 0x40000000;
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
    var task =
        new FutureTask<>(() -> {
          enter(Path.of("/run/netns", name));
          return work.call();
        });
    // The thread stays there, so it is of use only once.
    Thread.ofPlatform().daemon().start(task);
    try {
      return task.get(SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static void enter(Path space) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int file =
          (int)
              call("open", ValueLayout.ADDRESS, ValueLayout.JAVA_INT)
                  .invokeExact(arena.allocateFrom(space.toString()), READ_ONLY);
      int done =
          (int)
              call("setns", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT).invokeExact(file, NETWORK);
      int closed = (int) call("close", ValueLayout.JAVA_INT).invokeExact(file);
      if (file < 0 || done != 0 || closed != 0) throw new IOException("no way into " + space);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("restricted") // only calls of the system that take what they are given
  private static MethodHandle call(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    var shape = FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
    var function = linker.defaultLookup().find(name).orElseThrow();
    return name.equals("open")
        ? linker.downcallHandle(function, shape, Linker.Option.firstVariadicArg(2))
        : linker.downcallHandle(function, shape);
  }
}
