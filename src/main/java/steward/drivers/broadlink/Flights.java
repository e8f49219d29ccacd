package steward.drivers.broadlink;

import java.time.Duration;
import java.util.Optional;
import steward.driver.Effect;
import steward.driver.Turns;
import steward.drivers.broadlink.Talk.Flight;
import steward.drivers.broadlink.Talk.Stage;
import steward.thing.Status;
import steward.value.Bytes;

/// Brings what is asked to the device: hello and authentication where they are due, then the
/// request; each datagram once a second until its answer comes, for ten seconds at most.
final class Flights {
  static final String AGAIN = "again";

  private static final Duration SECOND = Duration.ofSeconds(1);

  /// A command is given ten seconds, what is asked again soon anyhow only four.
  private static final int TIMES_MAX = 10;

  private static final int TIMES_OF_POLL = 4;
  private static final Duration WAIT_MAX = Duration.ofSeconds(20);
  private static final int SESSION_LENGTH = 20;

  private Flights() {}

  /// Sends what is next, where nothing is on its way.
  static void advance(Work work) {
    while (work.flight.isEmpty() && work.turns.asked().isPresent()) {
      Request request = work.turns.asked().get();
      if (isWorthless(work, request)) work.ended();
      else launch(work, request, false);
    }
  }

  private static boolean isWorthless(Work work, Request request) {
    if (request instanceof Request.Ask ask && ask.isOfLesson() && ask != Request.Ask.CANCEL)
      return work.lesson.isEmpty();
    if (request instanceof Request.Order order
        && order.since().plus(WAIT_MAX).isBefore(work.now())) {
      work.unsent(order.command(), "others came first for too long");
      return true;
    }
    return false;
  }

  private static void launch(Work work, Request request, boolean renewed) {
    if (!work.greeted) {
      // Its own address and port are not a driver's to know; devices answer to where it came from.
      fly(work, Stage.HELLO, Hello.question("", 0, work.now()), true, renewed);
    } else if (work.session.isEmpty()) {
      Bytes datagram = packet(work, Packet.AUTH, Orders.authentication());
      fly(work, Stage.AUTHENTICATION, datagram, true, renewed);
    } else if (work.peer.model() == Model.UNKNOWN) {
      probe(work, Stage.NEW_FRAME, Frame.NEW.wrap(Frame.SENSORS, Bytes.EMPTY), renewed);
    } else {
      Optional<Orders.Out> out = Orders.of(work, request);
      if (out.isEmpty()) {
        work.ended();
        return;
      }
      if (request instanceof Request.Order order && !Orders.isBlind(work, request))
        work.add(new Effect.Goes(order.command()));
      Bytes datagram = packet(work, out.get().command(), out.get().payload());
      fly(work, Stage.REQUEST, datagram, out.get().repeatable(), renewed);
    }
  }

  private static void probe(Work work, Stage stage, Bytes payload, boolean renewed) {
    fly(work, stage, packet(work, Packet.COMMAND, payload), true, renewed);
  }

  private static Bytes packet(Work work, int command, Bytes payload) {
    work.counter = Packet.next(work.counter);
    Bytes key = work.session.map(Talk.Session::key).orElse(Packet.FIRST_KEY);
    int id = work.session.map(Talk.Session::id).orElse(0);
    int type = work.peer.type().orElse(0);
    return new Packet(type, command, work.counter, work.peer.macBytes(), id, payload).sealed(key);
  }

  private static void fly(
      Work work, Stage stage, Bytes datagram, boolean repeatable, boolean renewed) {
    work.flight = Optional.of(new Flight(stage, work.counter, datagram, repeatable, 1, renewed));
    work.send(datagram);
    work.wake(AGAIN, SECOND);
  }

  /// A second passed without an answer.
  static void again(Work work) {
    if (work.flight.isEmpty()) return;
    Flight flight = work.flight.get();
    boolean isOrder = work.turns.asked().filter(Request.Order.class::isInstance).isPresent();
    int timesMax = isOrder ? TIMES_MAX : TIMES_OF_POLL;
    if (flight.times() >= timesMax) {
      unanswered(work, "no answer within " + timesMax + " s");
      return;
    }
    work.flight = Optional.of(flight.again());
    if (flight.repeatable()) work.send(flight.datagram());
    work.wake(AGAIN, SECOND);
  }

  /// What is on its way came to nothing.
  static void unanswered(Work work, String reason) {
    boolean sent = work.flight.filter(f -> f.stage() == Stage.REQUEST).isPresent();
    if (work.turns.asked().isPresent() && work.turns.asked().get() instanceof Request.Order order)
      tellUnanswered(work, order, sent, reason);
    work.ended();
    work.pace = work.pace.failed();
    work.greeted = false;
    if (work.pace.isGone()) gone(work, reason);
    else advance(work);
    work.wakePoll();
  }

  private static void tellUnanswered(Work work, Request.Order order, boolean sent, String reason) {
    if (!sent) {
      work.unsent(order.command(), "it cannot be reached: " + reason);
    } else if (Orders.isBlind(work, order)) {
      work.refused(order.command(), reason + ": whether it did what was asked of it is not known");
    }
    // For the others the house waits for the report, and says itself when it does not come.
  }

  private static void gone(Work work, String reason) {
    abandon(work, "it cannot be reached: " + reason);
    work.session = Optional.empty();
    work.plug = Talk.Plug.UNKNOWN;
    work.stand(Status.State.ABSENT, "it does not answer: " + reason);
  }

