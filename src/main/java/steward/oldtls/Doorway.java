package steward.oldtls;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// Takes connections, shakes hands, and hands over what is said. Confined to the thread that runs
/// it; each connection has a virtual thread of its own.
final class Doorway {
  static final int CONNECTIONS_MAX = 64;
  static final int OF_ONE_ADDRESS_MAX = 4;
  private static final int HANDSHAKE_WITHIN_MS = 15_000;
  private static final String[] VERSIONS = {"TLSv1", "TLSv1.1", "TLSv1.2"};

  /// All that the devices of that time offer; none is as good as what is used today.
  private static final String[] SUITES = {
    "TLS_RSA_WITH_AES_128_CBC_SHA256",
    "TLS_RSA_WITH_AES_256_CBC_SHA256",
    "TLS_RSA_WITH_AES_128_CBC_SHA",
    "TLS_RSA_WITH_AES_256_CBC_SHA"
  };

  private final ServerSocket server;
  private final SSLContext tls;
  private final Allowed allowed;
  private final Path house;
  private final OldTls.Told told;
  private final Semaphore free = new Semaphore(CONNECTIONS_MAX);
  private final Map<InetAddress, AtomicInteger> open = new ConcurrentHashMap<>();
  private final AtomicLong serial = new AtomicLong();

  Doorway(ServerSocket server, SSLContext tls, Allowed allowed, Path house, OldTls.Told told) {
    this.server = server;
    this.tls = tls;
    this.allowed = allowed;
    this.house = house;
    this.told = told;
  }

  /// Never ends but by a fault.
  void run() throws IOException {
    while (!server.isClosed()) {
      Socket socket = server.accept();
      InetAddress from = socket.getInetAddress();
      String refusal = refusal(from);
      if (refusal.isEmpty()) {
        Thread.startVirtualThread(() -> serve(socket, from));
      } else {
        told.line("refused " + from.getHostAddress() + " " + refusal);
        close(socket);
      }
    }
  }

  private String refusal(InetAddress from) {
    if (!allowed.holds(from)) return "it is not in a network from which devices may come";
    if (!free.tryAcquire()) return "there are " + CONNECTIONS_MAX + " connections already";
    int count = open.computeIfAbsent(from, _ -> new AtomicInteger()).incrementAndGet();
    if (count <= OF_ONE_ADDRESS_MAX) return "";
    left(from);
    return "it has " + OF_ONE_ADDRESS_MAX + " connections already";
  }

  private void left(InetAddress from) {
    free.release();
    open.computeIfPresent(from, (_, count) -> count.decrementAndGet() == 0 ? null : count);
  }

  private void serve(Socket socket, InetAddress from) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(HANDSHAKE_WITHIN_MS);
      ClientHello hello = ClientHello.read(socket.getInputStream());
      shakeHands(socket, from, hello);
    } catch (SocketTimeoutException _) {
      told.line("failed " + from.getHostAddress() + " hello it said nothing in time");
    } catch (IOException e) {
      told.line("failed " + from.getHostAddress() + " hello " + e.getMessage());
    } finally {
      left(from);
    }
  }

  private void shakeHands(Socket socket, InetAddress from, ClientHello hello) throws IOException {
    try (var secure =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, hello.again(), true)) {
      secure.setUseClientMode(false);
      secure.setEnabledProtocols(VERSIONS);
      secure.setEnabledCipherSuites(SUITES);
      try {
        secure.startHandshake();
      } catch (IOException e) {
        told.line(failure(from, hello, e));
        return;
      }
      String agreed =
          secure.getSession().getProtocol() + " " + secure.getSession().getCipherSuite();
      told.line("came " + from.getHostAddress() + " " + agreed);
      String name = "c" + serial.incrementAndGet() + "_" + from.getHostAddress();
      pass(secure, from, name + "_" + socket.getLocalAddress().getHostAddress());
    }
  }

  private void pass(SSLSocket device, InetAddress from, String name) {
    try {
      new Passage(device, house, name).run();
    } catch (IOException e) {
      told.line("failed " + from.getHostAddress() + " house the house does not take it: " + e);
    }
  }

  /// Whoever looks for the reason must see at which point it broke off.
  private static String failure(InetAddress from, ClientHello hello, IOException e) {
    String offered = " (it offers " + hello.words() + ")";
    String address = "failed " + from.getHostAddress() + " ";
    if (e instanceof SocketTimeoutException)
      return address + "late it did not end the handshake in time" + offered;
    boolean isClosed = e instanceof EOFException || e.getCause() instanceof EOFException;
    boolean isAlert = e instanceof SSLException && String.valueOf(e.getMessage()).contains("alert");
    if (isClosed || !(e instanceof SSLException) || isAlert && isAboutCertificate(e))
      return address
          + "pinned it closed after our certificate: its firmware trusts its maker's alone"
          + offered;
    return address + "unlike no version or suite in common" + offered;
  }

  private static boolean isAboutCertificate(IOException e) {
    String text = String.valueOf(e.getMessage());
    return text.contains("certificate") || text.contains("unknown_ca");
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed.
    }
  }
}
