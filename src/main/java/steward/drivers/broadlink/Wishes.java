package steward.drivers.broadlink;

import java.util.Optional;
import java.util.stream.Stream;
import steward.driver.Effect;
import steward.driver.Input;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Udn;

/// Makes requests of what the house wants.
final class Wishes {
  /// Before the name of a code that comes by radio.
  static final String RADIO = "rf ";

  /// Before the name of a code that is not wanted any more.
  static final String FORGET = "forget ";

  private Wishes() {}

  static void wanted(Work work, Input.Wanted wanted) {
    long command = wanted.command();
    if (isKnown(work, command)) {
      work.add(new Effect.Waits(command));
      return;
    }
    Udn thing = wanted.thing();
    Optional<String> remote = Offers.remote(thing);
    if (remote.isPresent()) remote(work, wanted, remote.get());
    else if (wanted.action() instanceof Action.Tell(ActionKind kind, String text, _))
      tell(work, wanted, kind, text.strip());
    else if (isPut(work, wanted)) put(work, wanted);
    else work.refused(command, "it cannot " + wanted.action().sentence());
  }

  /// A command that the house asks for again while it waits here.
  private static boolean isKnown(Work work, long command) {
    return queued(work)
        .anyMatch(one -> one instanceof Request.Order order && order.command() == command);
  }

  private static Stream<Request> queued(Work work) {
    return Stream.concat(work.turns.asked().stream(), work.turns.waiting().stream());
  }

  private static boolean isPut(Work work, Input.Wanted wanted) {
    Model model = work.peer.model();
    if (model.isBlaster() || model == Model.UNKNOWN) return false;
    return switch (wanted.action()) {
      case Action.Turn(Action.Turn.To to) -> model != Model.SP1 || to != Action.Turn.To.TOGGLE;
      case Action.Put(ActionKind kind, _) ->
          kind == ActionKind.DIM && Offers.isLight(wanted.thing()) && work.peer.dims();
      case Action.Plain _, Action.Tell _ -> false;
    };
  }

  private static void put(Work work, Input.Wanted wanted) {
    var put =
        new Request.Put(wanted.command(), wanted.thing(), wanted.action(), wanted.moment().at());
    boolean reads = work.peer.model() == Model.SP3 || Orders.isToggle(put);
    boolean unread = work.plug.relay().isEmpty();
    if (reads && unread && !work.isAsked(Request.Ask.STATE))
      work.turns = work.turns.then(Request.Ask.STATE);
    queue(work, put);
  }

  private static void remote(Work work, Input.Wanted wanted, String name) {
    var remote = new Remote(name, work.codes.keys(name));
    var now = work.remotes.getOrDefault(name, Remote.Assumed.NOTHING);
    Remote.Choice choice = remote.choose(wanted.action(), now);
    Optional<CodeName> code = choice.key().flatMap(key -> CodeName.of(name, key));
    if (code.isPresent()) emit(work, wanted, code.get());
    else work.refused(wanted.command(), choice.why());
  }

  private static void tell(Work work, Input.Wanted wanted, ActionKind kind, String text) {
    if (!work.peer.model().isBlaster() && work.peer.model() != Model.UNKNOWN) {
      work.refused(wanted.command(), "it is no blaster");
    } else if (kind == ActionKind.SEND) {
      Optional<CodeName> name = CodeName.read(text).filter(n -> work.codes.get(n).isPresent());
      if (name.isPresent()) emit(work, wanted, name.get());
      else work.refused(wanted.command(), work.codes.unknown(text));
    } else if (kind == ActionKind.LEARN && text.startsWith(FORGET)) {
      forget(work, wanted.command(), text.substring(FORGET.length()).strip());
    } else if (kind == ActionKind.LEARN) {
      learn(work, wanted, text);
    } else {
      work.refused(wanted.command(), "it cannot " + wanted.action().sentence());
    }
  }

  private static void emit(Work work, Input.Wanted wanted, CodeName name) {
    boolean repeatable = Remote.isRepeatable(name.key());
    orQuiet(work, new Request.Emit(wanted.command(), name, repeatable, wanted.moment().at()));
  }

  private static void learn(Work work, Input.Wanted wanted, String text) {
    boolean radio = text.startsWith(RADIO);
    Optional<CodeName> name = CodeName.read(radio ? text.substring(RADIO.length()).strip() : text);
    long command = wanted.command();
    if (name.isEmpty()) {
      work.refused(command, "expected " + CodeName.EXPECTED + ", got “" + text + "”");
    } else if (radio && !work.peer.model().hasRadio()) {
      work.refused(command, "it has no radio");
    } else if (work.codes.isFullFor(name.get())) {
      work.refused(
          command,
          "it keeps %d codes already: forget one first, with “%sREMOTE/KEY”"
              .formatted(Codes.MAX, FORGET));
    } else {
      orQuiet(work, new Request.Learn(command, name.get(), radio, wanted.moment().at()));
    }
  }

  private static void forget(Work work, long command, String text) {
    Optional<CodeName> name = CodeName.read(text).filter(n -> work.codes.get(n).isPresent());
    if (name.isEmpty()) {
      work.refused(command, work.codes.unknown(text));
      return;
    }
    work.codes = work.codes.without(name.get());
    work.add(new Effect.Waits(command));
    work.add(new Effect.Goes(command));
    work.add(new Effect.Keep(name.get().kept(), steward.value.Bytes.EMPTY));
    work.says("forgot " + name.get());
  }

  /// While it learns, it must not be disturbed.
  private static void orQuiet(Work work, Request.Order order) {
    Optional<CodeName> learning =
        work.lesson
            .map(Talk.Lesson::name)
            .or(() ->
                queued(work)
                    .flatMap(one ->
                        one instanceof Request.Learn learn
                            ? Stream.of(learn.name())
                            : Stream.empty())
                    .findFirst());
    if (learning.isPresent())
      work.refused(order.command(), "it is learning " + learning.get() + " now");
    else queue(work, order);
  }

  private static void queue(Work work, Request.Order order) {
    if (work.turns.isFull()) {
      work.unsent(order.command(), "too many commands wait for their turn already");
      return;
    }
    work.turns = work.turns.then(order);
    work.add(new Effect.Waits(order.command()));
    Flights.advance(work);
  }
}
