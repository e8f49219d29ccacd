package steward.drivers.broadlink;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import steward.value.Bytes;

/// The answer to the question by which devices are found. Source: sheet, section 2.
///
/// @param mac twelve figures in capitals
/// @param locked nothing where the answer is too short to tell
record Hello(int type, String mac, String name, Optional<Boolean> locked) {
  /// Feeds the watchdog of a device that does not reach its cloud: it would restart without.
  static final Bytes KEEP_ALIVE = keepAlive();

  private static final int LENGTH = 48;
  private static final int COMMAND_AT = 0x26;
  private static final int ASK = 6;
  private static final int ANSWER = 7;
  private static final int KEEP = 1;
  private static final int TYPE_AT = 0x34;
  private static final int MAC_AT = 0x3a;
  private static final int NAME_AT = 0x40;
  private static final int LOCK_AT = 0x7f;

  private static Bytes keepAlive() {
    byte[] all = new byte[LENGTH];
    all[COMMAND_AT] = KEEP;
    return Bytes.wrap(all);
  }

  /// The question. Devices do not check the time, but some set their clock by it: it is told in
  /// UTC.
  ///
  /// @param address our own IPv4 address in figures; anything else is sent as zeros
  static Bytes question(String address, int port, Instant at) {
    return question(address, port, at, ZoneOffset.UTC);
  }

  static Bytes question(String address, int port, Instant at, ZoneOffset zone) {
    var local = at.atOffset(zone);
    byte[] all = new byte[LENGTH];
    LittleEndian.put32(all, 0x08, zone.getTotalSeconds() / 3600);
    LittleEndian.put16(all, 0x0c, local.getYear());
    all[0x0e] = (byte) local.getMinute();
    all[0x0f] = (byte) local.getHour();
    all[0x10] = (byte) (local.getYear() % 100);
    all[0x11] = (byte) local.getDayOfWeek().getValue();
    all[0x12] = (byte) local.getDayOfMonth();
    all[0x13] = (byte) local.getMonthValue();
    byte[] own = LittleEndian.reversed(figures(address));
    System.arraycopy(own, 0, all, 0x18, own.length);
    LittleEndian.put16(all, 0x1c, port);
    all[COMMAND_AT] = ASK;
    LittleEndian.put16(all, Packet.CHECKSUM_AT, LittleEndian.checksum(all));
    return Bytes.wrap(all);
  }

  private static byte[] figures(String address) {
    String[] parts = address.split("\\.", -1);
    byte[] four = new byte[4];
    if (parts.length != four.length) return four;
    for (int i = 0; i < four.length; i++) {
      if (!parts[i].matches("\\d{1,3}") || Integer.parseInt(parts[i]) > 255) return new byte[4];
      four[i] = (byte) Integer.parseInt(parts[i]);
    }
    return four;
  }

  /// Whether a datagram answers the question at all, be it too short to tell who answers.
  static boolean isAnswer(Bytes datagram) {
    return datagram.length() >= LENGTH
        && datagram.length() <= Packet.LENGTH_MAX
        && LittleEndian.u16(datagram, COMMAND_AT) == ANSWER
        && datagram.at(0) == 0
        && LittleEndian.u16(datagram, Packet.CHECKSUM_AT)
            == LittleEndian.checksumWithout(datagram.unsafeArray(), Packet.CHECKSUM_AT);
  }

  /// Who answers; nothing where the datagram is no answer, or an old one that does not tell.
  static Optional<Hello> read(Bytes datagram) {
    if (!isAnswer(datagram) || datagram.length() < NAME_AT) return Optional.empty();
    byte[] mac = new byte[6];
    for (int i = 0; i < mac.length; i++) mac[i] = datagram.at(MAC_AT + mac.length - 1 - i);
    String figures = HexFormat.of().formatHex(mac).toUpperCase(Locale.ROOT);
    if (figures.equals("000000000000")) return Optional.empty();
    Optional<Boolean> locked =
        datagram.length() > LOCK_AT ? Optional.of(datagram.at(LOCK_AT) != 0) : Optional.empty();
    return Optional.of(
        new Hello(LittleEndian.u16(datagram, TYPE_AT), figures, name(datagram), locked));
  }

  /// Up to the first zero: what stands behind it is memory that the device never cleared. The last
  /// character may have been cut in two.
  private static String name(Bytes datagram) {
    int limit = Math.min(datagram.length(), LOCK_AT);
    int end = NAME_AT;
    while (end < limit && datagram.at(end) != 0) end++;
    String name =
        new String(datagram.unsafeArray(), NAME_AT, end - NAME_AT, StandardCharsets.UTF_8);
    return name.endsWith("\ufffd") ? name.substring(0, name.length() - 1) : name;
  }
}
