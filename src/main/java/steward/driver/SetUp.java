package steward.driver;

import java.util.TreeSet;

/// Steps to connect a device, for people.
public final class SetUp {
  private SetUp() {}

  /// For any device: what to enter where it asks for a broker.
  public static String plainly(Attachment to, OwnTopics own) {
    var text = new StringBuilder();
    text.append("Enter these in the device where it asks for its MQTT broker:\n");
    text.append("Host: ").append(to.host()).append('\n');
    text.append("Port: ").append(ports(to)).append('\n');
    text.append("User: ").append(to.name()).append('\n');
    text.append("Password: ").append(to.password()).append('\n');
    if (!own.publishes().isEmpty())
      text.append("It may publish to: ").append(listed(own.publishes())).append('\n');
    if (!own.subscribes().isEmpty())
      text.append("It may subscribe to: ").append(listed(own.subscribes())).append('\n');
    return text.toString();
  }

  private static String ports(Attachment to) {
    String tls = to.tls().map(port -> port + " with TLS").orElse("");
    String plain = to.plain().map(port -> port + " without TLS").orElse("");
    String both = tls + (tls.isEmpty() || plain.isEmpty() ? "" : ", or ") + plain;
    return both.isEmpty() ? "none is open beyond this machine: see mqtt.tls-port" : both;
  }

  private static String listed(java.util.Set<String> topics) {
    return String.join(", ", new TreeSet<>(topics));
  }
}
