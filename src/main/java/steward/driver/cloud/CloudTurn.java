package steward.driver.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Pace;
import steward.driver.Payload;
import steward.driver.Step;
import steward.driver.Turns;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.thing.Status;
import steward.thing.Thing;

/// One step of a conversation with a cloud. Confined to that step.
final class CloudTurn<K> {
  static final String LOOK = "look";
  static final String GO = "go";
  static final String LISTEN = "listen";

  /// The parts of an account are accepted one after the other, and each makes the link anew.
  private static final Duration SETTLE = Duration.ofMillis(500);

  private static final Duration LISTEN_AGAIN = Duration.ofMillis(500);
  private static final Duration LISTEN_LATER = Duration.ofSeconds(30);

  private final Service<K> service;
  private final Moment moment;
  private final Voice voice;
  private final Purses purses;
  private final Asking<K> asking;
  private K known;
  private Tokens tokens;
  private Turns<Wish> turns;
  private Pace pace;
  private Instant lookAt;
  private long count;
  private CloudTalk.@Nullable Flight flight;
  private CloudTalk.@Nullable Flight listening;

  CloudTurn(Service<K> service, List<Thing> things, CloudTalk<K> talk, Moment moment) {
    this.service = service;
    this.voice = new Voice(things);
    this.moment = moment;
    this.asking = new Asking<>(service, voice, moment.at());
    known = talk.known();
    tokens = talk.tokens();
    turns = talk.turns();
    flight = talk.flight().orElse(null);
    listening = talk.listening().orElse(null);
    purses = new Purses(service, talk.budgets(), moment.at());
    pace = talk.pace();
    lookAt = talk.lookAt();
    count = talk.count();
  }

  Step<CloudTalk<K>> take(Input input) {
    switch (input) {
      case Input.Opened _ -> opened();
      case Input.Lost(String reason, _) -> giveUp(reason);
      case Input.Due(String name, _) -> due(name);
      case Input.Wanted wanted -> wanted(wanted);
      case Input.Withdrawn(long command, _) -> withdrawn(command);
      case Input.Came(Message.HttpResponse answer, _) -> came(answer);
      case Input.Came(Message.Failed failed, _) -> failed(failed);
      case Input.Came _ -> voice.add(new Effect.Dropped("a cloud sends no such message"));
    }
    if (purses.isTouched()) voice.first(new Effect.Remember(Ledger.NAME, purses.written()));
    return new Step<>(
        new CloudTalk<>(
            known,
            tokens,
            turns,
            Optional.ofNullable(flight),
            Optional.ofNullable(listening),
            purses.all(),
            pace,
            lookAt,
            count),
        voice.effects());
  }

  private Instant now() {
    return moment.at();
  }

  /// Why nothing can be asked before a person does something; empty where it can.
  private String obstacle() {
    return tokens.obstacle(service.signIn());
  }

  private void opened() {
    giveUp("the connection to its cloud was made anew");
    listening = null;
    lookAt = now().plus(SETTLE);
    voice.wake(LOOK, SETTLE);
  }

  /// Nothing that was asked is answered any more.
  private void giveUp(String why) {
    flight = null;
    for (Wish wish : Wishes.all(turns)) if (wish instanceof Wish.Do deed) voice.unsent(deed, why);
    turns = Turns.none();
  }

  private void due(String name) {
    switch (name) {
      case LOOK -> {
        lookAt = Instant.EPOCH;
        if (turns.isFree() && flight == null) look();
      }
      case GO -> begin();
      case LISTEN -> listen();
      default -> {}
    }
  }

  private void look() {
    if (!obstacle().isEmpty()) {
      voice.stand(
          tokens.refused().isEmpty() ? Status.State.WAITING : Status.State.ERROR, obstacle());
      return;
    }
    for (Call call : service.look(known, now(), pace.eager() > 0))
      turns = turns.then(new Wish.Read(call, false));
    begin();
  }

  private void wanted(Input.Wanted wanted) {
    long command = wanted.command();
    String obstacle = obstacle();
    if (!obstacle.isEmpty() || turns.isFull()) {
      String full = "too many commands wait for this cloud";
      voice.add(new Effect.Unsent(command, obstacle.isEmpty() ? full : obstacle));
      return;
    }
    voice.add(new Effect.Waits(command));
    Instant until = now().plus(service.valid());
    var deed = new Wish.Do(command, wanted.thing(), wanted.action(), until, false, false);
    turns = Wishes.with(turns, deed, flight != null);
    begin();
  }

  private void withdrawn(long command) {
    Turns<Wish> less = Wishes.without(turns, command);
    boolean isDone = !turns.isFree() && less.isFree() && flight == null;
    turns = less;
    if (isDone) schedule();
  }

