package steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.sonoff.StockDevice;

class SonoffVerbsTest {
  private static final String WAYS =
      """
      {"model":"S20","firmware":"1.5.5","best":"stock","ways":[
       {"way":"stock","title":"Stock firmware","fits":"yes","why":"It checks nothing.","steps":["Hold the button.","Join."]},
       {"way":"lan","title":"LAN mode","fits":"no","why":"It has none.","steps":[]}],
       "advice":["Take this.","Do not pair it first."],"pairing":true}\
      """;

  @TempDir Path folder;
  private FakeSteward steward;

  @BeforeEach
  void start() throws IOException {
    steward = new FakeSteward();
    steward.on("GET /ways-out", 200, WAYS);
  }

  @AfterEach
  void stop() {
    steward.close();
  }

  @Test
  void the_way_to_take_is_shown_with_its_steps() {
    var typed = Typed.at(steward, "sonoff", "way-out", "S20", "1.5.5");
    assertThat(typed.exit()).as(typed.err()).isEqualTo(Exit.DONE.code());
    assertThat(typed.out())
        .contains("Stock firmware: yes  <- take this one", "  1. Hold the button.", "LAN mode: no")
        .endsWith("Do not pair it first.\n");
    assertThat(Typed.at(steward, "sonoff", "pair").out()).contains("2. Join.");
  }

  @Test
  void a_unit_at_its_access_point_is_told_the_house() throws Exception {
    try (var unit =
        new StockDevice("127.0.9.31", "1000db11bb", "4b1f7a0e-3c55-4a70", "1.5.5", 60_000)) {
      unit.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      InputStream before = System.in;
      System.setIn(new ByteArrayInputStream("open sesame\n".getBytes(StandardCharsets.UTF_8)));
      Typed typed;
      try {
        typed =
            Typed.at(
                steward,
                "sonoff",
                "pair",
                "--now",
                "--house",
                "127.0.0.1:8444",
                "--ssid",
                "Home",
                "--password",
                "-",
                "--at",
                "127.0.9.31:" + unit.port());
      } finally {
        System.setIn(before);
      }
      assertThat(typed.exit()).as(typed.err()).isEqualTo(Exit.DONE.code());
      assertThat(typed.out()).contains("1000db11bb", "4b1f7a0e-3c55-4a70").doesNotContain("sesame");
      assertThat(steward.asked()).isEmpty();
    }
  }

  @Test
  void an_image_is_handed_in_by_parts_and_watched_to_its_end() throws IOException {
    Path image = folder.resolve("image.bin");
    Files.write(image, new byte[100_000]);
    steward.on("PUT /things/plug/flash", 200, "{\"length\":1}");
    String flash =
        "{\"thing\":\"plug\",\"stage\":\"taken\",\"sentence\":\"it loaded all\",\"sha256\":\"ab\","
            + "\"length\":100000,\"loaded\":100000,\"over\":true,\"since\":\"2026-11-22T08:00:00Z\"}";
    steward.on("POST /things/plug/flash", 202, flash);
    steward.on("GET /things/plug/flash", 200, flash);
    var typed = Typed.at(steward, "sonoff", "flash", "plug", image.toString(), "--yes");
    assertThat(typed.exit()).as(typed.err()).isEqualTo(Exit.DONE.code());
    assertThat(typed.out()).contains("it loaded all");
    assertThat(typed.err()).contains("SHA-256", "cannot be brought back");
    assertThat(steward.asked().stream().filter(one -> one.startsWith("PUT"))).hasSize(3);
    var wrong =
        Typed.at(steward, "sonoff", "flash", "plug", image.toString(), "--yes", "--sha256", "ab");
    assertThat(wrong.exit()).isEqualTo(Exit.USAGE.code());
    assertThat(wrong.err()).contains("not the one given");
  }
}
