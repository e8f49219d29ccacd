package steward.drivers.broadlink;

import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import steward.value.Bytes;

/// The answer to a [Packet], its payload still in cipher.
///
/// @param error 0 for good; else see [Errors]
/// @param cipher whole blocks; may be empty in an error
record Reply(int error, int counter, Bytes cipher) {
  /// A shorter datagram is no answer.
  static final int LENGTH_MIN = 0x30;

  private static final int BLOCK = 16;

  /// What is wrong with a datagram that should be an answer, for people; empty where nothing is.
  static Optional<String> fault(Bytes datagram) {
    if (datagram.length() < LENGTH_MIN)
      return Optional.of("an answer has at least 48 bytes, this one " + datagram.length());
    if (datagram.length() > Packet.LENGTH_MAX)
      return Optional.of("an answer has at most 2048 bytes, this one " + datagram.length());
    int told = LittleEndian.u16(datagram, Packet.CHECKSUM_AT);
    if (told != LittleEndian.checksumWithout(datagram.unsafeArray(), Packet.CHECKSUM_AT))
      return Optional.of("the checksum of an answer is wrong");
    return Optional.empty();
  }

  /// @param datagram one without a [#fault]
  static Reply of(Bytes datagram) {
    byte[] all = datagram.unsafeArray();
    int blocks = Math.max(0, all.length - Packet.HEADER) / BLOCK;
    byte[] cipher =
        blocks == 0
            ? new byte[0]
            : Arrays.copyOfRange(all, Packet.HEADER, Packet.HEADER + blocks * BLOCK);
    return new Reply(
        (short) LittleEndian.u16(datagram, Packet.ERROR_AT),
        LittleEndian.u16(datagram, Packet.COUNTER_AT),
        Bytes.wrap(cipher));
  }

  /// The payload, with the zeros that fill its last block.
  Bytes opened(Bytes key) {
    if (cipher.isEmpty()) return Bytes.EMPTY;
    return Bytes.wrap(Packet.crypt(Cipher.DECRYPT_MODE, key, cipher.unsafeArray()));
  }
}
