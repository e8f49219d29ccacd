package steward.network.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steward.driver.Way;
import steward.sim.LocalDevice;
import steward.sim.daikin.DaikinDevice;
import steward.sim.hue.HueBridge;
import steward.sim.kasa.KasaDevice;
import steward.sim.kasa.KasaModel;
import steward.sim.shelly.ShellyDevice;
import steward.sim.shelly.ShellyStates;
import steward.sim.sonoff.SonoffDevice;
import steward.sim.sonoff.SonoffStates;
import steward.thing.ThingId;
import steward.value.Bytes;

class ProberTest {
  private static final String HERE = "127.0.61.7";
  private static final Bytes SEED = Bytes.wrap(new byte[16]);
  private static final Touch.Reply CLOSED =
      new Touch.Reply(Touch.State.REFUSED, Bytes.EMPTY, Duration.ofMillis(5));
  private static final Touch.Reply SLOW =
      new Touch.Reply(Touch.State.REFUSED, Bytes.EMPTY, Duration.ofMillis(400));
  private static final Touch.Reply SILENT =
      new Touch.Reply(Touch.State.SILENT, Bytes.EMPTY, Duration.ofSeconds(3));

  private final Bench bench = new Bench();

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private Run run(List<Question> questions, Touch touch, AtomicBoolean isWell) throws Exception {
    return bench
        .prober(touch)
        .run(
            new Prober.Case(
                HERE, questions, questions.size(), isWell::get, () -> false, () -> {}, _ -> {}));
  }

  private <D extends LocalDevice> D started(D device) throws Exception {
    Bench.await(device.start());
    return device;
  }

  private static Optional<Verdict> verdict(Run run, Check check) {
    return run.findings().stream()
        .filter(finding -> finding.check() == check)
        .map(Finding::verdict)
        .findFirst();
  }

  private static List<Question> knocks(int count) {
    var all = new ArrayList<Question>();
    for (int i = 0; i < count; i++) all.add(new Question.Knock(100 + i));
    return all;
  }

  @Test
  void an_adapter_that_bears_one_connection_never_has_two_and_none_within_a_second()
      throws Exception {
    var air =
        started(
            new DaikinDevice(
                bench.vertx, HERE, 0, "409F38D107AC", DaikinDevice.Firmware.CLASSIC, 1));
    var questions = new ArrayList<Question>();
    for (int i = 0; i < 12; i++) questions.add(new Question.FirstPage(air.port()));

    Run run = run(questions, bench.sockets(), new AtomicBoolean(true));

    assertThat(run.state()).isEqualTo(Run.State.DONE);
    assertThat(air.rebuffs()).isZero();
    assertThat(bench.mostAtOnce).hasValue(1);
    for (int i = 1; i < run.log().size(); i++)
      assertThat(run.log().get(i).at()).isAfterOrEqualTo(run.log().get(i - 1).at().plusSeconds(1));
    assertThat(run.log()).hasSize(12).allMatch(probe -> probe.saw().startsWith("open: HTTP/1.0"));
    air.close();
  }

  @Test
  void the_door_of_a_driver_is_left_alone_where_it_bears_one_connection() {
    Subject air = Bench.subject("daikin", Bench.at(HERE, Way.Door.Http.plain(80)));
    Subject plug =
        Bench.subject(
            "kasa",
            Bench.at(
                HERE, new Way.Door.Tcp(9999, Way.Framing.LENGTH_4, 100, Duration.ofSeconds(9))));

    ProbePlan gentle = plan(air);
    assertThat(gentle.ports()).doesNotContain(80).contains(23, 443);
    assertThat(gentle.questions(air, Families.of(air).orElseThrow(), true, SEED))
        .noneMatch(Question.Hello.class::isInstance);
    assertThat(gentle.sentence()).contains("41 connections").contains("is left alone");
    assertThat(plan(plug).ports()).startsWith(9999).hasSize(42);
  }

