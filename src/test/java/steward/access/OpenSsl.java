package steward.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The openssl of the system, as a client that is not ours.
final class OpenSsl {
  private OpenSsl() {}

  /// What a command printed on both streams, and how it ended.
  record Said(int exit, String text) {

    /// The certificate that a server showed first.
    Optional<X509Certificate> certificate() throws CertificateException {
      int at = text.indexOf("-----BEGIN CERTIFICATE-----");
      if (at < 0) return Optional.empty();
      byte[] pem = text.substring(at).getBytes(StandardCharsets.US_ASCII);
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem)));
    }
  }

  static void isNeeded() {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
  }

  static Said run(String... arguments) throws IOException, InterruptedException {
    return with("", arguments);
  }

  static Said with(String input, String... arguments) throws IOException, InterruptedException {
    var process = started(arguments);
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It has ended before it read all.
    }
    return said(process);
  }

  /// The same for input that stays open until openssl ends by itself.
  static Said whileOpen(String input, String... arguments)
      throws IOException, InterruptedException {
    var process = started(arguments);
    var in = process.getOutputStream();
    in.write(input.getBytes(StandardCharsets.UTF_8));
    in.flush();
    return said(process);
  }

  private static Process started(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("/usr/bin/timeout", "20", "/usr/bin/openssl"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static Said said(Process process) throws IOException, InterruptedException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
    return new Said(process.exitValue(), text.strip());
  }

  /// Opens TLS to this port and asks for `/`.
  static Said connect(int port, String... options) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of("s_client", "-connect", "127.0.0.1:" + port, "-ign_eof", "-showcerts"));
    command.addAll(List.of(options));
    return with(
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", command.toArray(String[]::new));
  }
}
