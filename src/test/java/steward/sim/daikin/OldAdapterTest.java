package steward.sim.daikin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse;
import steward.sim.daikin.DaikinDevice.Firmware;

/// An adapter whose TLS is signed with SHA-1, as most of the registering kind are: a house says
/// what it is, and reaches it where that was asked for; another certificate is not believed.
class OldAdapterTest {
  private static final String HOST = "127.0.72.9";

  /// Such adapters speak nothing without TLS.
  private static final int CLOSED = 9;

  @TempDir Path home;
  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final DaikinDevice device =
      new DaikinDevice(vertx, HOST, 0, Drive.MAC, Firmware.REGISTERED, 21);

  @BeforeEach
  void begin() throws Exception {
    device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @AfterEach
  void end() throws Exception {
    device.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /// A front with a certificate of its own, signed with SHA-1.
  private record Front(Process process, int port) implements AutoCloseable {
    static Front of(Path folder, int behind, int at) throws Exception {
      Path keys = Files.createTempFile(folder, "keys", ".p12");
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      var name = new X500Name("C=JP,ST=Osaka,O=Adapters of a test");
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.TWO,
              Date.from(Instant.EPOCH),
              Date.from(Instant.parse("2100-01-01T00:00:00Z")),
              name,
              pair.getPublic());
      Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder("SHA1withRSA").build(pair.getPrivate())));
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      store.setKeyEntry("old", pair.getPrivate(), new char[0], new Certificate[] {certificate});
      try (OutputStream out = Files.newOutputStream(keys)) {
        store.store(out, new char[0]);
      }
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx32m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OldFront.class.getName(),
                  keys.toString(),
                  HOST,
                  Integer.toString(behind),
                  Integer.toString(at))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader told = process.inputReader(StandardCharsets.UTF_8);
      return new Front(process, Integer.parseInt(told.readLine()));
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }

  private static void bringIn(RunningHouse house, int tls) {
    var made =
        house.ask(
            "POST",
            "/things",
            """
            {"family":"daikin","id":"attic","name":"Attic","room":"Attic","binding":{
            "host":"%s","port":"%d","tls-port":"%d","mac":"%s","key":"0123456789012"}}\
            """
                .formatted(HOST, CLOSED, tls, Drive.MAC));
    assertThat(made.status()).as(made.text()).isBetween(200, 202);
  }

  private static String perform(RunningHouse house, String action) {
    var reply = house.ask("POST", "/things/attic/perform?wait=30s", action);
    return reply.json().get("outcome").text() + ": " + reply.text();
  }

  @Test
  void it_is_reached_only_where_old_tls_is_allowed_and_by_the_certificate_that_was_seen_first()
      throws Exception {
    Front first = Front.of(folder, device.port(), 0);
    try (first) {
      try (var house = RunningHouse.on(home)) {
        bringIn(house, first.port());
        assertThat(perform(house, "{\"action\":\"mode\",\"to\":\"cool\"}"))
            .startsWith("refused")
            .contains("TLS with it fails", "things.old-tls");
      }
      try (var house = RunningHouse.on(home, "things.old-tls=on")) {
        assertThat(perform(house, "{\"action\":\"mode\",\"to\":\"cool\"}")).startsWith("confirmed");
        assertThat(device.<String>see(AirUnit::mode)).isEqualTo("cool");
      }
    }
    try (var other = Front.of(folder, device.port(), first.port());
        var house = RunningHouse.on(home, "things.old-tls=on")) {
      assertThat(other.port()).isEqualTo(first.port());
      assertThat(perform(house, "{\"action\":\"mode\",\"to\":\"heat\"}"))
          .startsWith("refused")
          .contains("its certificate is another than the one that was seen first");
      assertThat(device.<String>see(AirUnit::mode)).isEqualTo("cool");
    }
  }
}
