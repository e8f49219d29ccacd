package steward.notice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Passwords in files of their own, read each time, so that a new one counts at once.
final class Passwords {
  private static final long LENGTH_MAX = 4096;

  private Passwords() {}

  /// The first line. Blocks.
  ///
  /// @throws IOException if there is no such file, or it holds no password
  static String first(Path file) throws IOException {
    try {
      if (Files.size(file) > LENGTH_MAX)
        throw new IOException("the file " + file.getFileName() + " holds no password");
      String line =
          Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
      if (line.chars().anyMatch(c -> c < ' ' || c == 0x7f))
        throw new IOException("the file " + file.getFileName() + " holds no password");
      return line;
    } catch (IOException e) {
      throw new IOException(
          "the file " + file.getFileName() + " with the password cannot be read", e);
    }
  }
}
