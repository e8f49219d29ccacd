package steward.drivers.broadlink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Effect;
import steward.driver.Moment;
import steward.driver.Offer;
import steward.driver.Pace;
import steward.driver.Step;
import steward.driver.Turns;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Text;
import steward.value.Value;

/// One step of the conversation in the making: the state that changes, and what is to be done.
/// Confined to the step.
final class Work {
  static final String POLL = "poll";

  private final Talk before;
  private final List<Thing> things;
  private final Moment moment;
  private final List<Effect> effects = new ArrayList<>();
  Peer peer;
  private boolean answers;

  boolean greeted;
  Optional<Talk.Session> session;
  Turns<Request> turns;
  Optional<Talk.Flight> flight;
  int counter;
  Pace pace;
  Codes codes;
  Optional<Talk.Lesson> lesson;
  Map<String, Remote.Assumed> remotes;
  Talk.Plug plug;
  Optional<Status.State> standing;
  private Optional<Offer> offered;
  private boolean described;

  Work(Talk before, List<Thing> things, Moment moment) {
    this.before = before;
    this.things = things;
    this.moment = moment;
    peer = before.peer();
    greeted = before.greeted();
    session = before.session();
    turns = before.turns();
    flight = before.flight();
    counter = before.counter();
    pace = before.pace();
    codes = before.codes();
    lesson = before.lesson();
    remotes = before.remotes();
    plug = before.plug();
    standing = before.standing();
    offered = before.offered();
    described = before.described();
  }

  Instant now() {
    return moment.at();
  }

  Bytes random() {
    return moment.random();
  }

  Udn device() {
    return Offers.udn(peer.mac());
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  void send(Bytes datagram) {
    add(new Effect.Send(new Message.Datagram(peer.port(), datagram)));
  }

  void wake(String name, Duration after) {
    add(new Effect.Wake(name, after));
  }

  void wakePoll() {
    wake(POLL, pace.wait(random()));
  }

  void dropped(String sentence) {
    add(new Effect.Dropped(sentence));
  }

  void accepted(long command, String sentence) {
    add(new Effect.Answered(command, true, sentence));
  }

  void refused(long command, String sentence) {
    add(new Effect.Answered(command, false, sentence));
  }

  void unsent(long command, String sentence) {
    add(new Effect.Unsent(command, sentence));
  }

  void stand(Status.State state, String reason) {
    standing = Optional.of(state);
    for (Thing thing : things) add(new Effect.Stood(thing.udn(), state, reason));
  }

  /// It answers. It stands as present once it is described as what it is: nobody is to be offered
  /// what another model can do, nor to command it while its things are taken up anew.
  void present() {
    pace = pace.answered();
    answers = true;
  }

  void saw(Udn thing, Property property, Value value, Quality quality) {
    if (property.admits(value))
      add(new Effect.Saw(new Reading(thing, property, value, quality, now())));
    else dropped("its %s of %s cannot be".formatted(property.spoken(), value.sentence()));
  }

  void saw(Property property, Value value) {
    saw(device(), property, value, Quality.CONFIRMED);
  }

  /// What the blaster did last, for people.
  void says(String text) {
    saw(Property.TEXT, Text.cut(text));
  }

  void assume(String remote, Remote.Assumed assumed) {
    var more = new HashMap<>(remotes);
    more.put(remote, assumed);
    more.keySet().retainAll(codes.remotes());
    remotes = more;
  }

  boolean isAsked(Request request) {
    return turns.asked().filter(request::equals).isPresent() || turns.waiting().contains(request);
  }

  /// What was asked is over, however it ended.
  void ended() {
    flight = Optional.empty();
    turns = turns.ended();
  }

  Step<Talk> step() {
    described &= peer.equals(before.peer()) && codes.equals(before.codes());
    // Its things may be taken up anew with what is learnt, and what is on its way be lost.
    boolean isIdle = session.isPresent() && turns.isFree() && lesson.isEmpty();
    if (!described && isIdle && peer.model() != Model.UNKNOWN) describe();
    boolean isKnownToAnswer = answers || session.isPresent() && !before.described();
    if (isKnownToAnswer && described && !standing.equals(Optional.of(Status.State.PRESENT)))
      stand(Status.State.PRESENT, "answers");
    var after =
        new Talk(
            peer, greeted, session, turns, flight, counter, pace, codes, lesson, remotes, plug,
            standing, offered, described);
    return new Step<>(after, effects);
  }

  /// Tells of what is described otherwise than the things are.
  private void describe() {
    Offer offer = Offers.of(peer, codes, false);
    boolean known = offered.map(offer::equals).orElseGet(() -> Offers.isKnown(offer, things));
    offered = Optional.of(offer);
    described = true;
    if (!known) add(new Effect.Learnt(offer));
  }
}
