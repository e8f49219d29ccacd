package steward.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Where a prompt's commands come from.
interface Lines {

  /// The next line, or empty at the end.
  Optional<String> next() throws IOException, InterruptedException;

  /// Lines that a program sends: no echo and no prompt.
  record Piped(InputStream in) implements Lines {
    @Override
    public Optional<String> next() throws IOException {
      var bytes = new ByteArrayOutputStream();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) return bytes.size() == 0 ? Optional.empty() : Optional.of(bytes.toString(UTF_8));
        // One more than is allowed, so that the limit is told and not met by half a line.
        if (bytes.size() <= Conversation.LINE_LENGTH_MAX) bytes.write(c);
      }
      return Optional.of(bytes.toString(UTF_8));
    }
  }
}
