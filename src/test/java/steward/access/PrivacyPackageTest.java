package steward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.value.Bytes;

class PrivacyPackageTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String PASSWORD = "correct horse battery";
  private static final PrivacyPackage.Ports PORTS = new PrivacyPackage.Ports(8888, 8443, 0, 8883);

  @TempDir Path home;

  private PrivacyPackage.Makers makers;

  @BeforeEach
  void start() throws IOException {
    var keys = ServerKeys.open(home, NOW);
    makers =
        new PrivacyPackage.Makers(keys, ClientKeys.open(home, keys), ClientAuthority.open(home));
  }

  @Test
  void a_package_has_what_its_client_needs_and_nothing_of_others() throws Exception {
    var it = made();
    var other = made();
    Map<String, String> files = files(it.zip("{\"json\":true}"));

    assertThat(files.keySet())
        .containsExactly(
            "steward-phone/README.txt",
            "steward-phone/steward.json",
            "steward-phone/house-ca.crt",
            "steward-phone/client.p12",
            "steward-phone/known_hosts");
    assertThat(files.get("steward-phone/house-ca.crt"))
        .isEqualTo(makers.keys().authorityText())
        .doesNotContain("PRIVATE");
    assertThat(files.get("steward-phone/known_hosts")).isEqualTo("[x]:8889 ssh-ed25519 AAAA\n");
    assertThat(files.get("steward-phone/README.txt"))
        .contains(it.host(), it.pin(), "https://" + it.host() + ":8443/", "Firefox", "Android")
        .contains(Fingerprint.of(makers.keys().authority()).sha256())
        .doesNotContain(PASSWORD, other.host(), "ssh -p");
    assertThat(String.join("", files.values())).doesNotContain("PRIVATE KEY", PASSWORD);
    assertThat(it.host()).isNotEqualTo(other.host()).matches("c-[a-z2-7]{16}\\.local");
    assertThat(it.pin()).isNotEqualTo(other.pin()).isNotEqualTo(makers.keys().pin());
  }

  @Test
  void the_same_package_is_the_same_file() throws Exception {
    var it = made();

    assertThat(it.zip("{}")).isEqualTo(it.zip("{}"));
    assertThat(it.json()).isEqualTo(it.json());
  }

  @Test
  void the_document_says_the_same_as_the_files() throws Exception {
    var it = made();

    assertThat(it.json())
        .containsEntry("client", "phone")
        .containsEntry("host", it.host())
        .containsEntry("pin", "sha256/" + it.pin())
        .containsEntry("authority", makers.keys().authorityText())
        .containsKey("pkcs12")
        .hasEntrySatisfying(
            "ports",
            ports ->
                assertThat(ports)
                    .hasToString("{https=8888, certificate=8443, ssh=null, mqtts=8883}"));
    assertThat(it.fingerprint()).matches("[0-9a-f]{64}");
  }

  @Test
  void a_password_that_does_not_do_leaves_no_host_behind() {
    assertThatThrownBy(
            () -> PrivacyPackage.of(makers, "phone", "short", PORTS, Optional.empty(), NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 to 128");
    assertThat(makers.clients().hosts()).isEmpty();
    assertThat(makers.authority().certificate()).isEmpty();
  }

  @Test
  void hosts_outlive_a_restart_and_are_renewed_over_the_same_key() throws Exception {
    String host = made().host();
    var before = makers.clients().certificate(host).orElseThrow();
    Instant later = NOW.plus(java.time.Duration.ofDays(240));

    assertThat(makers.clients().renewIfDue(NOW.plus(java.time.Duration.ofDays(200)))).isEmpty();
    assertThat(makers.clients().renewIfDue(later)).containsExactly(host);

    var again = ClientKeys.open(home, makers.keys());
    assertThat(again.hosts()).containsExactly(host);
    assertThat(again.certificate(host).orElseThrow()).isNotEqualTo(before);
    assertThat(again.pin(host)).contains(Fingerprint.pin(before));
  }

  @Test
  void a_damaged_host_file_stops_nobody_else() throws Exception {
    String good = made().host();
    String bad = made().host();
    java.nio.file.Files.writeString(home.resolve("keys/clients/" + bad + ".pem"), "nonsense");
    java.nio.file.Files.writeString(home.resolve("keys/clients/other.txt"), "nonsense");

    var again = ClientKeys.open(home, makers.keys());
    assertThat(again.certificate(bad)).isEmpty();
    assertThat(again.certificate(good)).isEqualTo(makers.clients().certificate(good));
    assertThat(again.hosts()).containsExactly(good);
  }

  private PrivacyPackage made() throws IOException {
    return PrivacyPackage.of(
        makers, "phone", PASSWORD, PORTS, Optional.of("[x]:8889 ssh-ed25519 AAAA"), NOW);
  }

  private static Map<String, String> files(Bytes zip) throws IOException {
    var files = new LinkedHashMap<String, String>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip.toArray()))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }
}
