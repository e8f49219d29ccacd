package steward.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares a text with a recorded one; `-Dsteward.golden=write` records it anew.
public final class Golden {
  private Golden() {}

  public static void check(Path recorded, String text) throws IOException {
    if ("write".equals(System.getProperty("steward.golden"))) {
      Files.createDirectories(recorded.getParent());
      Files.writeString(recorded, text);
    }
    assertThat(recorded).as("recorded; -Dsteward.golden=write writes it").exists();
    assertThat(text)
        .as("%s; -Dsteward.golden=write writes it anew", recorded.getFileName())
        .isEqualTo(Files.readString(recorded));
  }
}
