package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A session is its user's: no other user takes it over by naming its client identifier.
class UsersApartTest {
  private static final String KEPT = "10 'MQTT' 04 80 0000 ";

  private final ConcurrentHashMap<String, String> forbidden = new ConcurrentHashMap<>();
  private final BrokerHouse house =
      new BrokerHouse(BrokerHouse.LIMITS, new Lists(), SessionStore.none());

  @AfterEach
  void end() {
    house.close();
  }

  private final class Lists implements Admission {
    @Override
    public Future<Verdict> connect(Candidate candidate) {
      return Future.succeededFuture(Verdict.allowed());
    }

    @Override
    public Verdict publish(Peer peer, String topic, boolean retain) {
      return Verdict.allowed();
    }

    @Override
    public Verdict subscribe(Peer peer, String filter) {
      return filter.equals(forbidden.get(peer.user()))
          ? new Verdict.Refused("not any more")
          : Verdict.allowed();
    }
  }

  private RawClient kept(String user, String wasThere) throws IOException {
    return new RawClient(house.port())
        .send(KEPT + "'device' '" + user + "'")
        .expect("20 " + wasThere + "00");
  }

  private void sleeping(String user) throws IOException {
    try (var client = kept(user, "00")) {
      client.send("82 0001 'secret' 01").expect("90 0001 01").send("E0");
    }
    Awaitility.await().until(this::allAway);
    try (var other = RawClient.four(house.port(), "p")) {
      other.send("32 'secret' 0001 =x").expect("40 0001");
    }
  }

  private boolean allAway() {
    var clients = new int[1];
    house.work(core -> clients[0] = core.sessions.clients());
    return clients[0] == 0;
  }

  @Test
  void another_user_with_the_same_client_identifier_gets_nothing_of_it() throws IOException {
    sleeping("owner");
    try (var thief = kept("thief", "00")) {
      thief.expectNothing();
      try (var owner = kept("owner", "01")) {
        assertThat(owner.read()[0]).isEqualTo((byte) 0x32);
        // and nobody was thrown out
        thief.expectNothing();
      }
    }
  }

  @Test
  void a_session_ends_when_its_user_may_not_hear_all_of_it_any_more() throws IOException {
    sleeping("owner");
    forbidden.put("owner", "secret");
    try (var owner = kept("owner", "00")) {
      owner.expectNothing();
    }
  }

  @Test
  void the_sign_between_user_and_identifier_cannot_be_sent() throws IOException {
    try (var client = new RawClient(house.port())) {
      client.send("10 'MQTT' 04 02 0000 0003 61 01 62").expect("20 0002").expectClosed();
    }
  }
}
