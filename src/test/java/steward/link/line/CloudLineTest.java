package steward.link.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.driver.Way;
import steward.network.Clouds;
import steward.network.Datagrams;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.value.Bytes;

/// What a line to a cloud refuses to carry.
class CloudLineTest {
  private final BlockingQueue<Message> came = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private Line line;

  /// Every name leads to a thing of the home network, as a wrong or hostile name server may say.
  @BeforeEach
  void begin() {
    vertx = Vertx.vertx();
    var outgoing = new Outgoing(vertx, _ -> List.of(InetAddress.ofLiteral("192.168.1.5")));
    var lines =
        new OwnLines(
            vertx,
            outgoing,
            new Datagrams(vertx, outgoing),
            Purpose.THING,
            Clouds.NONE,
            Optional.empty());
    line = lines.open(new Way.Cloud(List.of("api.example.com"), "nothing"), "one", came::add);
  }

  @AfterEach
  void end() throws Exception {
    line.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private Message.Failed asked(Message message) throws InterruptedException {
    line.send(message);
    return (Message.Failed) came.poll(60, TimeUnit.SECONDS);
  }

  private static Message request(String host, int port) {
    return new Message.HttpRequest(
        "q", host, port, "GET", "/", Map.of(), Bytes.EMPTY, Duration.ofSeconds(20));
  }

  @Test
  void a_host_that_the_family_does_not_declare_is_not_reached() throws Exception {
    assertThat(asked(request("evil.example", 443)).why()).isEqualTo(Why.FORBIDDEN);
    assertThat(asked(request("", 443)).why()).isEqualTo(Why.FORBIDDEN);
    assertThat(asked(request("api.example.com", 8443)).why()).isEqualTo(Why.FORBIDDEN);
  }

  @Test
  void a_name_that_leads_into_the_home_network_is_not_followed() throws Exception {
    Message.Failed failed = asked(request("api.example.com", 443));
    assertThat(failed.why()).isEqualTo(Why.UNREACHABLE);
    assertThat(failed.reason()).contains("may not be reached");
  }

  @Test
  void nothing_but_https_goes_to_a_cloud() throws Exception {
    assertThat(asked(new Message.Datagram(443, Bytes.EMPTY)).why()).isEqualTo(Why.FORBIDDEN);
    assertThat(asked(new Message.Dial("ws", 443, "/", "")).why()).isEqualTo(Why.FORBIDDEN);
  }
}
