package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever has one address of IP version 6 has 2^64 of them: all of a network share what one
/// stranger has, and a neighbour in another network goes on.
class OneNetworkTest {
  private static final String NOBODY = "A".repeat(26);
  private static final int ADDRESSES = 60;
  private static final int REQUESTS = 50;

  @TempDir Path home;

  private Neighbourhood near;
  private OwnedHouse house;

  @BeforeEach
  void begin() throws Exception {
    near = Neighbourhood.make();
    near.behind("fd13:80::/64", times(ADDRESSES, OneNetworkTest::thief));
    near.behind("fd13:81::/64", times(2, OneNetworkTest::neighbour));
    house = OwnedHouse.on(home, "https.listen=home", "ssh.port=0");
  }

  @AfterEach
  void end() throws Exception {
    if (house != null) house.close();
    if (near != null) near.close();
  }

  /// An address of the thief's network, the next one each time.
  private static String thief(int number) {
    int one = number % ADDRESSES;
    return String.format(Locale.ROOT, "fd13:80::%x:%x", one * 997, 1 + one * 31);
  }

  private static String neighbour(int number) {
    return "fd13:81::" + (10 + number);
  }

  private Wire to(String listener, String from) {
    return Wire.from(from, Neighbourhood.HERE_6, house.running().house.port(listener));
  }

  private int asks(String from, String method, String path, String body) {
    return Wire.ask(
            to("https", from).withTls(),
            method,
            path,
            body,
            "Host",
            "[" + Neighbourhood.HERE_6 + "]:" + house.https())
        .status();
  }

  private int guesses(String from) {
    return asks(from, "POST", "/api/v1/session", login(NOBODY, "000000"));
  }

  private static String login(String client, String code) {
    return "{\"client\":\"%s\",\"code\":\"%s\"}".formatted(client, code);
  }

  private static <T> List<T> times(int count, java.util.function.IntFunction<T> what) {
    var all = new ArrayList<T>(count);
    for (int i = 0; i < count; i++) all.add(what.apply(i));
    return all;
  }

  @Test
  void guessing_from_many_addresses_is_one_strangers_guessing() throws Exception {
    Token bob = house.newUser("Bob", "resident", "");
    List<Integer> heard = near.there(() -> times(90, i -> guesses(thief(i))));
    assertThat(heard).containsOnly(401, 429);
    assertThat(heard.subList(0, 20)).containsOnly(401);
    assertThat(heard.stream().filter(status -> status == 401).count())
        .as("a few come back while it guesses")
        .isLessThan(60);
    assertThat(near.there(() -> guesses(neighbour(0))))
        .as("a stranger of another network is heard")
        .isEqualTo(401);
    Callable<Integer> signIn =
        () -> asks(neighbour(1), "POST", "/api/v1/session", login(bob.client(), bob.code()));
    assertThat(near.there(signIn)).isEqualTo(200);
  }

  /// Asks so often at once on one connection, and counts the answers that are not refused.
  private int served(String from, int times) {
    var host = new String[] {"Host", "[" + Neighbourhood.HERE_6 + "]:" + house.https()};
    try (Wire wire = to("https", from).withTls()) {
      for (int i = 0; i < times; i++) wire.request("GET", "/healthz", "", host);
      int served = 0;
      for (int i = 0; i < times; i++) {
        int status = wire.read().status();
        assertThat(status).isIn(200, 429);
        if (status == 200) served++;
      }
      return served;
    }
  }

  @Test
  void requests_from_many_addresses_are_counted_as_one_strangers() throws Exception {
    List<Integer> served = near.there(() -> times(ADDRESSES, i -> served(thief(i), REQUESTS)));
    assertThat(served.getFirst()).isEqualTo(REQUESTS);
    assertThat(served.getLast())
        .as("what is left for an address that asks for the first time")
        .isLessThan(REQUESTS);
    assertThat(near.there(() -> served(neighbour(0), REQUESTS)))
        .as("a neighbour in another network")
        .isEqualTo(REQUESTS);
  }

  @Test
  void a_network_has_so_many_connections_of_ssh_and_no_more() throws Exception {
    await().until(() -> house.running().house.port("ssh") > 0);
    List<Wire> many = near.there(() -> times(14, i -> to("ssh", thief(i))));
    try {
      assertThat(many.stream().filter(one -> one.line().startsWith("SSH-2.0-")).count())
          .isEqualTo(8);
      try (Wire neighbour = near.there(() -> to("ssh", neighbour(0)))) {
        assertThat(neighbour.line()).startsWith("SSH-2.0-");
      }
    } finally {
      many.forEach(Wire::close);
    }
  }
}
