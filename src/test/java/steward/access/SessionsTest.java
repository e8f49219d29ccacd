package steward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static steward.access.Household.get;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.rights.Caller;
import steward.rights.Client;
import steward.rights.Grant;
import steward.rights.Role;

class SessionsTest {
  @TempDir Path home;
  private Household house;
  private Client laptop;

  @BeforeEach
  void open() throws IOException {
    house = Household.open(home);
    laptop = house.claimed().client();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Sessions.Opened opened(Client client, Sessions.Via via) {
    return get(house.sessions.open(client, via, "192.168.1.20", false));
  }

  private Optional<Caller.Known> caller(Sessions.Opened session) {
    return house.sessions.caller(session.token(), house.clock.instant());
  }

  @Test
  void a_browsers_session_lasts_as_long_as_it_is_used_every_90_days() throws IOException {
    var session = opened(laptop, Sessions.Via.BROWSER);
    for (int i = 0; i < 5; i++) {
      house.clock.pass(Duration.ofDays(89));
      assertThat(caller(session)).isPresent();
      house = house.restarted();
    }
    house.clock.pass(Duration.ofDays(90));
    assertThat(caller(session)).isEmpty();
    assertThat(house.sessions.all()).isEmpty();
  }

  @Test
  void a_wall_screens_session_lasts_until_it_is_revoked() throws IOException {
    Client screen = house.client(laptop, "Hall", Client.Kind.SCREEN).client();
    var session = opened(screen, Sessions.Via.BROWSER);
    house.clock.pass(Duration.ofDays(4_000));
    house = house.restarted();
    assertThat(caller(session)).isPresent();
    assertThat(get(house.sessions.end(session.item().id()))).isTrue();
    assertThat(caller(session)).isEmpty();
    assertThat(get(house.sessions.end(session.item().id()))).isFalse();
    house = house.restarted();
    assertThat(caller(session)).isEmpty();
  }

  @Test
  void sessions_of_ssh_and_of_certificates_are_short_and_end_with_the_steward() throws IOException {
    var ssh = opened(laptop, Sessions.Via.SSH);
    var certificate = opened(laptop, Sessions.Via.CERTIFICATE);
    house.clock.pass(Duration.ofMinutes(59));
    assertThat(caller(ssh)).isPresent();
    house.clock.pass(Duration.ofMinutes(59));
    assertThat(caller(ssh)).isPresent();
    assertThat(caller(certificate)).isEmpty();
    house = house.restarted();
    assertThat(caller(ssh)).isEmpty();
  }

  @Test
  void suspending_and_removing_end_sessions_and_a_new_role_counts_at_once() {
    var bob = get(house.accounts.addUser("Bob", Role.RESIDENT, Grant.NONE));
    Client phone = get(house.accounts.addClient(bob.id(), "Phone", Client.Kind.PHONE)).client();
    var ended = new CopyOnWriteArrayList<String>();
    house.sessions.onEnded(item -> ended.add(item.id()));
    var session = opened(phone, Sessions.Via.BROWSER);
    get(house.accounts.changeUser(bob.id(), Role.MONITOR, Grant.NONE));
    assertThat(caller(session).orElseThrow().user().role()).isEqualTo(Role.MONITOR);
    assertThat(ended).isEmpty();

    get(house.accounts.suspendUser(bob.id(), true));
    assertThat(caller(session)).isEmpty();
    assertThat(ended).containsExactly(session.item().id());
    get(house.accounts.suspendUser(bob.id(), false));
    assertThat(caller(session)).as("taking it back opens no old session").isEmpty();

    var second = opened(phone, Sessions.Via.BROWSER);
    get(house.accounts.removeClient(phone.id()));
    assertThat(caller(second)).isEmpty();
    assertThat(house.sessions.count(phone.id())).isZero();
  }

  @Test
  void the_session_used_longest_ago_makes_room_for_a_new_one() {
    List<Sessions.Opened> all = new ArrayList<>();
    for (int i = 0; i < Sessions.PER_CLIENT_MAX; i++) {
      house.clock.pass(Duration.ofSeconds(1));
      all.add(opened(laptop, Sessions.Via.BROWSER));
    }
    house.clock.pass(Duration.ofSeconds(1));
    assertThat(caller(all.getFirst())).isPresent();
    opened(laptop, Sessions.Via.BROWSER);
    assertThat(caller(all.getFirst())).isPresent();
    assertThat(caller(all.get(1))).isEmpty();
    assertThat(house.sessions.count(laptop.id())).isEqualTo(Sessions.PER_CLIENT_MAX);
  }

  @Test
  void requests_are_not_written_one_by_one() {
    var session = opened(laptop, Sessions.Via.BROWSER);
    get(house.db.registry().putSetting("x", "x"));
    long writes = house.db.health().counters().getOrDefault("store.writes", 0L);
    for (int i = 0; i < 10_000; i++) {
      house.clock.pass(Duration.ofMillis(20));
      assertThat(caller(session)).isPresent();
    }
    get(house.db.registry().putSetting("x", "y"));
    assertThat(house.db.health().counters().getOrDefault("store.writes", 0L))
        .isLessThanOrEqualTo(writes + 3);
  }

  @Test
  void what_is_no_token_opens_nothing() {
    var session = opened(laptop, Sessions.Via.BROWSER);
    for (String token :
        new String[] {"", "x", "A".repeat(43), session.item().id(), session.token() + "A"}) {
      assertThat(house.sessions.caller(token, house.clock.instant())).isEmpty();
    }
    assertThat(session.token()).matches("[A-Za-z0-9_-]{43}");
  }
}
