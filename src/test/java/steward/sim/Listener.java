package steward.sim;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import steward.thing.Message.Publish;
import steward.value.Bytes;

/// An ordinary MQTT client that hears everything, for a test. Thread-safe.
final class Listener {
  private final MqttClient client;
  private final List<Publish> heard = new CopyOnWriteArrayList<>();

  Listener(Vertx vertx, int port) {
    client =
        MqttClient.create(vertx, new io.vertx.mqtt.MqttClientOptions().setMaxMessageSize(100_000));
    client.publishHandler(message ->
        heard.add(
            new Publish(
                message.topicName(),
                Bytes.wrap(message.payload().getBytes()),
                message.qosLevel().value(),
                message.isRetain())));
    client.connect(port, "127.0.0.1").compose(_ -> client.subscribe("#", 0)).await();
  }

  List<Publish> heard() {
    return heard;
  }

  List<String> texts(String topic) {
    return heard.stream()
        .filter(message -> message.topic().equals(topic))
        .map(Publish::text)
        .toList();
  }

  Optional<String> last(String topic) {
    List<String> texts = texts(topic);
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts.getLast());
  }

  void say(String topic, String payload) {
    client.publish(topic, Buffer.buffer(payload), MqttQoS.AT_MOST_ONCE, false, false).await();
  }

  void forget() {
    heard.clear();
  }

  void close() {
    client.disconnect().await();
  }
}
