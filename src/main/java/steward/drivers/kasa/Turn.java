package steward.drivers.kasa;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Pace;
import steward.driver.Payload;
import steward.driver.Step;
import steward.driver.Turns;
import steward.thing.Message;
import steward.thing.Status;
import steward.thing.Thing;
import steward.value.Bytes;

/// One step of a conversation: what is asked next, and what becomes of it. How a question travels
/// is [Sender]'s, what an answer says is [Reader]'s. Confined to one step.
final class Turn {
  static final String POLL = "poll";
  static final String METER = "meter";
  static final String LATE = "late";

  /// An answer that takes longer is none.
  static final Duration PATIENCE = Duration.ofSeconds(6);

  /// Strips reset connections when their outlets are asked without a pause.
  private static final Duration GAP = Duration.ofMillis(550);

  private static final Duration SHORT = Duration.ofMillis(100);

  /// A command that could not be sent within this time is not sent any more.
  private static final Duration VALID = Duration.ofSeconds(25);

  /// A device that lets nobody in is not asked again for this long.
  private static final Duration SHUT = Duration.ofMinutes(30);

  /// Nor an address at which another one answers.
  private static final Duration STRANGE = Duration.ofMinutes(5);

  private final Device device;
  private final Moment moment;
  private final List<Effect> effects = new ArrayList<>();
  private final Sender sender;
  Wire wire;
  private Turns<Ask> turns;
  private Pace pace;
  private Known known;

  Turn(Device device, Talk talk, Moment moment) {
    this.device = device;
    this.moment = moment;
    wire = talk.wire();
    turns = talk.turns();
    pace = talk.pace();
    known = talk.known();
    sender = new Sender(this, device.reach());
  }

  Step<Talk> take(Input input) {
    switch (input) {
      case Input.Opened _ -> opened();
      case Input.Lost(String reason, _) -> {
        wire = wire.without();
        drop(reason);
      }
      case Input.Due(String name, _) -> due(name);
      case Input.Wanted wanted -> wanted(wanted);
      case Input.Withdrawn(long command, _) -> withdrawn(command);
      case Input.Came(Message message, _) -> came(message);
    }
    return new Step<>(new Talk(wire, turns, pace, known), effects);
  }

  Instant now() {
    return moment.at();
  }

  Bytes seed() {
    return Digests.slice(moment.random(), 0, Greeting.SEED);
  }

