package steward.drivers.broadlink;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Driver;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Pace;
import steward.driver.Step;
import steward.driver.Turns;
import steward.thing.Message;
import steward.thing.Thing;
import steward.value.Bytes;

/// Speaks with one device: says hello, authenticates, asks and commands, one datagram at a time.
/// Pure.
final class BroadlinkDriver implements Driver<Talk> {
  /// Below the two minutes after which the watchdog of a device without its cloud grows hungry.
  static final Duration KEEP_ALIVE = Duration.ofSeconds(100);

  static final String ALIVE = "keep-alive";

  private static final int RANDOM_BYTES = 8;
  private static final Pace.Rhythm RHYTHM =
      new Pace.Rhythm(Duration.ofSeconds(30), Duration.ofSeconds(2), 3, Duration.ofMinutes(3));

  private final List<Thing> things;
  private final Peer peer;
  private final Codes codes;

  BroadlinkDriver(List<Thing> things, Kept kept) {
    this.things = List.copyOf(things);
    peer = Peer.of(things.getFirst().binding());
    codes = Codes.of(kept);
  }

  @Override
  public Talk start() {
    return new Talk(
        peer,
        false,
        Optional.empty(),
        Turns.none(),
        Optional.empty(),
        0,
        Pace.of(RHYTHM),
        codes,
        Optional.empty(),
        Map.of(),
        Talk.Plug.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /// What the published key opens: the answer to an authentication, in which the session's key is.
  @Override
  public boolean isSecret(Message message) {
    return message instanceof Message.Datagram(int _, Bytes body) && Packet.isOpenToAll(body);
  }

  @Override
  public int randomBytes() {
    return RANDOM_BYTES;
  }

  @Override
  public Step<Talk> on(Talk talk, Input input) {
    var work = new Work(talk, things, input.moment());
    switch (input) {
      case Input.Opened _ -> opened(work);
      case Input.Came(Message message, _) -> came(work, message);
      case Input.Lost _ -> lost(work);
      case Input.Due(String name, _) -> due(work, name);
      case Input.Wanted wanted -> Wishes.wanted(work, wanted);
      case Input.Withdrawn(long command, _) -> Flights.withdrawn(work, command);
    }
    return work.step();
  }

  private static void opened(Work work) {
    Flights.abandon(work, "the way to it was begun anew");
    forget(work);
    work.counter = LittleEndian.u16(work.random(), RANDOM_BYTES - 2);
    alive(work);
    work.wake(Work.POLL, work.pace.first(work.random()));
  }

  private static void alive(Work work) {
    work.send(Hello.KEEP_ALIVE);
    work.wake(ALIVE, KEEP_ALIVE);
  }

  private static void lost(Work work) {
    Flights.abandon(work, "the way to it is lost");
    forget(work);
  }

  private static void forget(Work work) {
    work.greeted = false;
    work.session = Optional.empty();
    work.turns = Turns.none();
    work.flight = Optional.empty();
    work.lesson = Optional.empty();
    work.plug = Talk.Plug.UNKNOWN;
    work.standing = Optional.empty();
    work.pace = Pace.of(RHYTHM);
  }

  private static void due(Work work, String name) {
    switch (name) {
      case ALIVE -> alive(work);
      case Work.POLL -> poll(work);
      case Flights.AGAIN -> Flights.again(work);
      case Lessons.NEXT -> Lessons.next(work);
      default -> {}
    }
  }

  private static void poll(Work work) {
    if (work.turns.isFree() && work.lesson.isEmpty()) {
      for (Request.Ask ask : work.peer.polls()) {
        if (ask == Request.Ask.PRESENCE) work.greeted = false;
        work.turns = work.turns.then(ask);
      }
      Flights.advance(work);
    }
    work.wakePoll();
  }

  private static void came(Work work, Message message) {
    switch (message) {
      case Message.Datagram(int port, var body) when port == work.peer.port() ->
          Flights.came(work, body);
      case Message.Datagram(int port, _) ->
          work.dropped("an answer from port " + port + " instead of " + work.peer.port());
      case Message.Failed(_, _, String reason) when work.flight.isPresent() ->
          Flights.unanswered(work, reason);
      default -> {}
    }
  }
}
