package steward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steward.access.Household.get;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.access.Claim.Outcome;
import steward.rights.Client;
import steward.rights.Grant;
import steward.rights.Role;

class ClaimTest {
  @TempDir Path home;
  private Household house;

  @BeforeEach
  void open() throws IOException {
    house = Household.open(home);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Path mark() {
    return home.resolve("keys/claimed");
  }

  private Path note() {
    return home.resolve("claim.txt");
  }

  private String code() {
    return house.claim.offer().orElseThrow().code();
  }

  private static String other(String code) {
    return code.equals("00000000") ? "11111111" : "00000000";
  }

  private Outcome claim(String code) {
    return get(house.claim.claim(house.wish(code)));
  }

  private void nothingIsLeft() {
    assertThat(house.accounts.users()).isEmpty();
    assertThat(house.accounts.clients()).isEmpty();
    assertThat(house.db.accounts().userIds()).isEmpty();
    assertThat(house.db.accounts().clientIds()).isEmpty();
    assertThat(house.db.registry().setting("place.zone")).isEmpty();
    assertThat(house.db.accounts().isClaimOpen()).isFalse();
    assertThat(house.claim.isClaimed()).isFalse();
    assertThat(Files.exists(mark())).isFalse();
  }

  @Test
  void the_code_on_the_console_makes_the_owner_and_is_gone_then() throws IOException {
    String code = code();
    assertThat(code).matches("\\d{8}");
    assertThat(Files.readString(note())).contains(code);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note())))
        .isEqualTo("rw-------");
    var told = new CopyOnWriteArrayList<Outcome.Done>();
    house.claim.onClaimed(told::add);

    var wish =
        new Claim.Wish(
            code.substring(0, 4) + " " + code.substring(4),
            "Alice",
            "Alice's laptop",
            ZoneId.of("Europe/Vienna"),
            Optional.of(new Claim.Spot(48.2, 16.37)));
    var done = (Outcome.Done) get(house.claim.claim(wish));

    assertThat(told).containsExactly(done);
    assertThat(done.user().role()).isEqualTo(Role.MASTER);
    assertThat(done.client().id().value()).isEqualTo("alices-laptop");
    assertThat(done.enrolment().recovery()).hasSize(10).doesNotHaveDuplicates();
    assertThat(done.enrolment().secret()).matches("[A-Z2-7]{26}");
    assertThat(Files.exists(note())).isFalse();
    assertThat(house.claim.offer()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mark())))
        .isEqualTo("rw-------");
    assertThat(house.db.registry().setting("place.zone")).contains("Europe/Vienna");
    assertThat(house.db.registry().setting("place.latitude")).contains("48.2");
    house.in(done.enrolment());

    house = house.restarted();
    assertThat(house.claim.isClaimed()).isTrue();
    assertThat(claim(code)).isEqualTo(new Outcome.Taken());
    house.clock.pass(Duration.ofMinutes(1));
    house.in(done.enrolment());
  }

  @Test
  void of_twenty_claims_at_once_one_makes_the_owner() throws Exception {
    String code = code();
    var start = new CyclicBarrier(20);
    var outcomes = new ArrayList<CompletableFuture<Outcome>>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 20; i++) {
      var answer = new CompletableFuture<Outcome>();
      outcomes.add(answer);
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              start.await();
              answer.complete(get(house.claim.claim(house.wish(code))));
            } catch (Exception e) {
              answer.completeExceptionally(e);
            }
          }));
    }
    for (Thread thread : threads) thread.join();
    var all = outcomes.stream().map(Household::get).toList();
    assertThat(all.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
    assertThat(all.stream().filter(new Outcome.Taken()::equals)).hasSize(19);
    assertThat(house.db.accounts().userIds()).hasSize(1);
  }

  @Test
  void five_failures_make_the_code_void_and_reopening_makes_another() throws IOException {
    String code = code();
    for (int left = 4; left >= 0; left--) {
      assertThat(claim(other(code))).isEqualTo(new Outcome.WrongCode(left));
    }
    assertThat(claim(code)).isEqualTo(new Outcome.Closed());
    assertThat(house.claim.isOpen()).isFalse();
    assertThat(Files.exists(note())).isFalse();
    nothingIsLeft();

    String second = house.claim.reopen().code();
    assertThat(Files.readString(note())).contains(second);
    assertThat(claim(second)).isInstanceOf(Outcome.Done.class);
    assertThatThrownBy(house.claim::reopen).isInstanceOf(Refusal.class);
  }

  @Test
  void after_half_an_hour_it_is_too_late_whatever_the_wall_clock_says() {
    String code = code();
    house.clock.pass(Duration.ofDays(20_000));
    assertThat(house.claim.isOpen()).as("only the wall clock was set").isTrue();
    house.nanos = Claim.WINDOW.toNanos();
    assertThat(house.claim.isOpen()).isTrue();
    house.nanos = Claim.WINDOW.toNanos() + 1;
    assertThat(house.claim.isOpen()).isFalse();
    house.clock.pass(Duration.ofDays(-20_000));
    assertThat(claim(code)).isEqualTo(new Outcome.Closed());
  }

  @Test
  void a_name_that_cannot_be_used_leaves_nothing_behind_and_costs_no_try() {
    String code = code();
    for (int i = 0; i < 10; i++) {
      var wish = new Claim.Wish(code, "\u202e", "Laptop", ZoneId.of("UTC"), Optional.empty());
      assertThatThrownBy(() -> get(house.claim.claim(wish))).isInstanceOf(Refusal.class);
    }
    nothingIsLeft();
    assertThat(claim(code)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void a_claim_that_the_disk_refuses_leaves_nothing_behind() throws IOException {
    String code = code();
    Path keys = home.resolve("keys");
    Path away = home.resolve("keys-away");
    Files.move(keys, away);
    Files.writeString(keys, "in the way");
    assertThatThrownBy(() -> claim(code)).rootCause().isInstanceOf(IOException.class);
    Files.delete(keys);
    Files.move(away, keys);
    nothingIsLeft();
    assertThat(claim(code))
        .as("the same code works once the disk does")
        .isInstanceOf(Outcome.Done.class);
  }

  /// What stands in the database when the steward is killed between its two writes.
  private void halfAClaim() {
    var user = house.accounts.newcomers().user("Mallory", Role.MASTER, Grant.NONE);
    var client = house.accounts.newcomers().client(user.id(), "Phone", Client.Kind.PHONE);
    get(
        house
            .db
            .accounts()
            .claim(user, client.row(), client.recovery(), Map.of("place.zone", "UTC")));
  }

  @Test
  void killed_before_the_mark_nothing_is_left_at_the_next_start() throws IOException {
    halfAClaim();
    house = house.restarted();
    nothingIsLeft();
    house.claimed();
  }

  @Test
  void killed_after_the_mark_all_is_there_at_the_next_start() throws IOException {
    halfAClaim();
    Files.writeString(mark(), "");
    house = house.restarted();
    assertThat(house.claim.isClaimed()).isTrue();
    assertThat(house.accounts.isHeld()).isTrue();
    assertThat(house.db.accounts().isClaimOpen()).isFalse();
    Files.delete(mark());
    house = house.restarted();
    assertThat(house.accounts.isHeld()).as("a finished claim is never taken back").isTrue();
  }

  @Test
  void a_house_with_an_owner_stays_so_with_an_empty_user_table_or_a_lost_database()
      throws Exception {
    house.claimed();
    house.close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("steward.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate("delete from user");
      statement.executeUpdate("delete from client");
    }
    house = Household.open(home);
    assertThat(house.accounts.users()).isEmpty();
    assertThat(house.claim.isClaimed()).isTrue();
    assertThat(house.claim.isOpen()).isFalse();
    assertThatThrownBy(house.claim::reopen).isInstanceOf(Refusal.class);
    assertThat(claim("00000000")).isEqualTo(new Outcome.Taken());

    house.close();
    try (var files = Files.list(home)) {
      for (Path file : files.filter(f -> f.toString().contains("steward.db")).toList()) {
        Files.delete(file);
      }
    }
    house = Household.open(home);
    assertThat(house.claim.isClaimed()).isTrue();
    assertThat(house.claim.offer()).isEmpty();
    house.in(get(house.claim.recover()));
    assertThat(house.accounts.isHeld()).isTrue();
  }

  @Test
  void whoever_sits_at_the_machine_gets_a_new_client_of_the_master() {
    assertThatThrownBy(() -> get(house.claim.recover())).isInstanceOf(Refusal.class);
    Enrolment alice = house.claimed();
    var session = house.in(alice).session();
    Enrolment found = get(house.claim.recover());
    assertThat(found.client().user()).isEqualTo(alice.client().user());
    house.in(found);
    assertThat(house.sessions.caller(session.token(), house.clock.instant())).isPresent();
  }

  @Test
  void codes_differ() throws IOException {
    var codes = new HashSet<String>();
    for (int i = 0; i < 10; i++) codes.add(house.claim.reopen().code());
    assertThat(codes).hasSizeGreaterThan(8);
  }
}