  /// Asks for what is first, if nothing is asked and it may be asked now.
  private void begin() {
    while (flight == null && turns.asked().isPresent()) {
      Wish wish = turns.asked().get();
      Optional<Call> call = obstacle().isEmpty() ? asking.call(known, wish) : Optional.empty();
      if (call.isEmpty()) {
        if (!obstacle().isEmpty() && wish instanceof Wish.Do deed) voice.unsent(deed, obstacle());
        turns = turns.ended();
      } else if (!tokens.isFresh(now())) {
        if (!ask(new Desk(service.signIn(), voice).call(tokens), true)) return;
      } else if (!ask(call.get(), false)) {
        return;
      }
    }
    if (flight == null && turns.isFree() && obstacle().isEmpty()) schedule();
  }

  /// Events and commands must not put off what is read in turn.
  private void schedule() {
    Duration wait = pace.wait(moment.random());
    Instant then = now().plus(wait);
    if (lookAt.isAfter(now()) && !lookAt.isAfter(then)) return;
    lookAt = then;
    voice.wake(LOOK, wait);
  }

  /// Sends it, where the limits allow it now.
  ///
  /// @return false where it waits
  private boolean ask(Call call, boolean forTokens) {
    Duration wait = purses.wait(call);
    if (wait.isPositive()) {
      List<Wish.Do> late = Wishes.late(turns, now().plus(wait));
      String limited =
          "the limit of requests to its cloud is reached; it may be asked again in %d s"
              .formatted(wait.toSeconds() + 1);
      late.forEach(deed -> voice.unsent(deed, limited));
      turns = Wishes.without(turns, late);
      if (!late.isEmpty()) return true;
      voice.wake(GO, wait);
      return false;
    }
    purses.spend(call);
    if (!forTokens) goes(call);
    String name = (forTokens ? "token-" : "call-") + ++count;
    flight = new CloudTalk.Flight(name, forTokens ? Optional.empty() : Optional.of(call));
    String access = forTokens ? "" : tokens.access();
    voice.add(new Effect.Send(call.request(name, access)));
    return true;
  }

  private void goes(Call call) {
    known = service.sent(known, call, now());
    if (turns.asked().orElse(null) instanceof Wish.Do deed && !deed.gone()) {
      voice.add(new Effect.Goes(deed.command()));
      turns = new Turns<>(Optional.of(deed.sent()), turns.waiting());
    }
  }

  private void came(Message.HttpResponse answer) {
    CloudTalk.Flight asked = flight;
    CloudTalk.Flight heard = listening;
    if (heard != null && heard.name().equals(answer.name()) && heard.call().isPresent()) {
      listening = null;
      happened(heard.call().get(), answer);
    } else if (asked != null && asked.name().equals(answer.name())) {
      flight = null;
      if (asked.call().isPresent()) answered(asked.call().get(), answer);
      else signedIn(answer);
    }
  }

  private void signedIn(Message.HttpResponse answer) {
    Tokens before = tokens;
    tokens = new Desk(service.signIn(), voice).heard(tokens, answer, now());
    if (!tokens.refused().isEmpty()) {
      voice.stand(Status.State.ERROR, obstacle());
      giveUp(obstacle());
    } else if (tokens.equals(before)) {
      if (answer.status() == 429) purses.hold(List.of(Purses.TOKEN), answer);
      lost("it gives no access now " + Answers.said(answer));
    }
    begin();
  }

  private void answered(Call call, Message.HttpResponse answer) {
    Wish wish = turns.asked().orElse(null);
    if (wish == null) return;
    switch (service.verdict(answer)) {
      case DONE -> done(wish, call, answer);
      case EXPIRED -> {
        if (wish.retried()) {
          refused(wish, "its cloud does not take our access " + Answers.said(answer));
        } else {
          tokens = tokens.stale();
          turns = new Turns<>(Optional.of(wish.again()), turns.waiting());
        }
      }
      case LIMITED -> limited(wish, call, answer);
      case REFUSED -> refused(wish, "its cloud refuses it " + Answers.said(answer));
      case TROUBLED -> troubled(wish, "its cloud is in trouble " + Answers.said(answer));
    }
    begin();
  }

