package steward.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTlsTest {
  @TempDir Path home;

  private ServerKeys keys;
  private ClientKeys clients;
  private ServerTls tls;
  private TlsListener listener;
  private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void start() throws Exception {
    OpenSsl.isNeeded();
    keys = ServerKeys.open(home, Instant.now());
    clients = ClientKeys.open(home, keys);
    var authority = ClientAuthority.open(home);
    tls = new ServerTls(keys, clients, authority, host -> !withdrawn.contains(host));
    listener = new TlsListener(tls.forHttps(), authority);
  }

  @AfterEach
  void stop() throws Exception {
    listener.close();
  }

  @Test
  void each_client_sees_its_own_certificate_under_its_own_name() throws Exception {
    String one = clients.make(Instant.now());
    String other = clients.make(Instant.now());

    X509Certificate first = shown("-servername", one);
    X509Certificate second = shown("-servername", other.toUpperCase(java.util.Locale.ROOT));

    assertThat(first.getSubjectX500Principal().getName()).isEqualTo("CN=" + one);
    assertThat(first.getSubjectAlternativeNames()).containsExactly(List.of(2, one));
    assertThat(second.getSubjectAlternativeNames()).containsExactly(List.of(2, other));
    assertThat(first.getPublicKey())
        .isNotEqualTo(second.getPublicKey())
        .isNotEqualTo(keys.certificate().getPublicKey());
    assertThat(Fingerprint.pin(first)).isEqualTo(clients.pin(one).orElseThrow());
    String trusted = home.resolve("server-ca.crt").toString();
    assertThat(
            OpenSsl.connect(
                    listener.port(),
                    "-servername",
                    one,
                    "-verify_hostname",
                    one,
                    "-CAfile",
                    trusted,
                    "-verify_return_error")
                .text())
        .contains("Verify return code: 0 (ok)", "client stranger", "host " + one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"steward.local", "localhost", "STEWARD.local", "steward.fritz.box"})
  void the_machine_by_any_of_its_names_shows_the_certificate_of_the_console(String name)
      throws Exception {
    assertThat(shown("-servername", name)).isEqualTo(keys.certificate());
  }

  @Test
  void without_a_name_the_certificate_is_the_one_of_the_console() throws Exception {
    assertThat(shown("-noservername")).isEqualTo(keys.certificate());
    assertThat(shown("-noservername", "-tls1_2")).isEqualTo(keys.certificate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c-aaaaaaaaaaaaaaaa.local",
        "example.org",
        "c-..local",
        "..",
        "../../keys/server-ca",
        "x.c-aaaaaaaaaaaaaaaa.local"
      })
  void a_name_that_nobody_has_gets_a_certificate_that_says_nothing(String name) throws Exception {
    var said = OpenSsl.connect(listener.port(), "-servername", name);
    var certificate = said.certificate();

    assertThat(said.text()).doesNotContain("Steward", MachineNames.hostName() + ".local");
    if (certificate.isEmpty()) return; // A name that is none at all ends the handshake.
    assertThat(certificate.get().getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
    assertThat(certificate.get().getIssuerX500Principal().getName()).isEqualTo("CN=localhost");
    assertThat(certificate.get().getSubjectAlternativeNames()).isNull();
    assertThat(certificate.get().getPublicKey()).isNotEqualTo(keys.certificate().getPublicKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void a_withdrawn_client_is_answered_blandly_from_the_next_handshake_on(String version)
      throws Exception {
    String host = clients.make(Instant.now());
    assertThat(shown("-servername", host)).isEqualTo(clients.certificate(host).orElseThrow());
    String session = session(version, "-servername", host);

    withdrawn.add(host);
    assertThat(shown("-servername", host).getSubjectX500Principal().getName())
        .isEqualTo("CN=localhost");
    assertThat(isResumed(session, version, "-servername", host)).isFalse();
    withdrawn.clear();
    assertThat(shown("-servername", host)).isEqualTo(clients.certificate(host).orElseThrow());
    clients.remove(host);
    assertThat(shown("-servername", host).getSubjectX500Principal().getName())
        .isEqualTo("CN=localhost");
    assertThat(isResumed(session, version, "-servername", host)).isFalse();
    assertThat(ClientKeys.open(home, keys).hosts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void a_session_is_resumed_until_the_certificate_is_another(String version) throws Exception {
    String session = session(version, "-noservername");
    assertThat(isResumed(session, version, "-noservername")).isTrue();

    Instant later = keys.certificate().getNotBefore().toInstant().plus(Duration.ofDays(240));
    assertThat(keys.renewIfDue(later)).isPresent();

    assertThat(isResumed(session, version, "-noservername")).isFalse();
  }

  private String session(String version, String... options) throws Exception {
    String file = home.resolve("session.pem").toString();
    OpenSsl.connect(listener.port(), joined(options, version, "-sess_out", file));
    return file;
  }

  private boolean isResumed(String session, String version, String... options) throws Exception {
    return OpenSsl.connect(listener.port(), joined(options, version, "-sess_in", session))
        .text()
        .contains("Reused, ");
  }

  private static String[] joined(String[] options, String... more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1", "-tls1_1"})
  void old_versions_are_refused(String version) throws Exception {
    var said =
        OpenSsl.connect(
            listener.port(), version, "-cipher", "ALL:@SECLEVEL=0", "-servername", "localhost");

    assertThat(said.exit()).isNotZero();
    assertThat(said.certificate()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ECDHE-ECDSA-AES128-SHA256",
    "ECDHE-ECDSA-AES256-SHA",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "AES256-GCM-SHA384",
    "DHE-RSA-AES256-GCM-SHA384",
    "NULL",
    "AECDH-AES256-SHA"
  })
  void suites_without_forward_secrecy_or_authenticated_encryption_are_refused(String suite)
      throws Exception {
    var said = OpenSsl.connect(listener.port(), "-tls1_2", "-cipher", suite + ":@SECLEVEL=0");

    assertThat(said.exit()).isNotZero();
    assertThat(said.certificate()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-tls1_3,X25519,X25519", "-tls1_3,P-384,secp384r1", "-tls1_2,P-256,ECDHE-ECDSA-AES"})
  void good_groups_are_spoken(String version, String group, String proof) throws Exception {
    var said = OpenSsl.connect(listener.port(), version, "-groups", group);

    assertThat(said.text()).contains(proof, "client stranger");
  }

  @Test
  void finite_fields_are_refused() throws Exception {
    assertThat(OpenSsl.connect(listener.port(), "-tls1_3", "-groups", "ffdhe2048").exit())
        .isNotZero();
  }

  @Test
  void http_2_is_offered() throws Exception {
    assertThat(
            OpenSsl.run("s_client", "-connect", "127.0.0.1:" + listener.port(), "-alpn", "h2")
                .text())
        .contains("ALPN protocol: h2");
  }

  @Test
  void a_client_cannot_keep_us_busy_with_renegotiation() throws Exception {
    var said =
        OpenSsl.whileOpen("R\n", "s_client", "-connect", "127.0.0.1:" + listener.port(), "-tls1_2");

    assertThat(said.text()).contains("RENEGOTIATING", "alert handshake failure");
    assertThat(said.exit()).isNotZero();
  }

  @Test
  void a_renewed_certificate_is_shown_while_open_connections_live_on() throws Exception {
    var before = keys.certificate();
    String pin = keys.pin();
    try (var open = open()) {
      assertThat(asked(open)).isEqualTo("client stranger");
      Instant later = before.getNotBefore().toInstant().plus(Duration.ofDays(240));
      var renewed = keys.renewIfDue(later).orElseThrow();
      listener.update(tls.forHttps());

      X509Certificate now = shown("-noservername");
      assertThat(now).isEqualTo(keys.certificate()).isNotEqualTo(before);
      assertThat(now.getPublicKey()).isEqualTo(before.getPublicKey());
      assertThat(keys.pin()).isEqualTo(pin);
      assertThat(renewed.before()).isEqualTo(Fingerprint.of(before));
      assertThat(renewed.now()).isEqualTo(Fingerprint.of(now));
      assertThat(ServerKeys.recorded(home)).contains(renewed.now().sha256());
      assertThat(asked(open)).as("the connection from before").isEqualTo("client stranger");
    }
  }

  private X509Certificate shown(String... options) throws Exception {
    var said = OpenSsl.connect(listener.port(), options);
    return said.certificate().orElseThrow(() -> new AssertionError(said.text()));
  }

  private SSLSocket open() throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new X509TrustManager[] {new Anybody()}, null);
    var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", listener.port());
    socket.startHandshake();
    return socket;
  }

  private static String asked(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    while (!in.readLine().isEmpty()) {
      // The head.
    }
    String answer = in.readLine();
    assertThat(in.readLine()).isEqualTo("host none");
    return answer;
  }

  /// Takes every server, as a person does who clicks a warning away.
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