  private Bytes chance() {
    return Digests.slice(moment.random(), Greeting.SEED, moment.random().length());
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  /// The things of the device.
  List<Thing> things() {
    return device.things();
  }

  /// Whether the present question is a command.
  boolean isDoing() {
    return turns.asked().orElse(null) instanceof Ask.Do;
  }

  void wake(String name, Duration after) {
    effects.add(new Effect.Wake(name, after));
  }

  private void opened() {
    // After a close of ours the next question may be on its way already.
    if (wire.phase() != Wire.Phase.FREE) return;
    wire = wire.without();
    drop("its connections were opened anew");
    wake(POLL, pace.failures() == 0 ? pace.first(chance()) : pace.wait(chance()));
  }

  private void due(String name) {
    boolean free = turns.isFree();
    switch (name) {
      case POLL -> {
        if (free) ask(new Ask.Look());
      }
      case METER -> {
        if (free) nextMeter();
      }
      case LATE -> late();
      default -> {}
    }
  }

  private void nextMeter() {
    if (known.toMeter().isEmpty()) {
      schedule();
      return;
    }
    String part = known.toMeter().getFirst();
    known = known.withToMeter(known.toMeter().subList(1, known.toMeter().size()));
    ask(new Ask.Meter(part));
  }

  private void late() {
    if (wire.phase() == Wire.Phase.FREE) return;
    Duration left = Duration.between(now(), wire.since().plus(PATIENCE));
    if (left.isPositive()) {
      wake(LATE, left);
      return;
    }
    // An answer that still comes must not be taken for that of the next question.
    if (!wire.klap()) add(new Effect.Close("no answer in time"));
    sender.failed(Message.Failed.Why.LATE, "it does not answer");
  }

  private void wanted(Input.Wanted wanted) {
    if (!known.shut().isEmpty()) {
      add(new Effect.Unsent(wanted.command(), known.shut()));
      return;
    }
    if (turns.isFull()) {
      add(new Effect.Unsent(wanted.command(), "too many commands wait for this device"));
      return;
    }
    add(new Effect.Waits(wanted.command()));
    boolean free = turns.isFree();
    if (free && known.profile().isEmpty()) turns = turns.then(new Ask.Look());
    Instant until = now().plus(VALID);
    turns = turns.then(new Ask.Do(wanted.command(), wanted.thing(), wanted.action(), until, false));
    if (free) begin();
  }

  /// A session that is being made for it ends in a look instead.
  private void withdrawn(long command) {
    turns = turns.without(ask -> isUnsent(ask, command));
    if (turns.asked().filter(ask -> isUnsent(ask, command)).isPresent())
      turns = new Turns<>(Optional.of(new Ask.Look()), turns.waiting());
  }

  private static boolean isUnsent(Ask ask, long command) {
    return ask instanceof Ask.Do deed && deed.command() == command && !deed.gone();
  }

  private void ask(Ask one) {
    turns = turns.then(one);
    begin();
  }

  /// Sends the question whose turn it is; those that cannot be sent are answered here.
  void begin() {
    while (turns.asked().isPresent()) {
      Optional<String> text = text(turns.asked().get());
      if (text.isPresent()) {
        sender.send(text.get());
        return;
      }
      turns = turns.ended();
      wire = wire.free();
    }
    wire = wire.free();
    schedule();
  }

  /// The command goes out now, for the first time.
  void goes() {
    if (turns.asked().orElse(null) instanceof Ask.Do deed && !deed.gone()) {
      add(new Effect.Goes(deed.command()));
      turns = new Turns<>(Optional.of(deed.sent()), turns.waiting());
    }
  }

  private Optional<String> text(Ask ask) {
    return switch (ask) {
      case Ask.Look _ -> Optional.of(dialect().look(known.profile()));
      case Ask.Meter(String part) ->
          known.profile().map(profile -> dialect().meter(profile, profile.outlet(part)));
      case Ask.Do deed -> {
        if (!deed.gone() && !now().isBefore(deed.until())) {
          add(new Effect.Unsent(deed.command(), "it could not be sent in time"));
          yield Optional.empty();
        }
        Optional<String> text = order(deed).map(Dialect.Order::json);
        if (text.isEmpty()) impossible(deed);
        yield text;
      }
    };
  }

  private void impossible(Ask.Do deed) {
    String why =
        deed.action() instanceof steward.thing.Action.Turn
            ? "how it stands now is not known yet"
            : "this device cannot " + deed.action().kind().label();
    add(new Effect.Answered(deed.command(), false, why));
  }

  private Optional<Dialect.Order> order(Ask.Do deed) {
    String part = Profile.part(deed.thing());
    Optional<Profile> profile = known.profile();
    if (profile.isEmpty()) return Optional.empty();
    Optional<Outlet> outlet = profile.get().outlet(part);
    if (!part.isEmpty() && outlet.isEmpty()) return Optional.empty();
    return dialect().order(profile.get(), outlet, deed.action());
  }

  private Dialect dialect() {
    return known.smart()
        ? new Smart(now().toEpochMilli(), device.terminal())
        : new Iot(!wire.klap());
  }

  private void came(Message message) {
    switch (message) {
      case Message.TcpFrame(int port, Bytes body) -> {
        if (port == device.reach().port()) sender.frame(body);
      }
      case Message.HttpResponse answer -> sender.answer(answer, device.accounts());
      case Message.Failed failed -> sender.failed(failed);
      default -> {}
    }
  }

  /// The device answered the present question with this.
  void heard(Bytes text) {
    Optional<Payload> answer = Payload.json(text).filter(Payload::isObject);
    if (answer.isEmpty()) {
      sender.garbled("what it answered is no whole JSON object");
      return;
    }
    if (known.smart()
        && Refusals.meansSessionOver(answer.get().at("error_code").wholeOr(0))
        && sender.sessionOver()) {
      return;
    }
    var reader = new Reader(device, now(), dialect(), known, wire);
    boolean taken =
        switch (turns.asked().orElseThrow()) {
          case Ask.Look _ -> looked(reader, answer.get());
          case Ask.Meter(String part) -> reader.metered(answer.get(), part);
          case Ask.Do deed -> done(deed, answer.get());
        };
    if (!taken) return;
    effects.addAll(reader.effects());
    pace = pace.answered();
    if (isDoing()) pace = pace.hurried();
    turns = turns.ended();
    // What is learnt may begin the link anew: not while a command waits, or its effect is awaited.
    if (turns.isFree() && pace.eager() == 0) reader.learn().ifPresent(effects::add);
    known = reader.known();
    wire = wire.free();
    begin();
  }

  private boolean looked(Reader reader, Payload answer) {
    switch (reader.looked(answer)) {
      case UNDERSTOOD -> {
        return true;
      }
      case STRANGER -> shut(reader.stranger(), STRANGE);
      case OTHER_DIALECT -> {
        if (wire.klap() && !wire.again() && !known.settled()) {
          known = known.inOtherDialect();
          wire = wire.repeating();
          begin();
        } else {
          sender.garbled("what it answered describes no device");
        }
      }
    }
    return false;
  }

  private boolean done(Ask.Do deed, Payload answer) {
    Optional<String> refusal =
        order(deed)
            .map(order -> dialect().refusal(order, answer))
            .orElse(Optional.of("what it is was forgotten meanwhile"));
    add(new Effect.Answered(deed.command(), refusal.isEmpty(), refusal.orElse("it says so")));
    return true;
  }

  /// Nothing came of the present question, and nothing will of those that wait.
  void fail(String reason) {
    pace = pace.failed();
    drop(reason);
    if (pace.isGone()) stand(Status.State.ABSENT, reason);
    wake(POLL, pace.wait(chance()));
  }

  /// The device is there and lets nobody in. It is left alone for a while.
  void shut(String reason) {
    shut(reason, SHUT);
  }

  private void shut(String reason, Duration wait) {
    known = known.shut(reason);
    drop(reason);
    stand(Status.State.ERROR, reason);
    wake(POLL, wait);
  }

  private void stand(Status.State state, String reason) {
    for (Thing thing : device.things()) add(new Effect.Stood(thing.udn(), state, reason));
  }

  private void drop(String reason) {
    turns.asked().ifPresent(ask -> unsent(ask, reason));
    turns.waiting().forEach(ask -> unsent(ask, reason));
    turns = Turns.none();
    wire = wire.free().without();
  }

  private void unsent(Ask ask, String reason) {
    if (ask instanceof Ask.Do deed && !deed.gone()) {
      add(new Effect.Unsent(deed.command(), reason));
    }
  }

  private void schedule() {
    boolean calm = pace.eager() == 0 && !known.toMeter().isEmpty();
    if (!calm) wake(POLL, pace.wait(chance()));
    else wake(METER, known.toMeter().getFirst().isEmpty() ? SHORT : GAP);
  }
}
