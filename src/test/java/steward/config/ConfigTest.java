package steward.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import steward.value.YamlText;

class ConfigTest {
  private static final Path ROOT = Path.of(System.getProperty("steward.root", "."));

  @TempDir Path home;

  @Test
  void without_a_file_every_key_has_its_default() {
    var config = read("");

    assertThat(config.house().name()).isEqualTo("Home");
    assertThat(config.place().zone()).isEqualTo(ZoneId.systemDefault());
    assertThat(config.http().port()).isEqualTo(new Port(8887));
    assertThat(config.https().port()).isEqualTo(new Port(8888));
    assertThat(config.mqtt().port()).isEqualTo(new Port(1883));
    assertThat(config.mqtt().websocketPort().isOn()).isFalse();
    assertThat(config.mqtt().external()).isEmpty();
    assertThat(config.mqtt().anonymousOnLoopback()).isTrue();
    assertThat(config.mqtt().limits().packetBytes()).isEqualTo(2_097_152);
    assertThat(config.journal())
        .isEqualTo(new Config.JournalKept(Duration.ofDays(35), 1_000_000_000));
    assertThat(config.log().level()).isEqualTo("info");
    assertThat(config.notes()).isEmpty();
  }

  @Test
  void an_empty_file_and_one_of_comments_are_fine() throws IOException {
    for (String text : List.of("", "# nothing yet\n", "---\n", "{}")) {
      Files.writeString(home.resolve("steward.yaml"), text);
      assertThat(Config.read(home, Map.of(), List.of()).http().port()).isEqualTo(new Port(8887));
    }
  }

  @Test
  void the_command_line_wins_over_the_environment_and_that_over_the_file() {
    String file = "http.port: 1\nhttps: {port: 2}\nmqtt:\n  port: 3\n";
    var variables = Map.of("STEWARD_HTTPS_PORT", "20", "STEWARD_MQTT_PORT", "30", "PATH", "/bin");

    var config = read(file, variables, "mqtt.port = 300");

    assertThat(config.http().port()).isEqualTo(new Port(1));
    assertThat(config.https().port()).isEqualTo(new Port(20));
    assertThat(config.mqtt().port()).isEqualTo(new Port(300));
  }

  @Test
  void an_external_broker_has_its_files_in_the_home_folder() {
    var config =
        read("mqtt:\n  external: mqtts://me@broker.lan\n  external-password-file: keys/broker\n");

    var external = config.mqtt().external().orElseThrow();
    assertThat(external.broker()).isEqualTo(new Broker(true, "me", "broker.lan", 8883));
    assertThat(external.passwordFile()).contains(home.resolve("keys/broker"));
    assertThat(external.caFile()).isEmpty();
    assertThat(external.broker()).hasToString("mqtts://broker.lan:8883");
    assertThat(Broker.parse("mqtt://[::1]:1884")).contains(new Broker(false, "", "::1", 1884));
    for (String none :
        List.of(
            "broker.lan", "http://x", "mqtt://h:0", "mqtt://h:70000", "mqtt://h/x", "mqtt://")) {
      assertThat(Broker.parse(none)).as(none).isEmpty();
    }
  }

  @Test
  void a_variable_that_names_no_key_is_noted() {
    var config =
        read("", Map.of("STEWARD_HTP_PORT", "1", "STEWARD_HOME", "/x", "STEWARD_URL", "y"));

    assertThat(config.notes())
        .containsExactly(
            "the environment variable STEWARD_HTP_PORT names no key and is ignored; did you mean STEWARD_HTTP_PORT?");
  }

  @Test
  void a_wrong_variable_and_a_wrong_setting_say_where_they_are() {
    assertThatThrownBy(() ->
            read("", Map.of("STEWARD_HTTP_PORT", "many"), "log.level=loud", "x", "htp.port=1"))
        .hasMessage(
            """
            --set x: expected key=value, such as http.port=8080
            --set htp.port=1: there is no key 'htp.port'; did you mean 'http.port'?
            STEWARD_HTTP_PORT: http.port: expected a port from 1 to 65535, or 0 for any free one, got 'many'
            --set log.level=loud: log.level: expected one of error, warn, info, debug, trace, got 'loud'\
            """);
  }

  @Test
  void sizes_and_spans_are_read_as_people_write_them() {
    assertThat(read("journal: {bytes-max: 2 GiB, keep: P40D}").journal())
        .isEqualTo(new Config.JournalKept(Duration.ofDays(40), 2L << 30));
    assertThat(read("journal: {bytes-max: 20000000}").journal().bytesMax()).isEqualTo(20_000_000);
    assertThat(Kind.sizeText(1L << 20)).isEqualTo("1MiB");
    assertThat(Kind.sizeText(64_000)).isEqualTo("64KB");
    assertThat(Kind.sizeText(257)).isEqualTo("257");
    assertThat(Kind.size(0, Long.MAX_VALUE).reader().apply("999999999999GiB")).isEmpty();
  }

  @Test
  void a_file_that_is_not_text_or_far_too_long_is_refused() throws IOException {
    Files.write(home.resolve("steward.yaml"), new byte[] {'a', ':', ' ', (byte) 0xc3, (byte) 0x28});
    assertThatThrownBy(() -> Config.read(home, Map.of(), List.of()))
        .hasMessageContaining("text in UTF-8");
    Files.write(home.resolve("steward.yaml"), new byte[YamlText.LENGTH_MAX + 1]);
    assertThatThrownBy(() -> Config.read(home, Map.of(), List.of()))
        .hasMessageContaining("at most 262144");
  }

  @Test
  void no_two_keys_share_a_name_or_a_variable_and_none_is_also_a_group() {
    var seen = new HashSet<String>();
    for (Key<?> key : Keys.ALL) {
      assertThat(key.name()).matches("[a-z]+(\\.[a-z]+(-[a-z]+)*)+");
      assertThat(seen.add(key.name())).as(key.name()).isTrue();
      assertThat(seen.add(key.variable())).as(key.variable()).isTrue();
      assertThat(Keys.ALL).noneMatch(other -> other.name().startsWith(key.name() + "."));
    }
  }

  @TestFactory
  Stream<DynamicTest> every_faulty_file_is_told_as_recorded() throws IOException {
    try (var files = Files.list(ROOT.resolve("src/test/fixtures/config"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)))
          .toList()
          .stream();
    }
  }

  private void check(Path file) throws IOException {
    Files.copy(file, home.resolve("steward.yaml"), StandardCopyOption.REPLACE_EXISTING);
    var fault =
        catchThrowableOfType(Misconfigured.class, () -> Config.read(home, Map.of(), List.of()));
    assertThat(fault).as("a fault").isNotNull();
    Golden.check(Path.of(file.toString().replace(".yaml", ".txt")), fault.getMessage() + "\n");
  }

  private Config read(String file, String... settings) {
    return read(file, Map.of(), settings);
  }

  private Config read(String file, Map<String, String> variables, String... settings) {
    try {
      if (!file.isEmpty()) Files.writeString(home.resolve("steward.yaml"), file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return Config.read(home, variables, List.of(settings));
  }
}