  private static ProbePlan plan(Subject device) {
    return ProbePlan.of(
        device, Families.of(device).orElseThrow(), Optional.empty(), Ports.WELL_KNOWN, false, "");
  }

  @Test
  void a_bridge_shows_its_tls_in_three_hellos() throws Exception {
    var bridge = started(new HueBridge(bench.vertx, HERE, "001788FFFE23A4B1"));

    Run run =
        run(
            List.of(new Question.Hello(bridge.port(), TlsHello.Offer.ONLY_12)),
            bench.sockets(),
            new AtomicBoolean(true));

    assertThat(run.log()).hasSize(3).allMatch(probe -> probe.saw().startsWith("open"));
    assertThat(verdict(run, Check.TLS)).contains(Verdict.PASS);
    assertThat(run.findings().toString())
        .contains("TLS 1.2")
        .contains("TLS 1.3")
        .contains("refuses");
    assertThat(run.key()).isPresent();
    bridge.close();
  }

  @Test
  void a_device_without_an_owner_is_known_by_one_greeting() throws Exception {
    var plug =
        started(
            new KasaDevice(
                bench.vertx,
                HERE,
                KasaModel.EP25_KLAP,
                "50C7BF010203",
                "Plug",
                KasaDevice.Ports.FREE));
    var question = new Question.OneLogin(plug.ports().http(), Login.KLAP, SEED);

    assertThat(
            verdict(
                run(List.of(question), bench.sockets(), new AtomicBoolean(true)),
                Check.DEFAULT_LOGIN))
        .contains(Verdict.FAIL);
    plug.bind("me@example.com", "long and my own");
    assertThat(
            verdict(
                run(List.of(question), bench.sockets(), new AtomicBoolean(true)),
                Check.DEFAULT_LOGIN))
        .contains(Verdict.PASS);
    assertThat(plug.handshakes()).isEqualTo(2);
    plug.close();
  }

  @Test
  void what_was_half_answered_does_not_pass() {
    var refused = asked(new Question.Knock(23), CLOSED);
    var alert = Bytes.wrap(new byte[] {21, 3, 1, 0, 2, 2, 70});
    var reply = new Touch.Reply(Touch.State.OPEN, alert, Duration.ZERO);
    var old = asked(new Question.Hello(443, TlsHello.Offer.ONLY_10), reply);
    assertThat(concluded(refused, asked(new Question.Knock(2323), SILENT), refused)).isEmpty();
    assertThat(concluded(refused, asked(new Question.Knock(2323), CLOSED))).hasSize(1);
    assertThat(concluded(old)).as("nothing but a refusal").isEmpty();
  }

  private static Prober.Asked asked(Question question, Touch.Reply reply) {
    return new Prober.Asked(question, reply, Bench.BEGIN);
  }

  private static List<Check> concluded(Prober.Asked... asked) {
    return Conclusions.of(List.of(asked), true).stream()
        .filter(finding -> finding.verdict() == Verdict.PASS)
        .map(Finding::check)
        .toList();
  }

  @Test
  void the_first_sign_of_trouble_ends_it() throws Exception {
    var well = new AtomicBoolean(true);
    Run slow = run(knocks(40), scripted(i -> i < 8 ? CLOSED : SLOW), well);
    assertThat(slow.state()).isEqualTo(Run.State.DISTRESS);
    assertThat(slow.log()).hasSize(8 + 3);

    Run gone = run(knocks(40), scripted(i -> i < 8 ? CLOSED : SILENT), well);
    assertThat(gone.state()).isEqualTo(Run.State.DISTRESS);
    assertThat(gone.log()).hasSize(8 + 6);

    Run absent = run(knocks(40), scripted(_ -> SILENT), well);
    assertThat(absent.state()).isEqualTo(Run.State.UNREACHED);
    assertThat(verdict(absent, Check.DEBUG_PORTS)).isEmpty();

    Run lost =
        run(
            knocks(40),
            scripted(i -> {
              if (i == 4) well.set(false);
              return CLOSED;
            }),
            well);
    assertThat(lost.state()).isEqualTo(Run.State.DISTRESS);
    assertThat(lost.log()).hasSize(5);
  }

