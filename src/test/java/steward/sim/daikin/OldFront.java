package steward.sim.daikin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Security;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// The front of an adapter that speaks TLS as those of 2019 do: version 1.2, one suite, the
/// handshake and the certificate signed with SHA-1. A program of its own, because Java allows such
/// TLS for a whole process or not at all: `OldFront KEYS ADDRESS PORT OWN`, where the adapter
/// speaks in clear at PORT. It prints the port at which it listens, OWN or a free one, and ends
/// with its input.
public final class OldFront {
  private OldFront() {}

  public static void main(String[] arguments) throws Exception {
    Security.setProperty("jdk.tls.disabledAlgorithms", "SSLv3");
    Security.setProperty("jdk.certpath.disabledAlgorithms", "MD2");
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
      keys.load(in, new char[0]);
    }
    var shown = KeyManagerFactory.getInstance("SunX509");
    shown.init(keys, new char[0]);
    var context = SSLContext.getInstance("TLSv1.2");
    context.init(shown.getKeyManagers(), null, null);
    var server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
    var parameters = server.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.2"});
    parameters.setCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
    parameters.setSignatureSchemes(new String[] {"rsa_pkcs1_sha1"});
    server.setSSLParameters(parameters);
    var address = InetAddress.ofLiteral(arguments[1]);
    server.bind(new InetSocketAddress(address, Integer.parseInt(arguments[3])));
    System.out.println(server.getLocalPort());
    Thread.ofPlatform().daemon().start(OldFront::endWithInput);
    int port = Integer.parseInt(arguments[2]);
    while (true) {
      Socket device = server.accept();
      Thread.startVirtualThread(() -> relay(device, address, port));
    }
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) Thread.onSpinWait();
    } catch (IOException _) {
      // It is over as well.
    }
    Runtime.getRuntime().halt(0);
  }

  private static void relay(Socket caller, InetAddress address, int port) {
    try (caller) {
      ((SSLSocket) caller).startHandshake();
      between(caller, address, port);
    } catch (IOException _) {
      // It is not spoken with, or either side ended it.
    }
  }

  private static void between(Socket caller, InetAddress address, int port) throws IOException {
    try (var device = new Socket(address, port)) {
      Thread.startVirtualThread(() -> copy(caller, device));
      copy(device, caller);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException _) {
      // Either side may end it.
    }
  }
}
