package steward.network.audit;

import java.io.ByteArrayInputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import steward.value.Bytes;

/// The first message of a handshake of TLS, and what a server shows in its answer: its version, and
/// up to 1.2 its certificate (RFC 5246, RFC 8446). The handshake is never finished, so also
/// versions are seen that Java itself refuses to speak.
final class TlsHello {
  private static final int HANDSHAKE = 22;
  private static final int ALERT = 21;
  private static final int SERVER_HELLO = 2;
  private static final int CERTIFICATE = 11;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int RECORD_HEAD = 5;
  private static final int VERSION_10 = 0x0301;
  private static final int VERSION_12 = 0x0303;
  private static final int VERSION_13 = 0x0304;

  /// ECDHE and RSA with AES, down to what old devices have; 1.3's own first.
  private static final int[] SUITES = {
    0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc013, 0xc00a,
    0xc014, 0x009c, 0x009d, 0x003c, 0x003d, 0x002f, 0x0035, 0x000a
  };

  private static final int[] GROUPS = {0x001d, 0x0017, 0x0018};
  private static final int[] SIGNATURES = {
    0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201
  };

  private TlsHello() {}

  /// What we say that we speak.
  enum Offer {
    /// 1.3 or 1.2.
    BEST("1.3"),
    /// 1.2 and nothing else: shows the certificate in clear.
    ONLY_12("1.2 only"),
    /// 1.0 and nothing else: who takes it is behind its time.
    ONLY_10("1.0 only");

    private final String title;

    Offer(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /// What a server showed.
  ///
  /// @param version such as 0x0303; 0 where it answered with an alert
  record Shown(int version, Optional<X509Certificate> certificate) {
    boolean isRefusal() {
      return version == 0;
    }

    String words() {
      return switch (version) {
        case 0 -> "refuses";
        case 0x0300 -> "SSL 3.0";
        case VERSION_10 -> "TLS 1.0";
        case 0x0302 -> "TLS 1.1";
        case VERSION_12 -> "TLS 1.2";
        case VERSION_13 -> "TLS 1.3";
        default -> "TLS of version " + Integer.toHexString(version);
      };
    }
  }

  static Bytes bytes(Offer offer) {
    var body = ByteBuffer.allocate(512);
    body.putShort((short) (offer == Offer.ONLY_10 ? VERSION_10 : VERSION_12));
    // Nothing is ever encrypted with it: any 32 bytes do.
    for (int i = 0; i < 32; i++) body.put((byte) (i * 7 + 1));
    body.put((byte) 0);
    body.putShort((short) (SUITES.length * 2));
    for (int suite : SUITES) body.putShort((short) suite);
    body.put((byte) 1).put((byte) 0);
    ByteBuffer extensions = extensions(offer);
    body.putShort((short) extensions.remaining()).put(extensions);
    body.flip();
    var all = ByteBuffer.allocate(body.remaining() + 9);
    all.put((byte) HANDSHAKE).putShort((short) VERSION_10).putShort((short) (body.remaining() + 4));
    all.putInt(1 << 24 | body.remaining()).put(body);
    return Bytes.wrap(all.array());
  }

  private static ByteBuffer extensions(Offer offer) {
    var out = ByteBuffer.allocate(256);
    out.putShort((short) 10).putShort((short) (GROUPS.length * 2 + 2));
    out.putShort((short) (GROUPS.length * 2));
    for (int group : GROUPS) out.putShort((short) group);
    out.putShort((short) 11).putShort((short) 2).put((byte) 1).put((byte) 0);
    if (offer != Offer.ONLY_10) {
      out.putShort((short) 13).putShort((short) (SIGNATURES.length * 2 + 2));
      out.putShort((short) (SIGNATURES.length * 2));
      for (int signature : SIGNATURES) out.putShort((short) signature);
    }
    if (offer == Offer.BEST) {
      out.putShort((short) SUPPORTED_VERSIONS).putShort((short) 5).put((byte) 4);
      out.putShort((short) VERSION_13).putShort((short) VERSION_12);
      // No key is offered: a server of 1.3 asks for one, which tells what it is.
      out.putShort((short) 51).putShort((short) 2).putShort((short) 0);
    }
    return out.flip();
  }

  static boolean isComplete(Bytes heard) {
    byte[] all = heard.unsafeArray();
    if (all.length == 0) return false;
    if (all[0] != HANDSHAKE) return true;
    Optional<Shown> shown = read(heard);
    return shown.filter(s -> s.version() == VERSION_13 || s.certificate().isPresent()).isPresent();
  }

  /// What the server showed so far; empty where this is no TLS, or not enough of it.
  static Optional<Shown> read(Bytes heard) {
    try {
      return messages(ByteBuffer.wrap(heard.unsafeArray()));
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Shown> messages(ByteBuffer in) {
    var handshake = ByteBuffer.allocate(in.remaining());
    while (in.remaining() >= RECORD_HEAD) {
      int kind = in.get();
      int major = in.get();
      in.get();
      int length = Short.toUnsignedInt(in.getShort());
      if (major != 3) return Optional.empty();
      if (kind == ALERT && handshake.position() == 0)
        return Optional.of(new Shown(0, Optional.empty()));
      if (kind != HANDSHAKE) break;
      int part = Math.min(length, in.remaining());
      handshake.put(in.slice(in.position(), part));
      in.position(in.position() + part);
    }
    return shown(handshake.flip());
  }

  private static Optional<Shown> shown(ByteBuffer in) {
    int version = 0;
    Optional<X509Certificate> certificate = Optional.empty();
    while (in.remaining() >= 4) {
      int head = in.getInt();
      int length = head & 0xffffff;
      if (length > in.remaining()) break;
      ByteBuffer body = in.slice(in.position(), length);
      in.position(in.position() + length);
      if (head >>> 24 == SERVER_HELLO) version = version(body);
      if (head >>> 24 == CERTIFICATE) certificate = certificate(body);
    }
    return version == 0 ? Optional.empty() : Optional.of(new Shown(version, certificate));
  }

  private static int version(ByteBuffer hello) {
    int version = Short.toUnsignedInt(hello.getShort());
    hello.position(hello.position() + 32);
    hello.position(hello.position() + 1 + Byte.toUnsignedInt(hello.get(hello.position())) + 3);
    if (hello.remaining() < 2) return version;
    hello.getShort();
    while (hello.remaining() >= 4) {
      int kind = Short.toUnsignedInt(hello.getShort());
      int length = Short.toUnsignedInt(hello.getShort());
      if (kind == SUPPORTED_VERSIONS && length == 2) return Short.toUnsignedInt(hello.getShort());
      hello.position(hello.position() + length);
    }
    return version;
  }

  private static Optional<X509Certificate> certificate(ByteBuffer body) {
    body.position(body.position() + 3);
    int length = Byte.toUnsignedInt(body.get()) << 16 | Short.toUnsignedInt(body.getShort());
    if (length > body.remaining()) return Optional.empty();
    byte[] der = new byte[length];
    body.get(der);
    try {
      var read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
      return Optional.of((X509Certificate) read);
    } catch (CertificateException _) {
      return Optional.empty();
    }
  }
}
