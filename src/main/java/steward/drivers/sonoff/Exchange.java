package steward.drivers.sonoff;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Pace;
import steward.driver.Payload;
import steward.driver.Step;
import steward.driver.Turns;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Text;

/// One step of a conversation while it is being made. Confined to it.
final class Exchange {
  private static final String NO_KEY =
      "its device key is not known: it is in LAN mode and can neither be read nor asked; enter the"
          + " key with this thing";

  private final SonoffDriver driver;
  private final Moment moment;
  private final List<Effect> effects = new ArrayList<>();
  private final Map<Udn, Boolean> on;
  private Binds.Mode mode;
  private Turns<Ask> turns;
  private Pace pace;
  private long serial;
  private String heard;
  private boolean isOpen;
  private boolean readable;
  private boolean wished;
  private String stood;
  private final Learning learning;

  Exchange(SonoffDriver driver, Conversation before, Moment moment) {
    this.driver = driver;
    this.moment = moment;
    on = new HashMap<>(before.on());
    mode = before.mode();
    turns = before.turns();
    pace = before.pace();
    serial = before.serial();
    heard = before.heard();
    isOpen = before.isOpen();
    readable = before.readable();
    wished = before.wished();
    stood = before.stood();
    var own = new Learning.Device(driver.device, driver.binding, driver.binds, driver.accepted);
    var lore =
        new Learning.Lore(
            before.mode(), before.shape(), before.firmware(), before.last(), before.pressed());
    learning = new Learning(own, lore, effects);
  }

  Step<Conversation> step() {
    return new Step<>(
        new Conversation(
            mode,
            learning.shape(),
            learning.firmware(),
            turns,
            pace,
            serial,
            heard,
            on,
            learning.last(),
            learning.pressed(),
            isOpen,
            readable,
            wished,
            stood),
        effects);
  }

  private boolean lacksKey() {
    return mode == Binds.Mode.LAN && driver.cipher.isEmpty();
  }

  // ---- the link

  void opened() {
    forget("the way to it was begun anew");
    pace = Pace.of(SonoffDriver.RHYTHM);
    heard = "";
    stood = "";
    isOpen = false;
    readable = false;
    wished = false;
    if (lacksKey()) stand(Status.State.ERROR, NO_KEY);
    effects.add(new Effect.Wake(SonoffDriver.POLL, pace.first(moment.random())));
  }

  void lost(String reason) {
    forget(reason);
    stand(Status.State.ABSENT, reason);
  }

  void due(String name) {
    switch (name) {
      case SonoffDriver.POLL -> poll();
      case SonoffDriver.AGAIN -> turns.asked().ifPresent(this::send);
      case SonoffDriver.STUCK ->
          turns.asked().ifPresent(ask -> over(ask, Message.Failed.Why.LATE, "no answer"));
      default -> {}
    }
  }

  // ---- asking

  private void poll() {
    if (lacksKey()) return;
    if (turns.asked().stream().anyMatch(Ask::isPoll)
        || turns.waiting().stream().anyMatch(Ask::isPoll)) return;
    String command = mode == Binds.Mode.LAN ? Ask.STATE : Ask.INFO;
    put(Ask.of(new Commands.Order(command, "{}")));
    // Meters report by themselves only while somebody says that they are looked at.
    if (learning.plan().parts().stream().anyMatch(Part::meters) && pace.failures() == 0)
      put(Ask.of(new Commands.Order("uiActive", "{\"uiActive\":60}")));
  }

  private void put(Ask ask) {
    boolean free = turns.isFree();
    turns = turns.then(ask);
    if (free) send(ask);
  }

  private void send(Ask ask) {
    String name = ask.command() + ":" + serial++;
    turns = new Turns<>(Optional.of(ask), turns.waiting());
    effects.add(new Effect.Send(Requests.request(driver, mode, name, ask, moment)));
    effects.add(new Effect.Wake(SonoffDriver.STUCK, SonoffDriver.STUCK_AFTER));
  }

  private boolean isAsked(String name) {
    return turns.asked().map(ask -> name.equals(ask.command() + ":" + (serial - 1))).orElse(false);
  }

  /// What was asked is over; the next goes out.
  private void next(Ask ended) {
    if (ended.isPoll()) effects.add(new Effect.Wake(SonoffDriver.POLL, pace.wait(moment.random())));
    turns = turns.ended();
    turns
        .asked()
        .ifPresent(ask -> {
          if (ask.wanted() != 0 && !ask.blind()) effects.add(new Effect.Goes(ask.wanted()));
          send(ask);
        });
  }

