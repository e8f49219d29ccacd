package steward.driver;

import java.time.Instant;
import steward.thing.Message;
import steward.value.Bytes;

/// A question by which devices of a family are found. What comes back reaches [Family#sight] as a
/// [Message.Seen].
public sealed interface Probe {

  /// A datagram to every address of each home network, and to an address that a person typed. The
  /// answers come as [Message.Datagram] with the port they came from.
  ///
  /// @param fromPort the port that it should be sent from where that is free; 0 for any
  /// @param times how often it is sent, a second apart
  record Datagram(int port, int fromPort, int times, Content content) implements Probe {}

  /// The body of a datagram.
  @FunctionalInterface
  interface Content {

    /// @param address our own IPv4 address in figures on the network that it goes to
    /// @param port the port that it goes from
    Bytes of(String address, int port, Instant at);
  }

  /// A type of service to listen and ask for by DNS-SD, such as `_hue._tcp.local`: comes as
  /// [Message.Service].
  record Browse(String type) implements Probe {}

  /// A search target of SSDP: an answer comes as [Message.HttpResponse] with the name `ssdp`.
  record Search(String target) implements Probe {}

  /// A request that is made only to an address that a person typed: comes as [Message.HttpResponse]
  /// with the request's name. It must carry no secret.
  ///
  /// @param tls with TLS, whatever the certificate
  record Ask(Message.HttpRequest request, boolean tls) implements Probe {}
}
