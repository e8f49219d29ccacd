package steward.driver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import steward.value.Malformed;

/// How a device is reached. A link keeps to it: what a driver wants sent elsewhere is not sent.
public sealed interface Way {
  /// Over the house's MQTT broker, by the driver's topics.
  Way BROKER = new Broker();

  /// See [#BROKER].
  record Broker() implements Way {}

  /// Not at all: it calls us, or is made of other things.
  record None() implements Way {}

  /// Through clouds: these hosts, each at the port of HTTPS, and no other. They are constants of
  /// the family; nothing that a person entered or a message said can add one. A house allows it for
  /// each family that it wants, or it is not reached at all.
  ///
  /// @param hosts names
  /// @param leaves what of the house they learn: a sentence's middle, as in “NAMES OF ROOMS leaves
  ///   the house”
  record Cloud(List<String> hosts, String leaves) implements Way {
    public static final int PORT = 443;

    public Cloud {
      hosts = List.copyOf(hosts);
    }
  }

  /// At an address of its own.
  ///
  /// @param host an address in figures, or a name that is looked up and checked before each
  ///   connection
  record At(String host, List<Door> doors) implements Way {
    private static final int HOST_LENGTH_MAX = 253;

    public At {
      doors = List.copyOf(doors);
      if (!isHost(host))
        throw new Malformed("/binding/host", "an address or a name", "'" + host + "'");
    }

    /// Whether this can be an address in figures or a name.
    public static boolean isHost(String host) {
      return !host.isEmpty()
          && host.length() <= HOST_LENGTH_MAX
          && host.chars()
              .allMatch(c ->
                  c >= 'a' && c <= 'z'
                      || c >= 'A' && c <= 'Z'
                      || c >= '0' && c <= '9'
                      || c == '.'
                      || c == '-'
                      || c == ':'
                      || c == '_');
    }

    /// The door at this port for this kind of message.
    public <D extends Door> Optional<D> door(Class<D> kind, int port) {
      return doors.stream()
          .filter(door -> door.port() == port && kind.isInstance(door))
          .map(kind::cast)
          .findFirst();
    }
  }

  /// A port of the device, and what is spoken there.
  sealed interface Door {
    int port();

    /// HTTP 1.1, WebSockets and server-sent events.
    ///
    /// @param atOnce how many requests the device bears at the same time, 1 to 8; an open WebSocket
    ///   or stream is not counted
    /// @param pause the least time from the end of one request to the next
    /// @param keepAlive whether a connection may serve several requests
    record Http(int port, Tls tls, int atOnce, Duration pause, boolean keepAlive) implements Door {
      /// One request at a time, a connection each.
      public static Http plain(int port) {
        return new Http(port, Tls.NONE, 1, Duration.ZERO, false);
      }
    }

    /// A TCP connection whose messages carry their length.
    ///
    /// @param frameMax the longest body of a frame that is taken, in bytes
    /// @param idle after this time without a frame the connection is closed
    record Tcp(int port, Framing framing, int frameMax, Duration idle) implements Door {}

    /// Datagrams to this port. What comes from any port of the device's address is taken.
    record Udp(int port) implements Door {}
  }

  /// How frames are cut from a TCP stream.
  enum Framing {
    /// Four bytes of length, big-endian, before the body. The body alone is in the message.
    LENGTH_4
  }

  /// Whether and how the device's certificate is checked.
  sealed interface Tls {
    Tls NONE = new None();

    /// No TLS.
    record None() implements Tls {}

    /// A certificate that nobody known signed: the first one seen is kept as `tls-pin` among the
    /// device's secrets, and no other is taken from then on until a person forgets it.
    ///
    /// @param commonName what its subject must be called, compared without case; empty for any
    /// @param sha256 the kept digest of the whole certificate; empty before the first contact
    /// @param old whether such a device may sign with SHA-1, which Java refuses: then it is spoken
    ///   to through the process for old TLS, in a house that allows it
    record Pinned(String commonName, Optional<steward.value.Bytes> sha256, boolean old)
        implements Tls {
      public Pinned(String commonName, Optional<steward.value.Bytes> sha256) {
        this(commonName, sha256, false);
      }
    }
  }

  /// The name under which the digest of a certificate is kept.
  String PIN = "tls-pin";
}
