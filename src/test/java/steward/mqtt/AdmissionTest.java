package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who may do what is asked each time, and the answer is told.
class AdmissionTest {
  private final BrokerHouse house =
      new BrokerHouse(BrokerHouse.LIMITS, new Picky(), SessionStore.none());

  @AfterEach
  void end() {
    house.close();
  }

  @Test
  void admission_is_asked_for_everything_and_its_reason_is_told() throws IOException {
    try (var client = new RawClient(house.port())) {
      client.send("10 'MQTT' 05 02 0000 00 'bad'").expect("20 00 87 (1F 'not you')").expectClosed();
    }
    try (var client = new RawClient(house.port())) {
      client
          .send("10 'MQTT' 05 C2 0000 00 'x' 'user' 'wrong'")
          .expect("20 00 86 (1F 'wrong')")
          .expectClosed();
    }
    try (var client = RawClient.five(house.port(), "good")) {
      client
          .send("32 'secret' 0001 00")
          .expect("40 0001 87 (1F 'not there')")
          .send("34 'secret' 0002 00");
      client
          .expect("50 0002 87 (1F 'not there')")
          .send("82 0003 00 'secret' 00")
          .expect("90 0003 00 87");
    }
    try (var old = RawClient.four(house.port(), "good")) {
      old.send("32 'secret' 0001")
          .expect("40 0001")
          .send("82 0003 'secret' 00")
          .expect("90 0003 80");
    }
    assertThat(house.count(Counter.PUBLISH_REFUSED)).isEqualTo(3);
  }

  /// Refuses by name.
  private static final class Picky implements Admission {
    @Override
    public Future<Verdict> connect(Candidate candidate) {
      if (candidate.hasPassword())
        return Future.succeededFuture(new Verdict.WrongCredentials("wrong"));
      boolean isBad = candidate.peer().clientId().equals("bad");
      return Future.succeededFuture(isBad ? new Verdict.Refused("not you") : Verdict.allowed());
    }

    @Override
    public Verdict publish(Peer peer, String topic, boolean retain) {
      return topic.equals("secret") ? new Verdict.Refused("not there") : Verdict.allowed();
    }

    @Override
    public Verdict subscribe(Peer peer, String filter) {
      return publish(peer, filter, false);
    }
  }

  @Test
  void only_this_machine_may_connect_by_default() {
    var admission = Admission.loopbackOnly();
    for (var address :
        java.util.List.of("127.0.0.1:5", "0:0:0:0:0:0:0:1%lo:5", "192.168.1.9:5", "", "evil:5")) {
      var peer = new Peer("c", "", address, "tcp");
      var candidate = new Admission.Candidate(peer, false, false, steward.value.Bytes.EMPTY);
      boolean isLocal = address.startsWith("127.") || address.startsWith("0:");
      assertThat(admission.connect(candidate).result().isAllowed()).as(address).isEqualTo(isLocal);
    }
  }
}