  private void done(Wish wish, Call call, Message.HttpResponse answer) {
    Optional<Payload> body = Answers.json(answer);
    if (body.isEmpty()) {
      troubled(wish, "the answer of its cloud cannot be read");
      return;
    }
    Heard<K> heard = service.heard(known, call, body.get(), now());
    known = heard.known();
    if (!heard.fault().isEmpty()) {
      troubled(wish, heard.fault());
      return;
    }
    voice.answers("its cloud answers");
    heard.effects().forEach(voice::add);
    turns = turns.ended();
    for (Call more : heard.more().reversed()) turns = turns.next(new Wish.Read(more, false));
    if (wish instanceof Wish.Do(long command, _, _, _, _, _)) {
      voice.add(new Effect.Answered(command, true, ""));
      pace = pace.hurried();
    } else if (turns.isFree()) {
      pace = pace.answered();
    }
    if (listening == null) listen();
  }

  private void limited(Wish wish, Call call, Message.HttpResponse answer) {
    Duration hold = purses.hold(call.purses(), answer);
    String why = "its cloud wants no further requests for " + hold.toSeconds() + " s";
    voice.answers(why);
    if (wish instanceof Wish.Do deed) {
      voice.add(new Effect.Answered(deed.command(), false, why));
      turns = turns.ended();
    }
  }

  private void refused(Wish wish, String why) {
    if (wish instanceof Wish.Do deed) {
      voice.add(new Effect.Answered(deed.command(), false, why));
      turns = turns.ended();
    } else if (wish instanceof Wish.Read(Call call, _) && call.minor()) {
      voice.add(new Effect.Dropped("%s: %s".formatted(call.about(), why)));
      known = service.refused(known, call, now());
      turns = turns.ended();
    } else {
      voice.stand(Status.State.ERROR, why);
      leaveReading();
    }
  }

  /// What became of the request cannot be known: what is read next shows it.
  private void troubled(Wish wish, String why) {
    if (wish instanceof Wish.Do) {
      turns = turns.ended();
      pace = pace.hurried();
    } else {
      stumble(why);
    }
  }

  /// What was to be read is left; commands stay.
  private void stumble(String why) {
    leaveReading();
    if (pace.isGone()) voice.stand(Status.State.ABSENT, why);
  }

  private void leaveReading() {
    pace = pace.failed();
    turns = Wishes.commands(turns);
  }

  /// Nothing can be asked now, commands neither.
  private void lost(String why) {
    giveUp(why);
    stumble(why);
  }

  private void failed(Message.Failed failed) {
    CloudTalk.Flight asked = flight;
    CloudTalk.Flight heard = listening;
    if (heard != null && heard.name().equals(failed.name())) {
      listening = null;
      // That nothing happened for long is no fault.
      voice.wake(LISTEN, failed.why() == Why.LATE ? LISTEN_AGAIN : LISTEN_LATER);
      return;
    }
    if (asked == null || !asked.name().equals(failed.name())) return;
    flight = null;
    String why = "its cloud cannot be reached: " + failed.reason();
    if (failed.why() == Why.UNTRUSTED) voice.stand(Status.State.ERROR, why);
    Wish wish = turns.asked().orElse(null);
    if (asked.call().isEmpty() || wish == null) {
      lost(why);
    } else if (wish instanceof Wish.Do deed && Answers.isNeverThere(failed.why())) {
      voice.add(new Effect.Answered(deed.command(), false, why));
      turns = turns.ended();
    } else {
      troubled(wish, why);
    }
    begin();
  }

  private void listen() {
    Optional<Call> call = service.listen(known);
    if (call.isEmpty() || listening != null || !obstacle().isEmpty()) return;
    Duration wait = tokens.isFresh(now()) ? purses.wait(call.get()) : LISTEN_LATER;
    if (wait.isPositive()) {
      voice.wake(LISTEN, wait);
      return;
    }
    purses.spend(call.get());
    String name = "listen-" + ++count;
    listening = new CloudTalk.Flight(name, call);
    voice.add(new Effect.Send(call.get().request(name, tokens.access())));
  }

  private void happened(Call call, Message.HttpResponse answer) {
    boolean fine = service.verdict(answer) == Verdict.DONE;
    Optional<Payload> body = fine ? Answers.json(answer) : Optional.empty();
    if (body.isEmpty()) {
      if (service.verdict(answer) == Verdict.LIMITED) purses.hold(call.purses(), answer);
      if (service.verdict(answer) == Verdict.REFUSED)
        voice.add(new Effect.Dropped("its cloud gives no events " + Answers.said(answer)));
      voice.wake(LISTEN, LISTEN_LATER);
      return;
    }
    Heard<K> heard = service.heard(known, call, body.get(), now());
    known = heard.known();
    heard.effects().forEach(voice::add);
    for (Call more : heard.more()) turns = turns.then(new Wish.Read(more, false));
    voice.wake(LISTEN, LISTEN_AGAIN);
    begin();
  }
}
