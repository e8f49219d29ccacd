package steward.oldtls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// The program: `OldTls KEY-FILE SOCKET ADDRESS PORT NETWORKS`. It ends when its input does, which
/// is when the house ends.
///
/// On its output it tells one thing a line: `listening PORT`, `came ADDRESS WORDS`, `failed ADDRESS
/// PHASE SENTENCE`, `refused ADDRESS SENTENCE`.
public final class OldTls {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final int ARGUMENTS = 5;

  private OldTls() {}

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    if (arguments.length != ARGUMENTS) {
      System.err.println("usage: OldTls KEY-FILE SOCKET ADDRESS PORT NETWORKS");
      System.exit(64);
    }
    allowOldTls();
    InetAddress address = InetAddress.ofLiteral(arguments[2]);
    Allowed allowed = Allowed.of(arguments[4], address);
    SSLContext tls = context(Files.readString(Path.of(arguments[0]), StandardCharsets.US_ASCII));
    try (var server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(address, Integer.parseInt(arguments[3])));
      var told = new Told(System.out);
      endWithTheHouse(System.in);
      told.line("listening " + server.getLocalPort());
      new Doorway(server, tls, allowed, Path.of(arguments[1]), told).run();
    }
  }

  /// Before the first use of TLS in this process: later is too late.
  private static void allowOldTls() {
    Security.setProperty(
        "jdk.tls.disabledAlgorithms", "SSLv3, TLSv1.3, NULL, anon, EXPORT, DES, 3DES_EDE_CBC, RC4");
    Security.setProperty("jdk.certpath.disabledAlgorithms", "MD2, MD5");
  }

  private static SSLContext context(String pem) throws GeneralSecurityException, IOException {
    PrivateKey key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(block(pem, "PRIVATE KEY")));
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(block(pem, "CERTIFICATE")));
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, new char[0]);
    keys.setKeyEntry("old", key, new char[0], new Certificate[] {certificate});
    // This one shows the certificate that it has and asks nothing about it.
    var shown = KeyManagerFactory.getInstance("SunX509");
    shown.init(keys, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), new TrustManager[0], null);
    return context;
  }

  private static byte[] block(String pem, String name) throws GeneralSecurityException {
    Matcher blocks = BLOCK.matcher(pem);
    while (blocks.find())
      if (blocks.group(1).equals(name)) return Base64.getMimeDecoder().decode(blocks.group(2));
    throw new GeneralSecurityException("the key file has no " + name);
  }

  private static void endWithTheHouse(InputStream in) {
    Thread.ofPlatform()
        .daemon()
        .name("house")
        .start(() -> {
          try {
            while (in.read() >= 0) Thread.onSpinWait();
          } catch (IOException _) {
            // It is over as well.
          }
          Runtime.getRuntime().halt(0);
        });
  }

  /// What is told to the house. Thread-safe.
  static final class Told {
    private static final int LINE_MAX = 400;
    private final PrintStream out;

    Told(PrintStream out) {
      this.out = out;
    }

    synchronized void line(String line) {
      String one = line.replaceAll("[^\\x20-\\x7e]", "?");
      out.println(one.length() > LINE_MAX ? one.substring(0, LINE_MAX) : one);
      out.flush();
    }
  }
}
