package steward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steward.access.Household.get;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.rights.Grant;
import steward.rights.Role;
import steward.rights.Times;
import steward.rights.User;
import steward.rights.UserId;

class AccountsTest {
  @TempDir Path home;
  private Household house;
  private Enrolment alice;

  @BeforeEach
  void open() throws IOException {
    house = Household.open(home);
    alice = house.claimed();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static void refused(CompletableFuture<?> change, Refusal.Why why) {
    assertThatThrownBy(() -> get(change))
        .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.why()).isEqualTo(why));
  }

  private User user(String name, Role role) {
    return get(house.accounts.addUser(name, role, Grant.NONE));
  }

  @Test
  void everything_about_users_and_clients_is_there_after_a_restart() throws IOException {
    var grant =
        new Grant(
            Set.of("Guest room", "Küche"),
            List.of(new Times(Set.of(), LocalTime.of(8, 0), LocalTime.of(20, 30))),
            Set.of("meter/power"));
    User guest = get(house.accounts.addUser("Gäste", Role.GUEST, grant));
    Client phone = get(house.accounts.addClient(guest.id(), "Phone", Client.Kind.PHONE)).client();
    get(house.accounts.renameClient(phone.id(), "Old phone"));
    get(house.accounts.certificateSuffices(phone.id(), true));
    get(house.accounts.packaged(phone.id(), "c-7f3k.local", Optional.of("ab".repeat(32))));
    get(house.accounts.putSshKey(phone.id(), SshKeyTest.ED25519 + " guest@phone"));
    get(house.accounts.renameUser(guest.id(), "Guests"));
    User suspended = get(house.accounts.suspendUser(guest.id(), true));
    Client before = house.accounts.client(phone.id()).orElseThrow();

    house = house.restarted();

    assertThat(house.accounts.user(guest.id())).contains(suspended);
    assertThat(house.accounts.client(phone.id())).contains(before);
    assertThat(before.name()).isEqualTo("Old phone");
    assertThat(suspended.grant()).isEqualTo(grant);
    assertThat(house.accounts.clientByHost("c-7f3k.local")).contains(before);
    assertThat(house.accounts.clientByCertificate("ab".repeat(32))).contains(before);
    assertThat(house.accounts.clientBySshKey(SshKeyTest.ED25519)).contains(before);
    assertThat(house.accounts.caller(phone.id(), Optional.empty())).isEmpty();
    assertThat(house.accounts.users()).hasSize(2);
  }

  @Test
  void the_last_master_cannot_lose_the_house() {
    UserId owner = alice.client().user();
    ClientId laptop = alice.client().id();
    refused(house.accounts.removeUser(owner), Refusal.Why.LAST_MASTER);
    refused(house.accounts.suspendUser(owner, true), Refusal.Why.LAST_MASTER);
    refused(house.accounts.changeUser(owner, Role.RESIDENT, Grant.NONE), Refusal.Why.LAST_MASTER);
    refused(house.accounts.removeClient(laptop), Refusal.Why.LAST_MASTER);
    refused(house.accounts.suspendClient(laptop, true), Refusal.Why.LAST_MASTER);

    // A master without a client cannot sign in, so it does not count.
    User bob = user("Bob", Role.MASTER);
    refused(house.accounts.removeUser(owner), Refusal.Why.LAST_MASTER);
    Enrolment phone = get(house.accounts.addClient(bob.id(), "Phone", Client.Kind.PHONE));
    get(house.accounts.suspendClient(phone.client().id(), true));
    refused(house.accounts.removeClient(laptop), Refusal.Why.LAST_MASTER);
    get(house.accounts.suspendClient(phone.client().id(), false));

    get(house.accounts.removeUser(owner));
    assertThat(house.accounts.isHeld()).isTrue();
    refused(house.accounts.removeUser(bob.id()), Refusal.Why.LAST_MASTER);
  }

  @Test
  void two_masters_that_remove_each_other_at_once_leave_one() {
    for (int round = 0; round < 10; round++) {
      User bob = user("Bob", Role.MASTER);
      get(house.accounts.addClient(bob.id(), "Phone", Client.Kind.PHONE));
      UserId owner =
          house.accounts.users().stream()
              .map(User::id)
              .filter(id -> !id.equals(bob.id()))
              .findAny()
              .orElseThrow();
      var one = house.accounts.removeUser(owner);
      var other = house.accounts.suspendUser(bob.id(), true);
      CompletableFuture.allOf(one, other).exceptionally(_ -> null).join();
      assertThat(house.accounts.isHeld()).isTrue();
      assertThat(one.isCompletedExceptionally()).isNotEqualTo(other.isCompletedExceptionally());
      if (one.isCompletedExceptionally()) {
        get(house.accounts.suspendUser(bob.id(), false));
        get(house.accounts.removeUser(owner));
      }
    }
  }

  @Test
  void ids_are_never_given_again() throws IOException {
    User first = user("Bob", Role.RESIDENT);
    Client phone = get(house.accounts.addClient(first.id(), "Phone", Client.Kind.PHONE)).client();
    get(house.accounts.removeUser(first.id()));
    house = house.restarted();
    User second = user("Bob", Role.RESIDENT);
    Client other = get(house.accounts.addClient(second.id(), "Phone", Client.Kind.PHONE)).client();

    assertThat(first.id().value()).isEqualTo("bob");
    assertThat(second.id().value()).isEqualTo("bob-2");
    assertThat(phone.id().value()).isEqualTo("phone");
    assertThat(other.id().value()).isEqualTo("phone-2");
    assertThat(house.accounts.client(phone.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "Device", "STEWARD", "stranger", "machine"})
  void nobody_gets_an_id_that_the_journal_uses_for_others(String name) {
    assertThat(user(name, Role.RESIDENT).id().value()).endsWith("-2");
  }

  @Test
  void a_name_of_which_no_slug_can_be_made_is_fine() {
    assertThat(user("李雷", Role.RESIDENT).id().value()).isEqualTo("user");
    assertThat(user("دعاء", Role.RESIDENT).id().value()).isEqualTo("user-2");
    assertThat(user("<script>alert(1)</script>", Role.RESIDENT).name())
        .isEqualTo("<script>alert(1)</script>");
  }

  @Test
  void what_cannot_be_seen_in_a_name_is_taken_out() {
    assertThat(user("\u202eecilA\u0000 \u200b\n  B\u2066\ufeff\ud800", Role.RESIDENT).name())
        .isEqualTo("ecilA B");
    for (String name : new String[] {"", "  ", "\u0000", "\u202e\u2066", "\u200d", "\u0301"}) {
      refused(house.accounts.addUser(name, Role.RESIDENT, Grant.NONE), Refusal.Why.MALFORMED);
    }
    refused(
        house.accounts.addUser("x".repeat(61), Role.RESIDENT, Grant.NONE), Refusal.Why.MALFORMED);
    refused(
        house.accounts.addUser("x".repeat(1_000_000), Role.RESIDENT, Grant.NONE),
        Refusal.Why.MALFORMED);
  }

  @Test
  void there_is_an_end_to_users_and_clients() throws Exception {
    house.close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("steward.db"));
        var insert =
            connection.prepareStatement("insert into user select ?, json, 0 from user limit 1")) {
      connection.setAutoCommit(false);
      for (int i = 1; i < Accounts.USERS_MAX; i++) {
        insert.setString(1, "user-" + i);
        insert.executeUpdate();
      }
      connection.commit();
    }
    house = Household.open(home);
    assertThat(house.accounts.users()).hasSize(Accounts.USERS_MAX);
    refused(house.accounts.addUser("One more", Role.GUEST, Grant.NONE), Refusal.Why.LIMIT);
    for (int i = 1; i < Accounts.CLIENTS_PER_USER_MAX; i++) {
      get(house.accounts.addClient(alice.client().user(), "C" + i, Client.Kind.SCRIPT));
    }
    refused(
        house.accounts.addClient(alice.client().user(), "More", Client.Kind.SCRIPT),
        Refusal.Why.LIMIT);
    assertThat(get(house.claim.recover()).client().user()).isEqualTo(alice.client().user());
  }

  @Test
  void whatever_takes_rights_away_is_told_at_once() {
    User bob = user("Bob", Role.MASTER);
    ClientId phone =
        get(house.accounts.addClient(bob.id(), "Phone", Client.Kind.PHONE)).client().id();
    ClientId tablet =
        get(house.accounts.addClient(bob.id(), "Tab", Client.Kind.SCREEN)).client().id();
    var told = new CopyOnWriteArrayList<ClientId>();
    house.accounts.onRevoked(_ -> {
      throw new IllegalStateException("one that fails stops nobody");
    });
    house.accounts.onRevoked(told::add);

    get(house.accounts.renameUser(bob.id(), "Robert"));
    assertThat(told).isEmpty();
    get(house.accounts.changeUser(bob.id(), Role.GUEST, Grant.NONE));
    assertThat(told).containsExactlyInAnyOrder(phone, tablet);
    told.clear();
    get(house.accounts.suspendClient(tablet, true));
    assertThat(told).containsExactly(tablet);
    told.clear();
    get(house.accounts.removeUser(bob.id()));
    assertThat(told).containsExactlyInAnyOrder(phone, tablet);
  }

  @Test
  void a_privacy_package_is_made_once_and_a_key_is_one_clients() {
    ClientId laptop = alice.client().id();
    ClientId phone = house.client(alice.client(), "Phone", Client.Kind.PHONE).client().id();
    get(house.accounts.packaged(laptop, "c-1.local", Optional.empty()));
    refused(house.accounts.packaged(laptop, "c-2.local", Optional.empty()), Refusal.Why.TAKEN);
    get(house.accounts.putSshKey(laptop, SshKeyTest.ED25519));
    refused(house.accounts.putSshKey(phone, SshKeyTest.ED25519), Refusal.Why.TAKEN);
    get(house.accounts.removeSshKey(laptop));
    get(house.accounts.putSshKey(phone, SshKeyTest.ED25519 + " me@phone"));
    refused(house.accounts.renameClient(new ClientId("nobody"), "X"), Refusal.Why.UNKNOWN);
    refused(
        house.accounts.addClient(new UserId("nobody"), "X", Client.Kind.PHONE),
        Refusal.Why.UNKNOWN);
  }

  @Test
  void rows_that_cannot_be_read_keep_nobody_else_out() throws Exception {
    User bob = user("Bob", Role.RESIDENT);
    house.client(alice.client(), "Phone", Client.Kind.PHONE);
    Path file = home.resolve("steward.db");
    house.close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate("update user set json = '{\"role\":7' where id = 'bob'");
      statement.executeUpdate("update client set json = '[]' where id = 'phone'");
    }
    house = Household.open(home);

    assertThat(house.accounts.users()).extracting(User::id).containsExactly(alice.client().user());
    assertThat(house.accounts.clients()).containsExactly(alice.client());
    assertThat(house.db.health().notes()).hasSize(2);
    assertThat(user("Bob", Role.RESIDENT).id()).isNotEqualTo(bob.id());
  }

  @Test
  void no_secret_stands_in_the_database_file() throws IOException {
    Enrolment phone = house.client(alice.client(), "Phone", Client.Kind.PHONE);
    var signedIn = house.in(phone);
    house.signIn(Household.recovery(alice.secret(), alice.recovery().getFirst()));
    var secrets = new ArrayList<String>(List.of(signedIn.session().token(), signedIn.cookie()));
    for (Enrolment one : List.of(alice, phone)) {
      secrets.add(one.secret());
      secrets.add(one.uri().replaceAll(".*secret=|&issuer.*", ""));
      secrets.addAll(one.recovery());
      one.recovery().forEach(code -> secrets.add(code.replace("-", "")));
    }
    house.close();
    try (var files = Files.list(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String secret : secrets) {
          assertThat(text.contains(secret)).as("%s in %s", secret, file).isFalse();
        }
        for (Enrolment one : List.of(alice, phone)) {
          byte[] raw = Base32.read(one.secret(), 16).orElseThrow();
          assertThat(text).doesNotContain(new String(raw, StandardCharsets.ISO_8859_1));
        }
      }
    }
    assertThat(alice.toString() + signedIn + signedIn.session()).doesNotContain(secrets);
    house = Household.open(home);
  }

  @Test
  void when_a_client_was_seen_is_kept_but_seldom_written() throws IOException {
    ClientId laptop = alice.client().id();
    house.accounts.seen(laptop);
    get(house.db.registry().putSetting("x", "x"));
    long writes = house.db.health().counters().getOrDefault("store.writes", 0L);
    for (int i = 0; i < 1000; i++) {
      house.clock.pass(Duration.ofMillis(500));
      house.accounts.seen(laptop);
    }
    get(house.db.registry().putSetting("x", "y"));
    assertThat(house.db.health().counters().getOrDefault("store.writes", 0L))
        .isLessThanOrEqualTo(writes + 1);
    assertThat(house.accounts.lastSeen(laptop)).contains(house.clock.instant());
    house = house.restarted();
    assertThat(house.accounts.lastSeen(laptop)).contains(Household.NOON);
  }
}