  private static Touch scripted(Function<Integer, Touch.Reply> replies) {
    var count = new AtomicInteger();
    return (_, _, _, _, _) -> replies.apply(count.getAndIncrement());
  }

  @Test
  void small_web_servers_are_none_the_worse_and_say_nothing_of_themselves() throws Exception {
    var relay =
        started(
            SonoffDevice.diy(
                bench.vertx, HERE, 0, "1000a05bf6", "plug", SonoffStates.aSwitch(), 1));
    var shelly =
        started(
            new ShellyDevice(
                bench.vertx, HERE, 0, "Plus1", "A8032ABE54DC", ShellyStates.aSwitch(0)));

    Run run =
        run(
            List.of(new Question.FirstPage(relay.port()), new Question.FirstPage(shelly.port())),
            bench.sockets(),
            new AtomicBoolean(true));

    assertThat(run.state()).isEqualTo(Run.State.DONE);
    assertThat(run.log()).allMatch(probe -> probe.saw().startsWith("open: HTTP/1.1"));
    assertThat(verdict(run, Check.CONTROL)).isEmpty();
    assertThat(bench.mostAtOnce).hasValue(1);
    relay.close();
    shelly.close();
  }

  @Test
  void the_page_of_a_tasmota_tells_whether_it_has_a_password() throws Exception {
    assertThat(verdict(tasmota(200), Check.CONTROL)).contains(Verdict.FAIL);
    Run locked = tasmota(401);
    assertThat(verdict(locked, Check.CONTROL)).contains(Verdict.PASS);
    assertThat(verdict(locked, Check.LOGIN_IN_CLEAR)).contains(Verdict.FAIL);
    assertThat(verdict(locked, Check.DISCLOSURE)).contains(Verdict.WARN);
  }

  private Run tasmota(int status) throws Exception {
    var server =
        bench
            .vertx
            .createHttpServer()
            .requestHandler(request -> {
              var answer = request.response().setStatusCode(status);
              answer.putHeader("Server", "Tasmota/14.2.0 (ESP8285)");
              if (status == 401) answer.putHeader("WWW-Authenticate", "Basic realm=\"x\"");
              var _ = answer.end("<html>");
            });
    int port = Bench.await(server.listen(0, HERE)).actualPort();
    return run(List.of(new Question.FirstPage(port)), bench.sockets(), new AtomicBoolean(true));
  }

