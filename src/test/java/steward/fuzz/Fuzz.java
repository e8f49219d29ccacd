package steward.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Jazzer calls: the target that the system property `steward.fuzz` names. As a program of its
/// own, with a target and a folder, it lays the target's seeds there; without, it lists the
/// targets.
public final class Fuzz {
  private static FuzzTarget target = Targets.all().getFirst();

  private Fuzz() {}

  public static void fuzzerInitialize() {
    target = Targets.named(System.getProperty("steward.fuzz", ""));
    // Loads what they need, which takes long in an instrumented program.
    target.seeds().forEach(target::take);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    target.take(input);
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      Targets.names().forEach(System.out::println);
      return;
    }
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    int number = 0;
    for (byte[] seed : Targets.named(arguments[0]).seeds())
      Files.write(folder.resolve("seed-" + number++), seed);
  }
}
