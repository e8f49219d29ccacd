package steward.drivers.sonoff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Payload;
import steward.driver.Step;
import steward.drivers.sonoff.StockSession.Happened;
import steward.thing.Message;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Bytes;

/// One step of the conversation with a stock device while it is being made. Confined to it.
final class StockTurn {
  private static final String AWAY =
      "it is not connected: it calls this house by itself, about once a minute";

  /// What such firmware takes; later models have more, and other ways.
  private static final Set<String> TAKEN = Set.of("switch", "switches");

  /// At so many requests without an answer it counts as gone, though its connection is open.
  private static final int LOST_MAX = 3;

  private final StockDriver driver;
  private final Moment moment;
  private final List<Effect> effects = new ArrayList<>();
  private final Learning learning;
  private final Map<Udn, Boolean> on;
  private final Map<String, Long> commands;
  private String line;
  private Optional<StockSession> session;
  private boolean heard;
  private boolean wished;
  private int lost;
  private String stood;

  StockTurn(StockDriver driver, StockDriver.State before, Moment moment) {
    this.driver = driver;
    this.moment = moment;
    learning = new Learning(driver.device, before.lore(), effects);
    on = new HashMap<>(before.on());
    commands = new HashMap<>(before.commands());
    line = before.line();
    session = before.session();
    heard = before.heard();
    wished = before.wished();
    lost = before.lost();
    stood = before.stood();
  }

  Step<StockDriver.State> step() {
    var lore =
        new Learning.Lore(
            Binds.Mode.STOCK,
            learning.shape(),
            learning.firmware(),
            learning.last(),
            learning.pressed());
    return new Step<>(
        new StockDriver.State(line, session, lore, on, commands, heard, wished, lost, stood),
        effects);
  }

  // ---- its connection

  void opened() {
    over();
    stood = "";
    stand(Status.State.WAITING, "has not called yet; it does so about once a minute");
    effects.add(new Effect.Send(new Message.Dial(StockSightings.CALL, 0, "", "")));
  }

  void began(String name) {
    over();
    line = name;
    session = Optional.of(StockSession.begin(key(), moment.at()));
  }

