package steward.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the performance command computes, apart from how fast anything is.
final class BenchTest {
  private static final String COMMAND =
      "/opt/jdk/bin/java -Xmx128m -XX:AOTCache=/opt/x.aot -jar /opt/s.jar";

  @Test
  void each_thing_is_the_target_of_one_rule() {
    Set<Integer> targets =
        IntStream.range(0, 100).mapToObj(Scenario.USUAL::target).collect(Collectors.toSet());
    assertThat(targets).hasSize(100);
    assertThat(Scenario.USUAL.target(0)).isEqualTo(37);
    assertThat(Scenario.USUAL.command(99)).isEqualTo("cmnd/dev0099/POWER");
  }

  @Test
  void a_message_carries_another_number_each_time() {
    var message = new Message("tele/x/SENSOR", "{\"Power\":" + Message.NUMBER + "}");
    assertThat(text(message.numbered(42))).endsWith("{\"Power\":100042}");
    assertThat(text(message.numbered(900_001))).endsWith("{\"Power\":100001}");
    assertThat(text(new Message("a", "ON").numbered(7))).endsWith("ON");
  }

  @Test
  void a_long_packet_has_a_length_of_two_bytes() {
    byte[] packet = MqttBytes.publish("t", "x".repeat(200));
    assertThat(packet).hasSize(206).startsWith(0x30, 0xCB, 0x01, 0, 1, 't');
  }

  @Test
  void quantiles_are_of_the_sorted_samples() {
    var samples = new Samples();
    assertThat(samples.quantile(0.5)).isZero();
    for (int i = 100; i > 0; i--) samples.add(i);
    assertThat(samples.quantile(0.5)).isEqualTo(50);
    assertThat(samples.quantile(0.99)).isEqualTo(99);
    assertThat(samples.quantile(1)).isEqualTo(100);
  }

  @Test
  void the_noise_is_what_others_and_the_hypervisor_used() {
    var begin = new Noise.Mark(0, new Machine.Processors(100, 5), 10);
    var end = new Noise.Mark(2_000_000_000L, new Machine.Processors(103, 5.5), 12);
    assertThat(begin.until(end)).isEqualTo(new Noise(25, 50));
  }

  @Test
  void the_launchers_command_is_taken_apart() {
    var java = JavaCommand.of(COMMAND + " run");
    assertThat(java.cache()).contains("-XX:AOTCache=/opt/x.aot");
    assertThat(java.withoutCache().steward(List.of("run", "--home", "h")))
        .containsExactly(
            "/opt/jdk/bin/java", "-Xmx128m", "-jar", "/opt/s.jar", "run", "--home", "h");
    assertThatThrownBy(() -> JavaCommand.of(COMMAND))
        .hasMessageContaining("JAVA FLAGS -jar JAR run");
  }

  @Test
  void unknown_options_and_parts_are_refused() {
    assertThatThrownBy(() -> Options.of(new String[] {"--fast"})).hasMessageContaining("--fast");
    assertThatThrownBy(() -> Options.of(new String[] {"--only", "luck"}))
        .hasMessageContaining("luck");
    var options =
        Options.of(new String[] {"--quick", "--only", "max,disk", "--java", COMMAND + " run"});
    assertThat(options.parts()).containsExactlyInAnyOrder(Options.Part.MAX, Options.Part.DISK);
  }

  @Test
  void commands_late_or_missing_are_counted_once() {
    var awaited = new Awaited();
    for (long due = 1; due <= 4; due++) assertThat(awaited.add(due)).isTrue();
    assertThat(awaited.first()).isEqualTo(1);
    awaited.drop();
    assertThat(awaited.count()).isEqualTo(3);
    assertThat(awaited.countSince(3)).isEqualTo(2);
  }

  @Test
  void every_trigger_is_answered_through_a_bare_broker(@TempDir Path folder) throws IOException {
    try (var processes = new Processes()) {
      var mosquitto = Mosquitto.start(processes, Scenario.USUAL, folder);
      assumeTrue(mosquitto.isPresent(), "mosquitto is not installed");
      try (Mosquitto broker = mosquitto.get()) {
        var load = new TimeTable.Load(400, Duration.ofMillis(200), Duration.ofSeconds(1));
        var twoHops =
            TimeTable.run(processes, Scenario.USUAL, broker.port, broker.pid(), load, false);
        var oneHop =
            TimeTable.run(processes, Scenario.USUAL, broker.port, broker.pid(), load, true);
        for (LoadFigures figures : List.of(twoHops, oneHop)) {
          assertThat(figures.lostShare()).isZero();
          assertThat(figures.notSent()).isZero();
          assertThat(figures.unexpected()).isZero();
          assertThat(figures.all().p50()).isPositive().isLessThanOrEqualTo(figures.all().max());
        }
      }
    }
  }

  private static String text(ByteBuffer packet) {
    return StandardCharsets.ISO_8859_1.decode(packet).toString();
  }
}
