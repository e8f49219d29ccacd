package steward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.value.Bytes;

class ServerKeysTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path home;

  @Test
  void the_first_start_makes_keys_that_the_second_finds() throws IOException {
    var first = ServerKeys.open(home, NOON);
    var second = ServerKeys.open(home, NOON.plus(Duration.ofDays(300)));

    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(second.authority()).isEqualTo(first.authority());
    assertThat(ServerKeys.recorded(home)).contains(first.fingerprint().sha256());
    assertThat(Files.readString(home.resolve("server-ca.crt"))).doesNotContain("PRIVATE");
  }

  @Test
  void nobody_else_can_read_the_keys() throws IOException {
    ServerKeys.open(home, NOON);
    Path key = home.resolve("keys/server.pem");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    ServerKeys.open(home, NOON);

    assertThat(mode(home.resolve("keys"))).isEqualTo("rwx------");
    assertThat(mode(home.resolve("keys/server-ca.pem"))).isEqualTo("rw-------");
    assertThat(mode(key)).isEqualTo("rw-------");
    try (var files = Files.list(home.resolve("keys"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("server-ca.pem", "server.pem", "nameless.pem");
    }
  }

  @Test
  void a_certificate_near_its_end_is_made_anew_by_the_same_authority() throws IOException {
    var first = ServerKeys.open(home, NOON);
    Instant late = first.certificate().getNotAfter().toInstant().minus(Duration.ofDays(29));
    var renewed = ServerKeys.open(home, late);

    assertThat(renewed.authority()).isEqualTo(first.authority());
    assertThat(renewed.fingerprint()).isNotEqualTo(first.fingerprint());
    assertThat(renewed.certificate().getNotAfter().toInstant())
        .isAfter(late.plus(Duration.ofDays(390)));
    assertThat(ServerKeys.recorded(home)).contains(renewed.fingerprint().sha256());
  }

  @Test
  void a_certificate_is_renewed_at_three_fifths_of_its_life_over_the_same_key() throws IOException {
    var keys = ServerKeys.open(home, NOON);
    var before = keys.certificate();
    Instant from = before.getNotBefore().toInstant();

    assertThat(Duration.between(from, before.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(397));
    assertThat(keys.renewIfDue(from.plus(Duration.ofDays(238)))).isEmpty();
    var renewed = keys.renewIfDue(from.plus(Duration.ofDays(239))).orElseThrow();

    assertThat(renewed.why()).contains("three fifths");
    assertThat(keys.certificate()).isNotEqualTo(before);
    assertThat(keys.pin()).isEqualTo(Fingerprint.pin(before));
    assertThat(ServerKeys.recorded(home)).contains(keys.fingerprint().sha256());
    assertThat(ServerKeys.open(home, NOON).certificate()).isEqualTo(keys.certificate());
    assertThat(keys.renewIfDue(from.plus(Duration.ofDays(240)))).isEmpty();
  }

  @Test
  void a_new_address_or_name_of_the_machine_makes_a_new_certificate_a_lost_one_does_not()
      throws IOException {
    var keys = ServerKeys.open(home, NOON);
    String host = MachineNames.hostName();
    var more = MachineNames.of(host, List.of("nas.home.arpa"), List.of("192.168.7.7", "fd00::7"));
    keys.renewIfDue(NOON, MachineNames.of(host, List.of(), List.of()));

    assertThat(keys.renewIfDue(NOON, more).orElseThrow().why())
        .contains("192.168.7.7", "fd00:0:0:0:0:0:0:7", "nas.home.arpa");
    assertThat(keys.names()).contains("192.168.7.7", "nas.home.arpa", "steward.local", "localhost");
    assertThat(keys.renewIfDue(NOON, more)).isEmpty();
    assertThat(keys.renewIfDue(NOON, MachineNames.of(host, List.of(), List.of()))).isEmpty();
  }

  @Test
  void what_the_authority_may_not_vouch_for_stays_out_of_the_certificate() throws IOException {
    ServerKeys.open(home, NOON);
    var keys = ServerKeys.open(home, NOON, List.of("house.example.org", "nas.home.arpa"));
    var public_ = MachineNames.of("x", List.of("house.example.org"), List.of("8.8.8.8"));

    assertThat(keys.renewIfDue(NOON).orElseThrow().why()).contains("nas.home.arpa");
    assertThat(keys.leftOut()).containsExactly("house.example.org");
    keys.renewIfDue(NOON, public_);
    assertThat(keys.names()).doesNotContain("house.example.org", "8.8.8.8", "x");
    Path other = home.resolve("other");
    assertThat(ServerKeys.open(other, NOON, List.of("house.example.org")).names())
        .contains("house.example.org");
  }

  @Test
  void words_and_hex_are_compared_as_people_type_them() throws IOException {
    var print = ServerKeys.open(home, NOON).fingerprint();
    String words = String.join(" ", print.words());

    assertThat(print.isWords(" " + words.toUpperCase(java.util.Locale.ROOT) + "\n")).isTrue();
    assertThat(print.isWords(words.replace(' ', '-'))).isTrue();
    assertThat(print.isWords(words.substring(1))).isFalse();
    assertThat(print.isWords("")).isFalse();
    assertThat(print.isHex(print.sha256().replace(":", " "))).isTrue();
    assertThat(print.isHex(print.sha1())).isFalse();
    assertThat(print.isHex("")).isFalse();
  }

  @Test
  void a_clock_that_is_not_set_makes_no_certificate_of_the_past() throws IOException {
    var keys = ServerKeys.open(home, Instant.EPOCH);

    assertThat(keys.certificate().getNotAfter().toInstant())
        .isAfter(Instant.parse("2027-01-01T00:00:00Z"));
  }

  @Test
  void a_server_certificate_of_another_authority_is_replaced() throws IOException {
    ServerKeys.open(home, NOON);
    Files.delete(home.resolve("keys/server-ca.pem"));
    var again = ServerKeys.open(home, NOON);

    assertThat(again.certificate().getIssuerX500Principal())
        .isEqualTo(again.authority().getSubjectX500Principal());
    assertThat(ServerKeys.open(home, NOON).fingerprint()).isEqualTo(again.fingerprint());
  }

  @Test
  void damaged_keys_are_told_and_never_replaced_silently() throws IOException {
    ServerKeys.open(home, NOON);
    for (String damage :
        List.of("", "nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")) {
      Files.writeString(home.resolve("keys/server.pem"), damage);
      assertThatThrownBy(() -> ServerKeys.open(home, NOON))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("server.pem is damaged")
          .hasMessageContaining("restore it from a backup");
    }
  }

  @Test
  void openssl_trusts_the_chain_and_sees_the_same_fingerprint() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
    var keys = ServerKeys.open(home, Instant.now());
    String leaf = home.resolve("keys/server.pem").toString();
    String authority = home.resolve("server-ca.crt").toString();

    for (String name : List.of("localhost", MachineNames.hostName())) {
      assertThat(
              openssl(
                  "verify",
                  "-purpose",
                  "sslserver",
                  "-verify_hostname",
                  name,
                  "-CAfile",
                  authority,
                  leaf))
          .as(name)
          .endsWith("OK");
    }
    assertThat(openssl("verify", "-verify_ip", "127.0.0.1", "-CAfile", authority, leaf))
        .endsWith("OK");
    assertThat(openssl("verify", "-verify_ip", "::1", "-CAfile", authority, leaf)).endsWith("OK");
    assertThat(openssl("x509", "-noout", "-fingerprint", "-sha256", "-in", leaf))
        .isEqualToIgnoringCase("sha256 Fingerprint=" + keys.fingerprint().sha256());
    assertThat(openssl("x509", "-noout", "-fingerprint", "-sha1", "-in", leaf))
        .isEqualToIgnoringCase("sha1 Fingerprint=" + keys.fingerprint().sha1());
  }

  @Test
  void the_words_are_the_first_bits_of_the_hash() throws Exception {
    var all = Fingerprint.wordList();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest("x".getBytes(StandardCharsets.UTF_8));
    var bits = new StringBuilder();
    for (byte one : hash)
      bits.append(String.format("%8s", Integer.toBinaryString(one & 0xff)).replace(' ', '0'));

    var words = Fingerprint.words(Bytes.of(hash));

    assertThat(words).hasSize(8);
    for (int word = 0; word < 8; word++) {
      assertThat(words.get(word))
          .isEqualTo(all.get(Integer.parseInt(bits.substring(word * 11, word * 11 + 11), 2)));
    }
    assertThat(Fingerprint.words(Bytes.of(new byte[11]))).containsOnly(all.getFirst());
  }

  @Test
  void the_words_are_2048_that_nobody_confuses() {
    var all = Fingerprint.wordList();
    var beginnings = new HashSet<String>();

    assertThat(all).hasSize(2048).isSorted();
    for (String word : all) {
      assertThat(word).matches("[a-z]{3,9}");
      assertThat(beginnings.add(word.substring(0, Math.min(4, word.length())))).as(word).isTrue();
    }
  }

  @Test
  void only_sound_names_of_machines_go_into_a_certificate() {
    assertThat(List.of("a", "pi4", "my-host.home.arpa")).allMatch(MachineNames::isHostName);
    assertThat(List.of("", "-a", "a..b", "1.2.3.4", "a b", "a\nb", "x".repeat(64), "*.com"))
        .noneMatch(MachineNames::isHostName);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String openssl(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of("/usr/bin/openssl"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return output;
  }
}