  /// Nothing of what is asked or waits will be done.
  static void abandon(Work work, String why) {
    boolean sent = work.flight.filter(f -> f.stage() == Stage.REQUEST).isPresent();
    work.turns
        .asked()
        .ifPresent(asked -> {
          if (asked instanceof Request.Order order) tellUnanswered(work, order, sent, why);
        });
    work.turns
        .waiting()
        .forEach(one -> {
          if (one instanceof Request.Order order) work.unsent(order.command(), why);
        });
    work.lesson.ifPresent(lesson -> work.refused(lesson.command(), why));
    work.lesson = Optional.empty();
    work.flight = Optional.empty();
    work.turns = Turns.none();
  }

  /// The house has ended it. What is on its way for it is a greeting, which serves whatever is
  /// next, or the command itself, which nothing takes back.
  static void withdrawn(Work work, long command) {
    work.turns = work.turns.without(request -> isOf(request, command));
    boolean isSent = work.flight.filter(one -> one.stage() == Stage.REQUEST).isPresent();
    boolean isNext = work.turns.asked().filter(request -> isOf(request, command)).isPresent();
    if (isNext && !isSent) work.turns = work.turns.ended();
  }

  private static boolean isOf(Request request, long command) {
    return request instanceof Request.Order order && order.command() == command;
  }

  /// A datagram came from the device's port.
  static void came(Work work, Bytes body) {
    if (work.flight.isEmpty()) return;
    Flight flight = work.flight.get();
    if (flight.stage() == Stage.HELLO) {
      if (Hello.isAnswer(body)) greeted(work, flight, body);
      return;
    }
    Optional<String> fault = Reply.fault(body);
    if (fault.isPresent()) {
      work.dropped(fault.get());
      return;
    }
    Reply reply = Reply.of(body);
    // An answer that comes late, or twice.
    if (reply.counter() != flight.counter()) return;
    work.flight = Optional.empty();
    switch (flight.stage()) {
      case AUTHENTICATION -> authenticated(work, flight, reply);
      case NEW_FRAME, CLASSIC_FRAME -> framed(work, flight, reply);
      case REQUEST, HELLO -> answered(work, flight, reply);
    }
  }

  private static void greeted(Work work, Flight flight, Bytes body) {
    Optional<Hello> hello = Hello.read(body);
    if (hello.isPresent() && !hello.get().mac().equals(work.peer.mac())) {
      fails(
          work,
          "another device is at its address now (%s): look for it again"
              .formatted(hello.get().mac()));
      return;
    }
    if (hello.isEmpty() && work.peer.type().isEmpty()) {
      fails(work, "it is too old to tell its type: enter the type by hand");
      return;
    }
    hello.ifPresent(told -> identified(work, work.peer.told(told)));
    work.greeted = true;
    work.flight = Optional.empty();
    work.turns.asked().ifPresent(request -> launch(work, request, flight.renewed()));
    advance(work);
  }

  /// A model that is known only now has not been asked what it can tell.
  private static void identified(Work work, Peer now) {
    boolean isNew = work.peer.model() == Model.UNKNOWN && now.model() != Model.UNKNOWN;
    work.peer = now;
    if (!isNew) return;
    for (Request.Ask ask : now.polls()) if (!work.isAsked(ask)) work.turns = work.turns.then(ask);
  }

  /// It answers, and cannot be used as it is.
  private static void fails(Work work, String reason) {
    work.flight = Optional.empty();
    work.greeted = false;
    work.session = Optional.empty();
    work.pace = work.pace.failed();
    abandon(work, reason);
    work.stand(Status.State.ERROR, reason);
    work.wakePoll();
  }

  private static void authenticated(Work work, Flight flight, Reply reply) {
    if (reply.error() != 0) {
      fails(work, Errors.sentence(reply.error()));
      return;
    }
    Bytes payload = reply.opened(Packet.FIRST_KEY);
    if (payload.length() < SESSION_LENGTH) {
      fails(work, "its answer to the authentication holds no key");
      return;
    }
    Bytes key = Frame.slice(payload, 4, SESSION_LENGTH);
    work.session = Optional.of(new Talk.Session(key, (int) LittleEndian.u32(payload, 0)));
    work.present();
    if (work.peer.firmware().isEmpty() && !work.isAsked(Request.Ask.FIRMWARE) && !flight.renewed())
      work.turns = work.turns.then(Request.Ask.FIRMWARE);
    work.turns.asked().ifPresent(request -> launch(work, request, flight.renewed()));
    advance(work);
  }

  private static void framed(Work work, Flight flight, Reply reply) {
    boolean isNew = flight.stage() == Stage.NEW_FRAME;
    if (reply.error() == 0) {
      identified(work, work.peer.of(isNew ? Model.RM4 : Model.RM));
      work.turns.asked().ifPresent(request -> launch(work, request, flight.renewed()));
      advance(work);
    } else if (isNew) {
      Bytes payload = Frame.CLASSIC.wrap(Frame.STATE, Bytes.EMPTY);
      probe(work, Stage.CLASSIC_FRAME, payload, flight.renewed());
    } else {
      int type = work.peer.type().orElse(0);
      fails(
          work, "its type 0x%04x is not known: say by hand which model it is like".formatted(type));
    }
  }

  private static void answered(Work work, Flight flight, Reply reply) {
    Optional<Request> asked = work.turns.asked();
    if (asked.isEmpty()) return;
    if (Errors.isOfSession(reply.error()) && !flight.renewed()) {
      work.session = Optional.empty();
      launch(work, asked.get(), true);
      return;
    }
    work.present();
    Bytes payload =
        reply.error() == 0
            ? reply.opened(work.session.map(Talk.Session::key).orElse(Packet.FIRST_KEY))
            : Bytes.EMPTY;
    work.ended();
    Answers.take(work, asked.get(), reply.error(), payload);
    advance(work);
  }
}
