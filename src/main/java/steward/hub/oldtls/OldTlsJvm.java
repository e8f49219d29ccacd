package steward.hub.oldtls;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/// Starts a program of `steward.oldtls` in a small Java machine.
public final class OldTlsJvm {
  private OldTlsJvm() {}

  /// @return not begun yet; its error output is its own
  public static ProcessBuilder of(Class<?> main, List<String> arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=16m",
                "-cp",
                program(main),
                main.getName()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    // Whatever was meant for the house, such as a token, is none of its business.
    builder.environment().clear();
    return builder;
  }

  /// The jar or folder that it is in.
  private static String program(Class<?> main) throws IOException {
    try {
      CodeSource source = main.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IOException("the program does not know where it is", e);
    }
  }
}
