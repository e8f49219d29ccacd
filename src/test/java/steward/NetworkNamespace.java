package steward;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Another network of this machine, made with `ip netns add`.
public final class NetworkNamespace {
  private static final int READ_ONLY = 0;
  private static final int NETWORK = 0x40000000;

  private NetworkNamespace() {}

  /// Does this in the network of this name: the sockets that it opens are there. A failure of the
  /// work is thrown as it is.
  public static <T> T in(String name, int secondsMax, Callable<T> work) throws Exception {
    var task =
        new FutureTask<>(() -> {
          enter(Path.of("/run/netns", name));
          return work.call();
        });
    // The thread stays there, so it is of use only once.
    Thread.ofPlatform().daemon().start(task);
    try {
      return task.get(secondsMax, TimeUnit.SECONDS);
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
