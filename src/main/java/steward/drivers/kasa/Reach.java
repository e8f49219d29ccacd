package steward.drivers.kasa;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import steward.driver.Kept;
import steward.driver.Way;
import steward.thing.Binding;
import steward.value.Bytes;
import steward.value.Malformed;

/// Where a device is reached and in which manner it speaks, as its binding says.
///
/// @param port of the old cipher
/// @param httpPort of KLAP
/// @param tls KLAP inside TLS with a certificate that nobody signed
/// @param owner whose it is, in the form of [Account#owner]; empty where nobody said
record Reach(
    String host,
    int port,
    int httpPort,
    boolean tls,
    Manner manner,
    boolean smart,
    String owner,
    Binding binding) {
  static final String HOST = "host";
  static final String PORT = "port";
  static final String HTTP_PORT = "http-port";
  static final String TLS = "tls";
  static final String PROTOCOL = "protocol";
  static final String DIALECT = "dialect";
  static final String OWNER = "owner";
  static final String MAC = "mac";
  static final int XOR_PORT = 9999;
  static final int PLAIN_PORT = 80;
  private static final int ANSWER_MAX = 64 * 1024;
  private static final Duration IDLE = Duration.ofSeconds(25);

  /// How a device encrypts.
  enum Manner {
    /// The old cipher, until it is found to speak KLAP.
    XOR("xor"),
    KLAP("klap"),
    /// The login of older Tapo firmware, which we do not speak.
    AES("aes"),
    /// The login of the newest firmware, which we do not speak.
    TPAP("tpap");

    private final String label;

    Manner(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    static Optional<Manner> labelled(String label) {
      for (Manner manner : values()) if (manner.label.equals(label)) return Optional.of(manner);
      return Optional.empty();
    }
  }

  /// @throws Malformed if a part is missing or wrong
  static Reach of(Binding binding) {
    String protocol = binding.part(PROTOCOL, Manner.XOR.label());
    boolean tls = binding.part(TLS, "").equals("yes");
    return new Reach(
        binding.part(HOST),
        port(binding, PORT, XOR_PORT),
        port(binding, HTTP_PORT, tls ? 4433 : PLAIN_PORT),
        tls,
        Manner.labelled(protocol)
            .orElseThrow(() -> new Malformed("/binding/protocol", "xor or klap", protocol)),
        binding.part(DIALECT, "iot").equals("smart"),
        binding.part(OWNER, ""),
        binding);
  }

  private static int port(Binding binding, String name, int usual) {
    String text = binding.part(name, "").strip();
    if (text.isEmpty()) return usual;
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) return port;
    }
    throw new Malformed("/binding/" + name, "a port from 1 to 65535", "'" + text + "'");
  }

  /// Its doors. Both are there, since an update of the firmware shuts one and opens the other.
  Way way(Kept kept) {
    var http = new Way.Door.Http(httpPort, pinned(kept), 1, Duration.ZERO, false);
    if (manner != Manner.XOR) return new Way.At(host, List.of(http));
    var tcp = new Way.Door.Tcp(port, Way.Framing.LENGTH_4, ANSWER_MAX, IDLE);
    return new Way.At(host, List.of(tcp, http));
  }

  private Way.Tls pinned(Kept kept) {
    if (!tls) return Way.Tls.NONE;
    Optional<Bytes> pin = kept.get(Way.PIN);
    return new Way.Tls.Pinned("", pin);
  }

  /// The binding of a device that has shown how it speaks.
  Binding as(Manner nowManner, boolean nowSmart) {
    Binding now = binding.with(PROTOCOL, nowManner.label());
    return nowSmart || binding.parts().containsKey(DIALECT)
        ? now.with(DIALECT, nowSmart ? "smart" : "iot")
        : now;
  }
}