  @Test
  void hostile_answers_are_read_as_nothing() {
    var random = new Random(7);
    byte[] hello = {22, 3, 3, 0, 60, 2, 0, 0, 56, 3, 3};
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      System.arraycopy(hello, 0, bytes, 0, Math.min(random.nextInt(12), bytes.length) % 12);
      var heard = Bytes.wrap(bytes);
      assertThat(TlsHello.read(heard).flatMap(TlsHello.Shown::certificate)).isEmpty();
      assertThat(Login.KLAP.takes(SEED, heard)).isEmpty();
      assertThat(Heard.shown(heard)).matches("[\\x20-\\x7e·…]*");
    }
  }

  @Test
  void the_documented_login_is_tried_once_ever_also_after_a_restart() throws Exception {
    var plug = Bench.subject("kasa", Bench.at(HERE, Way.Door.Http.plain(80)));
    var memory = new Bench.Kepts();
    var logins = new AtomicInteger();
    Touch touch =
        (_, _, send, _, _) -> {
          if (send.length() > 0 && Heard.of(send).contains("handshake1")) {
            assertThat(memory.written.getLast().login()).as("kept before it is tried").isPresent();
            logins.incrementAndGet();
          }
          return CLOSED;
        };
    for (int life = 0; life < 3; life++) {
      try (var audits = audits(touch, memory, plug)) {
        audits.start(plug.id(), true);
        Awaitility.await().until(() -> ended(audits, plug.id()));
        assertThat(audits.of(plug.id()).orElseThrow().plan().login()).isEmpty();
      }
      bench.pass(Duration.ofHours(1));
    }
    assertThat(logins).hasValue(1);
    assertThat(memory.all().values()).allMatch(Kept::ticked);
  }

  private Audits audits(Touch touch, Memory memory, Subject... devices) {
    return new Audits(
        new Audits.Parts(
            new Bench.Listed(List.of(devices), Set.of()),
            Watched.NOTHING,
            memory,
            touch,
            bench,
            () -> SEED,
            List.of(23, 80, 2323, 5555)),
        bench::pass);
  }

  private static boolean ended(Audits audits, ThingId thing) {
    return audits.of(thing).orElseThrow().kept().run().filter(run -> !run.isRunning()).isPresent();
  }

  @Test
  void one_device_is_asked_at_a_time_and_a_fragile_one_never_again_with_its_firmware()
      throws Exception {
    var one = Bench.subject("tasmota", Bench.at(HERE));
    var other = Bench.subject("hue", Bench.at(HERE));
    var lock = Bench.subject("plain", Bench.at(HERE), "lock");
    var hold = new AtomicBoolean(true);
    var count = new AtomicInteger();
    Touch touch =
        (_, _, _, _, _) -> {
          Awaitility.await().until(() -> !hold.get());
          return count.getAndIncrement() < 1 ? CLOSED : SILENT;
        };
    var memory = new Bench.Kepts();
    try (var audits =
        new Audits(
            new Audits.Parts(
                new Bench.Listed(List.of(one, other, lock), Set.of()),
                Watched.NOTHING,
                memory,
                touch,
                bench,
                () -> SEED,
                List.of(1, 2, 3, 4, 5, 6, 7, 8, 9)),
            bench::pass)) {
      audits.start(one.id(), false);
      assertThatThrownBy(() -> audits.start(other.id(), false)).hasMessageContaining("at a time");
      hold.set(false);
      Awaitility.await().until(() -> ended(audits, one.id()));
      bench.pass(Duration.ofDays(1));
      assertThatThrownBy(() -> audits.start(one.id(), false)).hasMessageContaining("in trouble");
      assertThatThrownBy(() -> audits.start(lock.id(), false)).hasMessageContaining("locks");
      assertThat(memory.all().getOrDefault(one.udn(), Kept.NOTHING).fragile()).contains("no more");
    }
  }

  @Test
  void a_run_is_stopped_by_a_person_and_forgotten_when_the_steward_dies() throws Exception {
    var lamp = Bench.subject("tasmota", Bench.at(HERE));
    var memory = new Bench.Kepts();
    var asked = new AtomicReference<@Nullable Audits>();
    Touch stopping =
        (_, _, _, _, _) -> {
          Objects.requireNonNull(asked.get()).stop(lamp.id());
          return CLOSED;
        };
    try (var audits = audits(stopping, memory, lamp)) {
      asked.set(audits);
      audits.start(lamp.id(), false);
      Awaitility.await().until(() -> ended(audits, lamp.id()));
      Run stopped = audits.of(lamp.id()).orElseThrow().kept().run().orElseThrow();
      assertThat(stopped.state()).isEqualTo(Run.State.STOPPED);
      assertThat(stopped.log()).hasSize(1);
      assertThatThrownBy(() -> audits.start(lamp.id(), false)).hasMessageContaining("minutes ago");
    }
    Run going =
        new Run(
            Run.State.RUNNING,
            Bench.BEGIN,
            Bench.BEGIN,
            4,
            List.of(),
            List.of(),
            Optional.empty(),
            "");
    memory.put(lamp.udn(), new Kept(true, "", "", Optional.empty(), Optional.of(going))).join();
    try (var third = audits((_, _, _, _, _) -> CLOSED, memory, lamp)) {
      assertThat(third.of(lamp.id()).orElseThrow().kept().run().orElseThrow().state())
          .isEqualTo(Run.State.FORGOTTEN);
    }
  }
}
