package steward.oldtls;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import steward.oldtls.Outbound.Frame;
import steward.oldtls.Outbound.Kind;

/// One connection to a device: what is said in clear on one side, and as it travels on the other.
/// Confined to the thread of its program.
final class OutboundTalk {
  /// Two whole TLS records; more without a record's end is none.
  private static final int PENDING_MAX = 64 * 1024;

  private final int number;
  private final SSLEngine engine;
  private final DataOutputStream out;
  private final ByteBuffer wrapped;
  private final ByteBuffer opened;
  private final ByteBuffer pending = ByteBuffer.allocate(PENDING_MAX);
  private boolean shown;

  OutboundTalk(int number, SSLEngine engine, DataOutputStream out) {
    this.number = number;
    this.engine = engine;
    this.out = out;
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {"TLSv1.2"});
    wrapped = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    opened = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
  }

  /// @return whether it goes on
  boolean begin() throws IOException {
    try {
      engine.beginHandshake();
      return advance();
    } catch (SSLException e) {
      return fail(e);
    }
  }

  /// Bytes of the device.
  ///
  /// @return whether it goes on
  boolean came(byte[] bytes) throws IOException {
    if (pending.remaining() < bytes.length) {
      tell(Kind.FAILED, "it sends a record without an end".getBytes(StandardCharsets.UTF_8));
      return false;
    }
    pending.put(bytes);
    try {
      return advance();
    } catch (SSLException e) {
      return fail(e);
    }
  }

  /// Something is to be said to the device.
  boolean say(byte[] clear) throws IOException {
    try {
      var left = ByteBuffer.wrap(clear);
      while (left.hasRemaining() && wrap(left)) {}
      return !engine.isOutboundDone();
    } catch (SSLException e) {
      return fail(e);
    }
  }

  private boolean advance() throws IOException {
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      switch (status) {
        case NEED_TASK -> tasks();
        case NEED_WRAP -> {
          if (!wrap(ByteBuffer.allocate(0))) return over();
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> {
          show(status);
          SSLEngineResult.Status read = unwrap();
          if (read == SSLEngineResult.Status.CLOSED) return over();
          if (read == SSLEngineResult.Status.BUFFER_UNDERFLOW) return true;
          if (read == SSLEngineResult.Status.BUFFER_OVERFLOW)
            throw new SSLException("it sends a record longer than any may be");
        }
      }
    }
  }

  private void tasks() {
    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask())
      task.run();
  }

  private boolean wrap(ByteBuffer clear) throws IOException {
    SSLEngineResult result = engine.wrap(clear, wrapped);
    wrapped.flip();
    byte[] bytes = new byte[wrapped.remaining()];
    wrapped.get(bytes);
    wrapped.clear();
    if (bytes.length > 0) tell(Kind.CIPHER, bytes);
    return result.getStatus() == SSLEngineResult.Status.OK;
  }

  private SSLEngineResult.Status unwrap() throws IOException {
    pending.flip();
    SSLEngineResult result;
    try {
      result = engine.unwrap(pending, opened);
    } finally {
      pending.compact();
    }
    opened.flip();
    byte[] bytes = new byte[opened.remaining()];
    opened.get(bytes);
    opened.clear();
    show(result.getHandshakeStatus());
    for (int from = 0; from < bytes.length; from += Outbound.FRAME_MAX)
      tell(
          Kind.CLEAR,
          Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + Outbound.FRAME_MAX)));
    boolean isStill =
        result.getStatus() == SSLEngineResult.Status.OK
            && result.bytesConsumed() == 0
            && result.bytesProduced() == 0
            && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    return isStill ? SSLEngineResult.Status.BUFFER_UNDERFLOW : result.getStatus();
  }

  /// Once, when the handshake is done.
  private void show(HandshakeStatus status) throws IOException {
    boolean isDone =
        status == HandshakeStatus.FINISHED || status == HandshakeStatus.NOT_HANDSHAKING;
    if (shown || !isDone || !engine.getSession().isValid()) return;
    shown = true;
    try {
      tell(Kind.SHOWN, engine.getSession().getPeerCertificates()[0].getEncoded());
    } catch (CertificateEncodingException e) {
      throw new SSLException("its certificate cannot be read", e);
    }
  }

  boolean over() throws IOException {
    tell(Kind.CLOSE, new byte[0]);
    return false;
  }

  private boolean fail(SSLException e) throws IOException {
    String why = String.valueOf(e.getMessage());
    tell(Kind.FAILED, why.getBytes(StandardCharsets.UTF_8));
    return false;
  }

  private void tell(Kind kind, byte[] bytes) throws IOException {
    new Frame(number, kind, bytes).write(out);
  }
}
