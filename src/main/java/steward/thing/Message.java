package steward.thing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.value.Bytes;

/// What travels between a link and a driver: one record for each transport.
///
/// Text in a message that came from a device is hostile until a driver has read it.
public sealed interface Message {

  /// An MQTT publish. `qos` is 0, 1 or 2.
  record Publish(String topic, Bytes payload, int qos, boolean retained) implements Message {
    public Publish {
      if (qos < 0 || qos > 2) throw new IllegalArgumentException("QoS is 0, 1 or 2, not " + qos);
    }

    /// A publish at QoS 0 that is not retained.
    public static Publish of(String topic, String payload) {
      return new Publish(topic, Bytes.utf8(payload), 0, false);
    }

    public String text() {
      return payload.text();
    }
  }

  /// An HTTP request to a port of the thing's own address; `path` starts with a slash. `name` comes
  /// back with the answer, or with [Failed].
  ///
  /// @param host which host of a cloud it is for; empty for the thing's own address
  record HttpRequest(
      String name,
      String host,
      int port,
      String method,
      String path,
      Map<String, String> headers,
      Bytes body,
      Duration within)
      implements Message {
    public HttpRequest {
      headers = Map.copyOf(headers);
    }

    /// To the thing's own address.
    public HttpRequest(
        String name,
        int port,
        String method,
        String path,
        Map<String, String> headers,
        Bytes body,
        Duration within) {
      this(name, "", port, method, path, headers, body, within);
    }

    /// A GET without further headers, to be answered within 5 s.
    public static HttpRequest get(String name, int port, String path) {
      return new HttpRequest(name, port, "GET", path, Map.of(), Bytes.EMPTY, Duration.ofSeconds(5));
    }
  }

  /// The answer to the request of the same name. Header names are lower-case.
  record HttpResponse(String name, int status, Map<String, String> headers, Bytes body)
      implements Message {
    public HttpResponse {
      headers = Map.copyOf(headers);
    }
  }

  /// A UDP datagram to or from the thing's own address.
  record Datagram(int port, Bytes body) implements Message {}

  /// A frame on the TCP connection to this port, cut by the link as the family's framing says. The
  /// link connects when the first is sent; [Failed] comes back with the name `tcp:PORT`.
  record TcpFrame(int port, Bytes body) implements Message {}

  /// Opens a WebSocket. [Opened] or [Failed] comes back with the same name; later [Failed] says
  /// that it ended.
  ///
  /// @param protocol the sub-protocol to ask for; empty for none
  record Dial(String name, int port, String path, String protocol) implements Message {}

  /// Asks for server-sent events. [Opened] or [Failed] comes back with the same name, then
  /// [ServerSentEvent]s; later [Failed] says that they ended.
  record Subscribe(String name, int port, String path, Map<String, String> headers)
      implements Message {
    public Subscribe {
      headers = Map.copyOf(headers);
    }
  }

  /// The WebSocket or the events of this name are open.
  record Opened(String name) implements Message {}

  /// What was asked under this name came to nothing, or ended; the reason is for people.
  record Failed(String name, Why why, String reason) implements Message {

    /// What went wrong.
    public enum Why {
      /// Nobody is there, or it refuses connections.
      UNREACHABLE,
      /// No answer in time.
      LATE,
      /// Its certificate is not the one that it must have.
      UNTRUSTED,
      /// It broke off, or what it sent is no such protocol, too long, or leads elsewhere.
      BROKEN,
      /// We may not, or cannot, send this.
      FORBIDDEN
    }
  }

  /// A text on the WebSocket of this name.
  record WebSocketText(String name, String text) implements Message {}

  /// A server-sent event of the subscription of this name; `id` is empty where none was sent.
  record ServerSentEvent(String name, String id, String event, String data) implements Message {}

  /// A service that was announced by DNS-SD: `type` such as `_hue._tcp.local`, the instance's own
  /// label, the port of its SRV record, and the strings of its TXT record as they came.
  record Service(String type, String instance, int port, List<Bytes> texts) implements Message {
    public Service {
      texts = List.copyOf(texts);
    }

    /// The value of the first string `key=value`; names are compared without case.
    public Optional<String> text(String key) {
      for (Bytes one : texts) {
        String text = one.text();
        int equals = text.indexOf('=');
        if (equals > 0 && text.substring(0, equals).equalsIgnoreCase(key))
          return Optional.of(text.substring(equals + 1));
      }
      return Optional.empty();
    }
  }

  /// What came from an address without a link of ours having asked for it: an announcement, or the
  /// answer to a probe. The sender's address in figures is the network's, and can be forged.
  ///
  /// @param port the one that was asked, where it was by a request to an address that a person
  ///   typed; else 0
  record Seen(String from, int port, Message message) implements Message {
    public Seen(String from, Message message) {
      this(from, 0, message);
    }
  }

  /// A call of one of our webhooks, after its caller was proved. Header names are lower-case;
  /// secrets and signatures are not among them.
  record WebhookCall(String hook, Map<String, String> headers, Bytes body) implements Message {
    public WebhookCall {
      headers = Map.copyOf(headers);
    }
  }
}