  void wanted(Input.Wanted wanted) {
    long command = wanted.command();
    Optional<Part> part = learning.plan().part(wanted.thing());
    if (part.isEmpty()) {
      refuse(command, "its device does not have this part any more");
      return;
    }
    if (lacksKey()) {
      refuse(command, NO_KEY);
      return;
    }
    Commands.Last last = learning.last().on(Optional.ofNullable(on.get(wanted.thing())));
    boolean thermo = driver.binds.type().equals("th_plug");
    Optional<Commands.Order> order = Commands.of(part.get(), wanted.action(), last, thermo);
    if (order.isEmpty()) refuse(command, Requests.whyNot(wanted.action(), part.get()));
    else if (turns.isFull())
      effects.add(new Effect.Unsent(command, "too many requests wait for it already"));
    else {
      boolean blind = Expectations.of(wanted.action()) instanceof Expectation.Unobservable;
      if (blind || !turns.isFree()) effects.add(new Effect.Waits(command));
      put(Ask.of(order.get(), command, blind));
    }
  }

  void withdrawn(long command) {
    turns = turns.without(ask -> ask.wanted() == command);
  }

  /// What waits for its turn is not sent any more.
  private void forget(String why) {
    for (Ask ask : turns.waiting())
      if (ask.wanted() != 0) effects.add(new Effect.Unsent(ask.wanted(), why));
    turns = Turns.none();
  }

  private void refuse(long command, String why) {
    effects.add(new Effect.Answered(command, false, why));
  }

  // ---- answers

  void answered(Message.HttpResponse answer) {
    if (!isAsked(answer.name())) return;
    Ask ask = turns.asked().orElseThrow();
    Optional<Payload> body = Documents.object(answer.body());
    int error = error(answer.status(), body);
    pace = pace.answered();
    if (error == 0) took(ask, body.orElse(Payload.MISSING));
    else refused(ask, error);
    next(ask);
  }

  /// 0 only for a whole answer that says so; -1 for one that cannot be read.
  private static int error(int status, Optional<Payload> body) {
    if (status != 200) return status;
    return body.map(json -> json.at("error").wholeOr(-1)).orElse(-1);
  }

  private void took(Ask ask, Payload body) {
    if (ask.wanted() != 0) {
      if (ask.blind()) effects.add(new Effect.Goes(ask.wanted()));
      else effects.add(new Effect.Answered(ask.wanted(), true, "it took the request"));
      pace = pace.hurried();
      effects.add(new Effect.Wake(SonoffDriver.POLL, pace.wait(moment.random())));
    }
    Optional<Payload> state =
        ask.isPoll() ? Requests.state(body, driver.cipher, mode) : Optional.empty();
    if (state.isPresent()) {
      String id = state.get().at("deviceid").textOr(driver.binds.id());
      if (!id.equalsIgnoreCase(driver.binds.id())) {
        stand(Status.State.ERROR, "another device answers at its address: " + shown(id));
        return;
      }
      read(state.get());
    }
    present("answers");
  }

  private void refused(Ask ask, int error) {
    if (ask.wanted() != 0) refuse(ask.wanted(), Refusals.words(error));
    // Whatever it says to this, it is there.
    if (ask.command().equals(Ask.STATE) && error != 401) present("answers");
    else if (error == 401) encryptionWanted();
    else if (ask.isPoll() && error == 404)
      stand(Status.State.ERROR, "another device answers at its address, or it has been reset");
    else if (ask.isPoll() && error == -1)
      stand(Status.State.ERROR, "what it answers to info cannot be read");
    else if (ask.isPoll()) stand(Status.State.ERROR, Refusals.words(error));
  }

  private void encryptionWanted() {
    boolean before = mode == Binds.Mode.LAN;
    mode = Binds.Mode.LAN;
    if (lacksKey()) stand(Status.State.ERROR, NO_KEY);
    else if (before) stand(Status.State.ERROR, "it does not take our device key");
    else learning.mode(mode);
  }

