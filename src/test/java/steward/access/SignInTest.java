package steward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static steward.access.Household.attempt;
import static steward.access.Household.get;
import static steward.access.Household.withCookie;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.access.SignIn.Outcome;
import steward.rights.Client;
import steward.store.CookieRow;

class SignInTest {
  private static final Outcome REFUSED = new Outcome.Refused();

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

  @Test
  void a_client_signs_in_with_its_secret_once_and_then_with_its_browsers_mark() {
    var first = house.in(alice);
    assertThat(first.client()).isEqualTo(alice.client());
    assertThat(first.session().item().via()).isEqualTo(Sessions.Via.BROWSER);
    var caller = house.sessions.caller(first.session().token(), house.clock.instant());
    assertThat(caller.orElseThrow().freshUntil())
        .contains(house.clock.instant().plus(Duration.ofMinutes(5)));

    house.clock.pass(Duration.ofDays(100));
    assertThat(house.sessions.caller(first.session().token(), house.clock.instant())).isEmpty();
    var second = house.signIn(withCookie(first.cookie(), house.code(alice)));
    assertThat(second)
        .isInstanceOfSatisfying(
            Outcome.SignedIn.class, in -> assertThat(in.cookie()).isEqualTo(first.cookie()));
    var marks = new DeviceCookies(house.db.sessions(), house.accounts, house.clock);
    assertThat(marks.find(first.cookie()).map(CookieRow::client)).contains(alice.client().id());
  }

  @Test
  void a_right_code_says_that_the_clock_is_right_and_nothing_else_does() {
    var told = new ArrayList<String>();
    house.signIn.onTimeProven(() -> told.add("right"));
    String right = house.code(alice);
    house.signIn(attempt(alice.secret(), right.equals("000000") ? "000001" : "000000"));
    house.clock.pass(Duration.ofSeconds(5));
    assertThat(told).isEmpty();
    house.in(alice);
    assertThat(told).hasSize(1);
  }

  @Test
  void no_code_is_accepted_twice_not_even_after_a_restart_nor_one_before_it() throws IOException {
    Instant now = house.clock.instant();
    String early = Household.code(alice, now.minusSeconds(30));
    String present = Household.code(alice, now);
    house.in(alice);
    assertThat(house.signIn(attempt(alice.secret(), present))).isEqualTo(REFUSED);
    house = house.restarted();
    assertThat(house.signIn(attempt(alice.secret(), present))).isEqualTo(REFUSED);
    house.clock.pass(Duration.ofSeconds(3));
    assertThat(house.signIn(attempt(alice.secret(), early))).isEqualTo(REFUSED);
    house.clock.pass(Duration.ofSeconds(30));
    house.in(alice);
  }

  @Test
  void of_twenty_that_use_one_code_at_once_one_gets_in() {
    String cookie = house.in(alice).cookie();
    house.clock.pass(Duration.ofSeconds(30));
    String code = house.code(alice);
    var tries = new ArrayList<CompletableFuture<Outcome>>();
    for (int i = 0; i < 20; i++) {
      tries.add(house.signIn.signIn(attempt(alice.secret(), code)));
      tries.add(house.signIn.signIn(withCookie(cookie, code)));
    }
    assertThat(tries.stream().map(Household::get).filter(Outcome.SignedIn.class::isInstance))
        .hasSize(1);
  }

