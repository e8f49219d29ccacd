package steward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificatesTest {
  private static final String PASSWORD = "a long secret";

  @TempDir Path home;

  private final Instant now = Instant.now();
  private ServerKeys keys;
  private ClientAuthority authority;
  private TlsListener listener;

  @BeforeEach
  void start() throws Exception {
    OpenSsl.isNeeded();
    keys = ServerKeys.open(home, now);
    authority = ClientAuthority.open(home);
    var tls = new ServerTls(keys, ClientKeys.open(home, keys), authority, _ -> true);
    listener = new TlsListener(tls.forHttpsWithCertificates(), authority);
  }

  @AfterEach
  void stop() throws Exception {
    listener.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EC -pkeyopt ec_paramgen_curve:P-256",
        "EC -pkeyopt ec_paramgen_curve:P-384",
        "ED25519",
        "RSA -pkeyopt rsa_keygen_bits:3072"
      })
  void a_client_with_its_own_key_is_known_by_its_certificate(String kind) throws Exception {
    var certificate = authority.issue("phone", KeyRequest.read(request(kind, "/CN=x")), now);

    assertThat(answered(certificate, "-tls1_3")).contains("client " + Fingerprint.hex(certificate));
    assertThat(answered(certificate, "-tls1_2")).contains("client " + Fingerprint.hex(certificate));
    assertThat(Duration.between(now, certificate.getNotAfter().toInstant()))
        .isLessThanOrEqualTo(Duration.ofDays(365));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("keys/client-ca.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void who_has_no_certificate_comes_in_as_anybody_before_and_after_the_first_is_made()
      throws Exception {
    assertThat(Files.exists(home.resolve("keys/client-ca.pem"))).isFalse();
    assertThat(OpenSsl.connect(listener.port()).text()).contains("client stranger");
    authority.make("phone", now);
    assertThat(OpenSsl.connect(listener.port()).text())
        .contains("client stranger", "CN = Steward authority of clients");
    assertThat(ClientAuthority.open(home).certificate()).isEqualTo(authority.certificate());
  }

  @Test
  void names_and_rights_in_a_request_are_ignored() throws Exception {
    String hostile =
        request(
            "EC -pkeyopt ec_paramgen_curve:P-256",
            "/CN=steward.local/O=master\u202e/emailAddress=a@b<script>",
            "-addext",
            "subjectAltName=DNS:steward.local,IP:10.0.0.1",
            "-addext",
            "basicConstraints=critical,CA:TRUE",
            "-addext",
            "extendedKeyUsage=serverAuth");

    X509Certificate certificate = authority.issue("phone-2", KeyRequest.read(hostile), now);

    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=phone-2");
    assertThat(certificate.getSubjectAlternativeNames()).isNull();
    assertThat(certificate.getBasicConstraints()).isNegative();
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(certificate.getKeyUsage()).startsWith(true, false, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RSA -pkeyopt rsa_keygen_bits:2048",
        "EC -pkeyopt ec_paramgen_curve:secp256k1",
        "EC -pkeyopt ec_paramgen_curve:P-521",
        "EC -pkeyopt ec_paramgen_curve:P-224",
        "ED448"
      })
  void weak_and_odd_keys_are_refused(String kind) throws Exception {
    String request = request(kind, "/CN=x");

    assertThatThrownBy(() -> KeyRequest.read(request)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_request_for_a_key_that_its_sender_does_not_have_is_refused() throws Exception {
    String request = request("EC -pkeyopt ec_paramgen_curve:P-256", "/CN=aaaaaaaaaaaa");
    byte[] der =
        java.util.Base64.getMimeDecoder().decode(request.replaceAll("-----[A-Z ]+-----", ""));
    for (int i = 0; i < der.length; i++) if (der[i] == 'a') der[i] = 'b'; // Breaks the signature.
    String forged =
        "-----BEGIN CERTIFICATE REQUEST-----\n"
            + java.util.Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END CERTIFICATE REQUEST-----\n";

    assertThatThrownBy(() -> KeyRequest.read(forged))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not signed by the key in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "-----BEGIN CERTIFICATE REQUEST-----\n\n-----END CERTIFICATE REQUEST-----",
        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
        "-----BEGIN CERTIFICATE REQUEST-----\nMIIBADCBqAIBADAA=\n-----END CERTIFICATE REQUEST-----",
        "-----BEGIN CERTIFICATE REQUEST-----\n=A=\n-----END CERTIFICATE REQUEST-----"
      })
  void what_is_no_request_is_refused_in_a_sentence(String text) {
    assertThatThrownBy(() -> KeyRequest.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .containsAnyOf("expected", "cannot be read");
    assertThatThrownBy(() -> KeyRequest.read("x".repeat(20_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most");
  }

  @Test
  void an_expired_certificate_is_answered_as_a_strangers() throws Exception {
    var certificate = authority.issue("phone", KeyRequest.read(request()), now);
    listener.at(certificate.getNotAfter().toInstant().plusSeconds(1));
    assertThat(answered(certificate)).contains("client stranger");
    listener.at(certificate.getNotBefore().toInstant().minusSeconds(1));
    assertThat(answered(certificate)).contains("client stranger");

    listener.at(now);
    Instant old =
        now.minus(Duration.ofDays(600)).isBefore(ServerKeys.EARLIEST)
            ? ServerKeys.EARLIEST
            : now.minus(Duration.ofDays(600));
    var expired = authority.issue("phone", KeyRequest.read(request()), old);
    listener.at(old.plus(Duration.ofDays(366)));
    assertThat(answered(expired)).contains("client stranger");
  }

  @Test
  void a_certificate_of_another_house_ends_the_handshake() throws Exception {
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    var other = ClientAuthority.open(elsewhere); // Its authority has the same name.
    var foreign = other.issue("phone", KeyRequest.read(request()), now);
    authority.make("tablet", now);

    assertThat(answered(foreign)).doesNotContain("\nclient ").contains("alert");
    assertThat(ClientCertificates.of(authority).verified(foreign, now)).isEmpty();
  }

  @Test
  void a_server_certificate_of_this_house_is_no_clients() throws Exception {
    authority.make("tablet", now);
    assertThat(
            OpenSsl.connect(
                    listener.port(),
                    "-cert",
                    home.resolve("keys/server.pem").toString(),
                    "-key",
                    home.resolve("keys/server.pem").toString())
                .text())
        .doesNotContain("\nclient ")
        .contains("alert");
    assertThat(ClientCertificates.of(authority).verified(keys.certificate(), now)).isEmpty();
    assertThat(
            ClientCertificates.of(authority).verified(authority.certificate().orElseThrow(), now))
        .isEmpty();
  }

  @Test
  void a_bundle_made_here_is_opened_by_others_and_proves_who_it_is() throws Exception {
    var made = authority.make("tablet", now);
    var bundle =
        KeyBundle.of(made, authority.certificate().orElseThrow(), "Steward tablet", PASSWORD);
    Path file = home.resolve("client.p12");
    Files.write(file, bundle.toArray());

    var seen =
        OpenSsl.run(
            "pkcs12", "-info", "-noenc", "-in", file.toString(), "-passin", "pass:" + PASSWORD);
    assertThat(seen.text())
        .contains(
            "PBES2, PBKDF2, AES-256-CBC", "BEGIN PRIVATE KEY", "subject=CN = tablet", "MAC: sha256")
        .doesNotContain("RC2", "3DES", "SHA1");
    Files.writeString(home.resolve("client.pem"), seen.text());
    var said =
        OpenSsl.connect(
            listener.port(),
            "-cert",
            home.resolve("client.pem").toString(),
            "-key",
            home.resolve("client.pem").toString());
    assertThat(said.text()).contains("client " + Fingerprint.hex(made.certificate()));
    assertThat(
            OpenSsl.run("pkcs12", "-noenc", "-in", file.toString(), "-passin", "pass:wrong one")
                .exit())
        .isNotZero();
    for (String weak : List.of("", "short", "pass\u00e4word", "x".repeat(200)))
      assertThatThrownBy(() -> KeyBundle.of(made, made.certificate(), "x", weak))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain("pass\u00e4word");
  }

  private String answered(X509Certificate certificate, String... options) throws Exception {
    Path file = home.resolve("phone.crt");
    Files.writeString(file, Pem.text(certificate));
    var all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cert", file.toString(), "-key", home.resolve("phone.key").toString()));
    return OpenSsl.connect(listener.port(), all.toArray(String[]::new)).text();
  }

  private String request() throws IOException, InterruptedException {
    return request("EC -pkeyopt ec_paramgen_curve:P-256", "/CN=phone");
  }

  /// Made as a client makes it: the key stays with openssl.
  private String request(String kind, String subject, String... options)
      throws IOException, InterruptedException {
    Path key = home.resolve("phone.key");
    var make = new ArrayList<>(List.of("genpkey", "-out", key.toString(), "-algorithm"));
    make.addAll(List.of(kind.split(" ")));
    OpenSsl.run(make.toArray(String[]::new));
    var ask =
        new ArrayList<>(List.of("req", "-new", "-utf8", "-key", key.toString(), "-subj", subject));
    ask.addAll(List.of(options));
    return OpenSsl.run(ask.toArray(String[]::new)).text();
  }
}
