package steward.oldtls;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// The program for the other direction: speaks TLS 1.2 as it was before SHA-1 was given up, for
/// connections that the house itself makes to a few devices. It has no socket: what comes from a
/// device and what is to go there passes through its input and output, and it ends with its input.
///
/// A frame is the number of a connection (4 bytes), its [Kind] (1), a length (4) and so many bytes.
/// The certificate of the device is shown to the house, which alone decides whether it is believed.
public final class Outbound {
  /// The longest frame that either side takes.
  public static final int FRAME_MAX = 64 * 1024;

  /// More connections at once are not made.
  public static final int CONNECTIONS_MAX = 64;

  /// What a frame is.
  public enum Kind {
    /// To the program: a connection begins.
    OPEN,
    /// What travels to or from the device, as it travels.
    CIPHER,
    /// The same as it is meant.
    CLEAR,
    /// To the house: the handshake is done, and this is the device's certificate.
    SHOWN,
    /// To the house: it came to nothing; a sentence.
    FAILED,
    /// The connection is over; the program answers with the same when all before it was passed on.
    CLOSE
  }

  private Outbound() {}

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    allowSha1();
    serve(System.in, System.out, context());
  }

  /// Before the first use of TLS in this process: later is too late.
  private static void allowSha1() {
    Security.setProperty(
        "jdk.tls.disabledAlgorithms",
        "SSLv3, TLSv1, TLSv1.1, NULL, anon, EXPORT, DES, 3DES_EDE_CBC, RC4");
    Security.setProperty("jdk.certpath.disabledAlgorithms", "MD2, MD5");
  }

  private static SSLContext context() throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLSv1.2");
    context.init(null, new TrustManager[] {new HouseDecides()}, null);
    return context;
  }

  /// The house sees the certificate before anything is said to the device.
  private static final class HouseDecides implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static void serve(InputStream input, OutputStream output, SSLContext tls)
      throws IOException {
    var in = new DataInputStream(new BufferedInputStream(input));
    var out = new DataOutputStream(new BufferedOutputStream(output));
    Map<Integer, OutboundTalk> talks = new HashMap<>();
    try {
      while (true) {
        Frame frame = Frame.read(in);
        take(frame, talks, tls, out);
        if (in.available() == 0) out.flush();
      }
    } catch (EOFException _) {
      // The house is gone.
    }
  }

  private static void take(
      Frame frame, Map<Integer, OutboundTalk> talks, SSLContext tls, DataOutputStream out)
      throws IOException {
    if (frame.kind() == Kind.OPEN) {
      if (talks.size() >= CONNECTIONS_MAX) {
        new Frame(frame.of(), Kind.FAILED, "too many connections at once".getBytes(UTF_8))
            .write(out);
        return;
      }
      var talk = new OutboundTalk(frame.of(), tls.createSSLEngine(), out);
      talks.put(frame.of(), talk);
      if (!talk.begin()) talks.remove(frame.of());
      return;
    }
    OutboundTalk talk = talks.get(frame.of());
    if (talk == null) return; // It is over already.
    boolean goesOn =
        switch (frame.kind()) {
          case CIPHER -> talk.came(frame.bytes());
          case CLEAR -> talk.say(frame.bytes());
          case CLOSE -> talk.over();
          case OPEN, SHOWN, FAILED -> false;
        };
    if (!goesOn) talks.remove(frame.of());
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  /// A frame as it travels between the house and this program.
  @SuppressWarnings("ArrayRecordComponent") // passed on, and never compared
  public record Frame(int of, Kind kind, byte[] bytes) {

    /// @throws IOException if it is longer than any may be, or of no kind
    public static Frame read(DataInputStream in) throws IOException {
      int of = in.readInt();
      int kind = in.readUnsignedByte();
      int length = in.readInt();
      if (kind >= Kind.values().length || length < 0 || length > FRAME_MAX)
        throw new IOException("no frame: kind " + kind + " of " + length + " bytes");
      byte[] bytes = new byte[length];
      in.readFully(bytes);
      return new Frame(of, Kind.values()[kind], bytes);
    }

    public void write(DataOutputStream out) throws IOException {
      out.writeInt(of);
      out.writeByte(kind.ordinal());
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }
}