  @Test
  void one_step_on_either_side_is_accepted() {
    Instant now = house.clock.instant();
    assertThat(house.signIn(attempt(alice.secret(), Household.code(alice, now.minusSeconds(30)))))
        .isInstanceOf(Outcome.SignedIn.class);
    assertThat(house.signIn(attempt(alice.secret(), Household.code(alice, now.plusSeconds(30)))))
        .isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void a_clock_that_differs_is_told_to_the_known_only_and_its_code_never_works() {
    house.clock.pass(Duration.ofSeconds(15));
    Instant now = house.clock.instant();
    for (int seconds : new int[] {-60, 60, 300}) {
      String code = Household.code(alice, now.plusSeconds(seconds));
      assertThat(house.signIn(attempt(alice.secret(), code)))
          .isInstanceOfSatisfying(
              Outcome.ClocksDiffer.class,
              differ -> assertThat(differ.by().toSeconds()).isCloseTo(seconds, within(40L)));
      assertThat(house.signIn(attempt("A".repeat(26), code))).isEqualTo(REFUSED);
      house.clock.pass(Duration.ofSeconds(8));
    }
    house.clock.set(now.plusSeconds(300));
    String told = Household.code(alice, house.clock.instant());
    assertThat(house.signIn(attempt(alice.secret(), told))).isEqualTo(REFUSED);
    house.clock.pass(Duration.ofSeconds(60));
    house.in(alice);
  }

  @Test
  void a_clock_forty_seconds_off_is_told_where_it_matters() {
    Instant now = house.clock.instant().plusSeconds(25);
    house.clock.set(now);
    assertThat(house.signIn(attempt(alice.secret(), Household.code(alice, now.plusSeconds(40)))))
        .isEqualTo(new Outcome.ClocksDiffer(Duration.ofSeconds(50)));
    house.clock.pass(Duration.ofSeconds(10));
    now = house.clock.instant();
    assertThat(house.signIn(attempt(alice.secret(), Household.code(alice, now.minusSeconds(40)))))
        .isEqualTo(new Outcome.ClocksDiffer(Duration.ofSeconds(-50)));
  }

  @Test
  void everything_wrong_has_one_answer() {
    Enrolment phone = house.client(alice.client(), "Phone", Client.Kind.PHONE);
    Enrolment gone = house.client(alice.client(), "Gone", Client.Kind.PHONE);
    get(house.accounts.suspendClient(phone.client().id(), true));
    get(house.accounts.removeClient(gone.client().id()));
    var attempts =
        List.of(
            attempt(alice.secret(), "000000"),
            attempt(phone.secret(), house.code(phone)),
            attempt(gone.secret(), house.code(gone)),
            attempt("", house.code(alice)),
            attempt("' or 1=1 --", "\u0000"),
            attempt("B".repeat(26), house.code(alice)),
            Household.recovery(gone.secret(), gone.recovery().getFirst()),
            Household.recovery(phone.secret(), phone.recovery().getFirst()),
            withCookie("A".repeat(43), house.code(alice)),
            new SignIn.Attempt(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "x"));
    var answers = new HashSet<Outcome>();
    for (var one : attempts) {
      answers.add(house.signIn(one));
      house.clock.pass(Duration.ofMinutes(20));
    }
    assertThat(answers).containsExactly(REFUSED);
  }

  @Test
  void a_recovery_code_is_good_for_one_use_also_after_a_restart() throws IOException {
    String code = alice.recovery().get(3);
    String typed = code.toLowerCase(java.util.Locale.ROOT).replace("-", " ");
    assertThat(house.signIn(Household.recovery(alice.secret(), typed)))
        .isInstanceOfSatisfying(
            Outcome.SignedIn.class,
            in -> assertThat(in.session().item().via()).isEqualTo(Sessions.Via.RECOVERY));
    assertThat(house.signIn(Household.recovery(alice.secret(), code))).isEqualTo(REFUSED);
    house = house.restarted();
    assertThat(house.signIn(Household.recovery(alice.secret(), code))).isEqualTo(REFUSED);
    house.clock.pass(Duration.ofMinutes(1));
    assertThat(house.signIn(Household.recovery(alice.secret(), alice.recovery().getLast())))
        .isInstanceOf(Outcome.SignedIn.class);
    house.clock.pass(Duration.ofMinutes(1));
    Enrolment phone = house.client(alice.client(), "Phone", Client.Kind.PHONE);
    assertThat(house.signIn(Household.recovery(phone.secret(), alice.recovery().getFirst())))
        .isEqualTo(REFUSED);

    List<String> renewed = get(house.accounts.renewRecovery(alice.client().id()));
    assertThat(house.signIn(Household.recovery(alice.secret(), alice.recovery().getFirst())))
        .isEqualTo(REFUSED);
    house.clock.pass(Duration.ofMinutes(1));
    assertThat(house.signIn(Household.recovery(alice.secret(), renewed.getFirst())))
        .isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void of_ten_that_use_one_recovery_code_at_once_one_gets_in() {
    String cookie = house.in(alice).cookie();
    var tries = new ArrayList<CompletableFuture<Outcome>>();
    for (int i = 0; i < 5; i++) {
      String code = alice.recovery().getFirst();
      tries.add(house.signIn.signIn(Household.recovery(alice.secret(), code)));
      tries.add(
          house.signIn.signIn(
              new SignIn.Attempt(
                  Optional.empty(),
                  Optional.of(cookie),
                  Optional.empty(),
                  Optional.of(code),
                  "10.0.0.9")));
    }
    assertThat(tries.stream().map(Household::get).filter(Outcome.SignedIn.class::isInstance))
        .hasSize(1);
  }

  @Test
  void while_the_stewards_clock_is_not_set_only_recovery_codes_work() {
    house.clockSet = false;
    assertThat(house.signIn(attempt(alice.secret(), house.code(alice))))
        .isEqualTo(new Outcome.ClockUnset());
    assertThat(house.signIn(attempt("A".repeat(26), house.code(alice)))).isEqualTo(REFUSED);
    assertThat(house.signIn(Household.recovery(alice.secret(), alice.recovery().getFirst())))
        .isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void while_peoples_secrets_are_locked_sessions_go_on_and_recovery_codes_work()
      throws IOException {
    String token = house.in(alice).session().token();
    house.secrets.setPassphrase("open sesame, please");
    house = house.restarted();

    assertThat(house.sessions.caller(token, house.clock.instant())).isPresent();
    assertThat(house.signIn(attempt(alice.secret(), house.code(alice))))
        .isEqualTo(new Outcome.Locked());
    assertThat(house.signIn(Household.recovery(alice.secret(), alice.recovery().getFirst())))
        .isInstanceOf(Outcome.SignedIn.class);
    assertThat(house.accounts.addClient(alice.client().user(), "X", Client.Kind.PHONE))
        .failsWithin(Duration.ofSeconds(20));
    assertThat(house.secrets.unlock("open sesame, please")).isTrue();
    house.clock.pass(Duration.ofSeconds(60));
    house.in(alice);
  }

  @Test
  void guessing_at_a_known_client_slows_down_and_its_other_ways_stay_open() {
    String cookie = house.in(alice).cookie();
    house.clock.pass(Duration.ofMinutes(1));
    int heard = 0;
    Instant end = house.clock.instant().plus(Duration.ofDays(1));
    while (house.clock.instant().isBefore(end)) {
      Outcome outcome = house.signIn(attempt(alice.secret(), "00000x"));
      if (outcome.equals(REFUSED)) heard++;
      else house.clock.pass(((Outcome.TooMany) outcome).retryAfter());
    }
    assertThat(heard).isEqualTo(Budgets.PATIENT_FAILURES);
    assertThat(house.signIn(withCookie(cookie, house.code(alice))))
        .isInstanceOf(Outcome.SignedIn.class);
    assertThat(house.signIn(Household.recovery(alice.secret(), alice.recovery().getFirst())))
        .isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void the_marks_of_ones_own_browsers_give_no_more_tries_at_anothers_client() {
    Enrolment phone = house.client(alice.client(), "Phone", Client.Kind.PHONE);
    var cookies = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      cookies.add(house.in(phone).cookie());
      house.clock.pass(Duration.ofSeconds(30));
    }
    var guesses =
        cookies.stream()
            .map(cookie ->
                new SignIn.Attempt(
                    Optional.of(alice.secret()),
                    Optional.of(cookie),
                    Optional.of("00000x"),
                    Optional.empty(),
                    "10.0.0.7"));
    assertThat(guesses.map(house::signIn).filter(REFUSED::equals)).hasSize(1);
  }

  @Test
  void a_flood_of_strangers_stops_strangers_and_nobody_else() {
    String cookie = house.in(alice).cookie();
    house.clock.pass(Duration.ofSeconds(30));
    int heard = 0;
    for (int i = 0; i < 5_000; i++) {
      String address = i % 2 == 0 ? "203.0.113." + i % 256 : "2001:db8:" + i + "::1";
      Outcome outcome = house.signIn(attempt("C".repeat(26), "000000", address));
      if (outcome.equals(REFUSED)) heard++;
      else assertThat(outcome).isInstanceOf(Outcome.TooMany.class);
    }
    assertThat(heard).isBetween(Budgets.HOUSE_TRIES - 1, Budgets.HOUSE_TRIES);
    assertThat(house.signIn.isOpenForStrangers()).isFalse();
    assertThat(house.signIn(withCookie("D".repeat(43), "000000")))
        .isInstanceOf(Outcome.TooMany.class);

    // The right secret is all that a new browser of a known client needs to be heard.
    house.in(alice);
    assertThat(house.signIn.isOpenForStrangers()).as("somebody known signed in").isTrue();
    house.clock.pass(Duration.ofSeconds(30));
    assertThat(house.signIn(withCookie(cookie, house.code(alice))))
        .isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void a_fresh_code_is_one_more_code_and_guessing_it_slows_down() {
    String token = house.in(alice).session().token();
    house.clock.pass(Duration.ofMinutes(6));
    Instant now = house.clock.instant();
    assertThat(freshUntil(token, now)).isEqualTo(Optional.of(now.minus(Duration.ofMinutes(1))));
    assertThat(get(house.signIn.fresh(token, "000000"))).isEqualTo(REFUSED);
    assertThat(get(house.signIn.fresh(token, house.code(alice))))
        .isInstanceOf(Outcome.TooMany.class);
    house.clock.pass(Duration.ofSeconds(2));
    String code = house.code(alice);
    assertThat(get(house.signIn.fresh(token, code)))
        .isEqualTo(new Outcome.Fresh(house.clock.instant().plus(Sessions.FRESH)));
    assertThat(get(house.signIn.fresh(token, code))).isEqualTo(REFUSED);
    assertThat(get(house.signIn.fresh("E".repeat(43), house.code(alice)))).isEqualTo(REFUSED);
    house.clock.pass(Duration.ofDays(-2));
    assertThat(freshUntil(token, house.clock.instant())).as("clock set back").isEmpty();
  }

  private Optional<Instant> freshUntil(String token, Instant now) {
    return house.sessions.caller(token, now).orElseThrow().freshUntil();
  }

  @Test
  void sealed_secrets_swapped_between_two_rows_open_neither() throws Exception {
    Enrolment phone = house.client(alice.client(), "Phone", Client.Kind.PHONE);
    house.close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("steward.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate(
          "update client set totp = (select totp from client where id = 'phone') where id <> 'phone'");
    }
    house = Household.open(home);
    assertThat(house.signIn(attempt(alice.secret(), house.code(alice)))).isEqualTo(REFUSED);
    house.clock.pass(Duration.ofMinutes(1));
    assertThat(house.signIn(attempt(alice.secret(), house.code(phone)))).isEqualTo(REFUSED);
    house.in(phone);
  }
}