  /// A random UUID.
  private UUID key() {
    byte[] random = moment.random().toArray();
    random[6] = (byte) (random[6] & 0x0f | 0x40);
    random[8] = (byte) (random[8] & 0x3f | 0x80);
    var bytes = java.nio.ByteBuffer.wrap(random);
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  void ended(Message.Failed failed) {
    boolean isForged = failed.why() == Message.Failed.Why.UNTRUSTED;
    if (failed.name().equals(line)) {
      over();
      if (isForged) stand(Status.State.ERROR, failed.reason());
      else stand(Status.State.ABSENT, "its connection ended: " + failed.reason());
    } else if (isForged) {
      effects.add(new Effect.Dropped(failed.reason()));
    }
  }

  void lost(String reason) {
    over();
    stand(Status.State.ABSENT, reason);
  }

  /// What was sent and not answered stays open until its time is over: it may have done it.
  private void over() {
    line = "";
    session = Optional.empty();
    commands.clear();
    heard = false;
    wished = false;
    lost = 0;
  }

  void due(String name) {
    if (session.isEmpty()) return;
    if (name.equals(StockDriver.FIRST) && !heard) carryOut(session.get().ask(moment.at()));
    if (name.equals(StockDriver.LATE)) carryOut(session.get().late(moment.at()));
  }

  // ---- what it says

  void said(String name, String text) {
    if (session.isEmpty() || !name.equals(line)) return;
    carryOut(session.get().said(text, _ -> expected(text), moment.at()));
  }

  /// The key that whoever says this must have; one that nobody has where none is known.
  private Optional<String> expected(String text) {
    return Dispatch.asker(Bytes.utf8(text))
        .filter(asker -> asker.id().equals(driver.device.binds().id()))
        .flatMap(asker -> StockIdentity.expected(driver.device.binding(), driver.kept, asker))
        .or(() -> Optional.of(""));
  }

  private void carryOut(StockSession.Move move) {
    session = Optional.of(move.session());
    for (String text : move.send())
      effects.add(new Effect.Send(new Message.WebSocketText(line, text)));
    if (!move.session().unanswered().isEmpty())
      effects.add(new Effect.Wake(StockDriver.LATE, StockSession.ANSWER_WITHIN));
    for (Happened happened : move.happened()) {
      switch (happened) {
        case Happened.Registered(Dispatch.Asker who) -> registered(who);
        case Happened.Reported(Payload params) -> reported(params);
        case Happened.Acknowledged(String sequence, int error) -> acknowledged(sequence, error);
        case Happened.LostSequence(String sequence) -> unanswered(sequence);
        case Happened.Unread(String why) -> effects.add(new Effect.Dropped(why));
      }
    }
  }

  private void registered(Dispatch.Asker who) {
    if (driver.kept.text(Binds.KEY).isBlank())
      effects.add(new Effect.Keep(Binds.KEY, Bytes.utf8(who.key())));
    learning.version(who.firmware());
    stand(Status.State.PRESENT, "is connected");
    effects.add(new Effect.Wake(StockDriver.FIRST, StockDriver.FIRST_WITHIN));
  }

  private void reported(Payload params) {
    learning.heard(params, heard, moment.at(), on);
    heard = true;
    lost = 0;
    stand(Status.State.PRESENT, "is connected");
    if (wished || !learning.wishes(params)) return;
    wished = true;
    String wish = driver.device.binds().startup();
    put(Commands.startup(wish, learning.shape().outlets()).data());
  }

  private void acknowledged(String sequence, int error) {
    lost = 0;
    stand(Status.State.PRESENT, "is connected");
    Optional<Long> command = Optional.ofNullable(commands.remove(sequence));
    if (command.isEmpty()) return;
    boolean took = error == 0;
    effects.add(
        new Effect.Answered(
            command.get(), took, took ? "it took the request" : Refusals.words(error)));
    // It does not report by itself what we had it do.
    if (took) session.ifPresent(open -> carryOut(open.ask(moment.at())));
  }

  private void unanswered(String sequence) {
    boolean isOfCommand = commands.remove(sequence) != null;
    lost++;
    if (lost >= LOST_MAX)
      stand(Status.State.ABSENT, "is connected, but does not answer what is sent to it");
    if (isOfCommand) session.ifPresent(open -> carryOut(open.ask(moment.at())));
  }

  // ---- commands

  void wanted(Input.Wanted wanted) {
    long command = wanted.command();
    Optional<Part> part = learning.plan().part(wanted.thing());
    if (part.isEmpty()) {
      refuse(command, "its device does not have this part any more");
      return;
    }
    if (session.flatMap(StockSession::asker).isEmpty()) {
      effects.add(new Effect.Unsent(command, AWAY));
      return;
    }
    Commands.Last last = learning.last().on(Optional.ofNullable(on.get(wanted.thing())));
    Optional<Commands.Order> order =
        Commands.of(part.get(), wanted.action(), last, false)
            .filter(one -> TAKEN.contains(one.command()));
    if (order.isEmpty()) refuse(command, Requests.whyNot(wanted.action(), part.get()));
    else send(command, order.get().data());
  }

  private void send(long command, String params) {
    if (put(params)) commands.put(session.orElseThrow().unanswered().lastEntry().getKey(), command);
    else effects.add(new Effect.Unsent(command, "too many requests wait for its answer already"));
  }

  private boolean put(String params) {
    StockSession.Move move = session.orElseThrow().put(params, moment.at());
    carryOut(move);
    return !move.send().isEmpty();
  }

  private void refuse(long command, String why) {
    effects.add(new Effect.Answered(command, false, why));
  }

  private void stand(Status.State state, String reason) {
    String now = state.label() + reason;
    if (now.equals(stood)) return;
    stood = now;
    for (Udn thing : driver.device.accepted()) effects.add(new Effect.Stood(thing, state, reason));
  }
}