  void failed(Message.Failed failed) {
    if (!isAsked(failed.name())) return;
    Ask ask = turns.asked().orElseThrow();
    boolean reset = failed.why() == Message.Failed.Why.BROKEN;
    if (reset && ask.isRepeatable() && ask.tries() < SonoffDriver.RESETS_MAX) {
      turns = new Turns<>(Optional.of(ask.again()), turns.waiting());
      effects.add(new Effect.Wake(SonoffDriver.AGAIN, SonoffDriver.AFTER_RESET));
    } else {
      over(ask, failed.why(), failed.reason());
    }
  }

  private void over(Ask ask, Message.Failed.Why why, String reason) {
    pace = pace.failed();
    if (ask.wanted() != 0) {
      switch (why) {
        case UNREACHABLE, UNTRUSTED, FORBIDDEN ->
            refuse(ask.wanted(), "it could not be reached: " + reason);
        case LATE, BROKEN -> {
          // It may have sent; then that is all that is known.
          if (ask.blind()) effects.add(new Effect.Goes(ask.wanted()));
        }
      }
    }
    if (pace.isGone()) stand(Status.State.ABSENT, "does not answer: " + reason);
    // Whether it is there at all is looked at soon, and not at the usual time.
    if (!ask.isPoll()) effects.add(new Effect.Wake(SonoffDriver.POLL, pace.wait(moment.random())));
    next(ask);
  }

  // ---- announcements

  void announced(Message.Service service) {
    Optional<Announcement> read = Announcement.read(service);
    if (read.isEmpty() || !read.get().id().equals(driver.binds.id())) return;
    Announcement said = read.get();
    String key = said.seq() + " " + said.iv() + " " + said.data().hashCode();
    if (key.equals(heard)) return;
    heard = key;
    if (said.encrypted()) sealed(said);
    else if (driver.cipher.isPresent() && mode == Binds.Mode.LAN) {
      drop("an announcement in clear, though it was in LAN mode; it is asked instead");
      soon();
    } else {
      clear(said);
    }
    isOpen = true;
  }

  private void sealed(Announcement said) {
    if (driver.cipher.isEmpty()) {
      if (mode == Binds.Mode.LAN) stand(Status.State.ERROR, NO_KEY);
      else soon();
      return;
    }
    if (mode != Binds.Mode.LAN) {
      mode = Binds.Mode.LAN;
      learning.mode(mode);
    }
    if (said.data().isEmpty()) return;
    Optional<Payload> state =
        driver.cipher.get().decrypted(said.iv(), said.data().text()).flatMap(Documents::object);
    if (state.isEmpty()) {
      drop("an announcement that its device key does not open: a wrong key, damage, or a forgery");
      if (!readable)
        stand(Status.State.ERROR, "what it announces cannot be read: its device key may be wrong");
      return;
    }
    readable = true;
    read(state.get());
    present("announces its state");
  }

  private void clear(Announcement said) {
    if (said.data().isEmpty()) {
      present("announces itself");
      return;
    }
    Optional<Payload> state = Documents.object(said.data());
    if (state.isEmpty()) {
      drop("an announcement whose data is no JSON: " + shown(said.data()));
      return;
    }
    Map<Udn, Boolean> before = Map.copyOf(on);
    read(state.get());
    present("announces its state");
    // Anybody could have said so: the device itself is asked.
    if (!before.equals(on)) soon();
  }

  private void soon() {
    effects.add(new Effect.Wake(SonoffDriver.POLL, SonoffDriver.RHYTHM.soon()));
  }

  private void read(Payload state) {
    Instant at = moment.at();
    learning.heard(state, isOpen, at, on);
    if (!wished && learning.wishes(state)) {
      wished = true;
      put(Ask.of(Commands.startup(driver.binds.startup(), learning.shape().outlets())));
    }
  }

  // ---- standing

  private void present(String why) {
    pace = pace.answered();
    stand(Status.State.PRESENT, why);
  }

  private void stand(Status.State state, String reason) {
    // That it announces or answers is the same to a person.
    String now = state == Status.State.PRESENT ? state.label() : state.label() + reason;
    if (now.equals(stood)) return;
    stood = now;
    for (Udn thing : driver.accepted) effects.add(new Effect.Stood(thing, state, reason));
  }

  private void drop(String sentence) {
    effects.add(new Effect.Dropped(sentence));
  }

  private static String shown(Object text) {
    String whole = text.toString();
    return Text.clean(whole.length() > 60 ? whole.substring(0, 60) + "…" : whole);
  }
}
