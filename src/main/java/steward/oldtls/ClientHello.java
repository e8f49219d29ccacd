package steward.oldtls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What a device offers before anything is agreed: the newest version and the suites that it knows.
/// Immutable.
///
/// @param record all of it, read-only
/// @param version as in its message, `0x0302` for TLS 1.1
record ClientHello(ByteBuffer record, int version, List<Integer> suites) {
  static final int RECORD_MAX = 4 * 1024;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int HEADER = 5;
  private static final int SUITES_SHOWN_MAX = 12;

  private static final Map<Integer, String> VERSIONS =
      Map.of(0x0300, "SSL 3.0", 0x0301, "TLS 1.0", 0x0302, "TLS 1.1", 0x0303, "TLS 1.2");
  private static final Map<Integer, String> SUITES =
      Map.of(
          0x0005, "RC4-128-SHA",
          0x000a, "3DES-CBC-SHA",
          0x002f, "AES-128-CBC-SHA",
          0x0035, "AES-256-CBC-SHA",
          0x003c, "AES-128-CBC-SHA256",
          0x003d, "AES-256-CBC-SHA256",
          0x00ff, "(renegotiation)");

  ClientHello {
    suites = List.copyOf(suites);
  }

  /// Reads the first record.
  ///
  /// @throws IOException if it is no client hello of TLS, or too long
  static ClientHello read(InputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length == 0) throw new EOFException("it closed without a word");
    if (header.length < HEADER || header[0] != HANDSHAKE || header[1] != 3)
      throw new IOException("what it sends is no TLS");
    int length = (header[3] & 0xff) << 8 | header[4] & 0xff;
    if (length > RECORD_MAX) throw new IOException("its first record is too long");
    byte[] body = in.readNBytes(length);
    if (body.length < length) throw new EOFException("it closed within its first record");
    var bytes = new ByteArrayOutputStream(HEADER + length);
    bytes.writeBytes(header);
    bytes.writeBytes(body);
    return parsed(bytes.toByteArray(), ByteBuffer.wrap(body));
  }

  private static ClientHello parsed(byte[] bytes, ByteBuffer body) throws IOException {
    // Type, length of three bytes, version, 32 random bytes, session, suites.
    if (body.remaining() < 41 || body.get() != CLIENT_HELLO)
      throw new IOException("its first message is no client hello");
    body.position(4);
    int version = body.getShort() & 0xffff;
    body.position(body.position() + 32);
    int session = body.get() & 0xff;
    if (body.remaining() < session + 2) throw new IOException("its client hello is cut");
    body.position(body.position() + session);
    int length = body.getShort() & 0xffff;
    if (body.remaining() < length) throw new IOException("its client hello is cut");
    var suites = new ArrayList<Integer>();
    for (int i = 0; i < length / 2; i++) suites.add(body.getShort() & 0xffff);
    return new ClientHello(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), version, suites);
  }

  /// The record once more, for who shakes hands.
  InputStream again() {
    byte[] bytes = new byte[record.remaining()];
    record.duplicate().get(bytes);
    return new ByteArrayInputStream(bytes);
  }

  /// Such as `TLS 1.1 with AES-128-CBC-SHA, AES-256-CBC-SHA`.
  String words() {
    String versionName = VERSIONS.getOrDefault(version, hex(version));
    List<String> names =
        suites.stream()
            .limit(SUITES_SHOWN_MAX)
            .map(suite -> SUITES.getOrDefault(suite, hex(suite)))
            .toList();
    String more = suites.size() > SUITES_SHOWN_MAX ? " and more" : "";
    return versionName + " with " + String.join(", ", names) + more;
  }

  private static String hex(int number) {
    return "0x" + HexFormat.of().toHexDigits((short) number);
  }
}
