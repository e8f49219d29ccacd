package steward.thing;

import java.time.Duration;
import java.util.Map;
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

  /// An HTTP request to the thing's own address; `path` starts with a slash. `name` comes back with
  /// the answer.
  record HttpRequest(
      String name,
      String method,
      String path,
      Map<String, String> headers,
      Bytes body,
      Duration within)
      implements Message {
    public HttpRequest {
      headers = Map.copyOf(headers);
    }

    public static HttpRequest get(String name, String path) {
      return new HttpRequest(name, "GET", path, Map.of(), Bytes.EMPTY, Duration.ofSeconds(5));
    }
  }

  /// The answer to the request of the same name. Header names are lower-case. A status of 0 says that
  /// no answer came, and the body why.
  record HttpResponse(String name, int status, Map<String, String> headers, Bytes body)
      implements Message {
    public HttpResponse {
      headers = Map.copyOf(headers);
    }
  }

  /// A UDP datagram to or from the thing's own address.
  record Datagram(int port, Bytes body) implements Message {}

  /// A frame on the thing's TCP connection, cut by the link as the family's framing says.
  record TcpFrame(Bytes body) implements Message {}

  /// A WebSocket text message.
  record WebSocketText(String text) implements Message {}

  /// A server-sent event.
  record ServerSentEvent(String id, String event, String data) implements Message {}

  /// A call of one of our webhooks, after its caller was proved. Header names are lower-case; secrets
  /// and signatures are not among them.
  record WebhookCall(String hook, Map<String, String> headers, Bytes body) implements Message {
    public WebhookCall {
      headers = Map.copyOf(headers);
    }
  }
}
