package steward.driver.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Pace;
import steward.driver.Payload;
import steward.driver.Step;
import steward.driver.Turns;
import steward.driver.Way;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.Udn;

/// One step of a conversation with a cloud. Confined to that step.
final class CloudTurn<K> {
  static final String LOOK = "look";
  static final String GO = "go";
  static final String LISTEN = "listen";
  static final String TOKEN = "token";

  /// The parts of an account are accepted one after the other, and each makes the link anew.
  private static final Duration SETTLE = Duration.ofMillis(500);

  private static final Duration LISTEN_AGAIN = Duration.ofMillis(500);
  private static final Duration LISTEN_LATER = Duration.ofSeconds(30);

  private final Service<K> service;
  private final List<Thing> things;
  private final Moment moment;
  private final List<Effect> effects = new ArrayList<>();
  private final Map<String, Budget> budgets;
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
    this.things = things;
    this.moment = moment;
    known = talk.known();
    tokens = talk.tokens();
    turns = talk.turns();
    flight = talk.flight().orElse(null);
    listening = talk.listening().orElse(null);
    budgets = new HashMap<>(talk.budgets());
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
      case Input.Came(Message.HttpResponse answer, _) -> came(answer);
      case Input.Came(Message.Failed failed, _) -> failed(failed);
      case Input.Came _ -> add(new Effect.Dropped("a cloud sends no such message"));
    }
    return new Step<>(
        new CloudTalk<>(
            known,
            tokens,
            turns,
            Optional.ofNullable(flight),
            Optional.ofNullable(listening),
            budgets,
            pace,
            lookAt,
            count),
        effects);
  }

  private Instant now() {
    return moment.at();
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  private void wake(String name, Duration after) {
    add(new Effect.Wake(name, after));
  }

  private void stand(Status.State state, String reason) {
    for (Thing thing : things) add(new Effect.Stood(thing.udn(), state, reason));
  }

  private void opened() {
    giveUp("the connection to its cloud was made anew");
    listening = null;
    lookAt = now().plus(SETTLE);
    wake(LOOK, SETTLE);
  }

  /// Nothing that was asked is answered any more.
  private void giveUp(String why) {
    flight = null;
    for (Wish wish : all()) if (wish instanceof Wish.Do deed) unsent(deed, why);
    turns = Turns.none();
  }

  private List<Wish> all() {
    var all = new ArrayList<Wish>(turns.waiting());
    turns.asked().ifPresent(asked -> all.add(0, asked));
    return all;
  }

  private static Turns<Wish> turns(List<Wish> all) {
    if (all.isEmpty()) return Turns.none();
    return new Turns<>(Optional.of(all.getFirst()), all.subList(1, all.size()));
  }

  private void unsent(Wish.Do deed, String why) {
    if (!deed.gone()) add(new Effect.Unsent(deed.command(), why));
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
    String obstacle = obstacle();
    if (!obstacle.isEmpty()) {
      stand(tokens.refused().isEmpty() ? Status.State.WAITING : Status.State.ERROR, obstacle);
      return;
    }
    for (Call call : service.look(known, now(), pace.eager() > 0))
      turns = turns.then(new Wish.Read(call, false));
    begin();
  }

  /// Why nothing can be asked before a person does something; empty where it can.
  private String obstacle() {
    SignIn at = service.signIn();
    if (!tokens.refused().isEmpty())
      return "sign in again at " + at.again() + ": " + tokens.refused();
    String missing = tokens.missing();
    return missing.isEmpty() ? "" : missing + ": sign in at " + at.again();
  }

  private void wanted(Input.Wanted wanted) {
    long command = wanted.command();
    String obstacle = obstacle();
    if (!obstacle.isEmpty() || turns.isFull()) {
      String full = "too many commands wait for this cloud";
      add(new Effect.Unsent(command, obstacle.isEmpty() ? full : obstacle));
      return;
    }
    add(new Effect.Waits(command));
    Instant until = now().plus(service.valid());
    var all = new ArrayList<>(all());
    int place = flight == null ? 0 : 1;
    while (place < all.size() && all.get(place) instanceof Wish.Do) place++;
    all.add(
        Math.min(place, all.size()),
        new Wish.Do(command, wanted.thing(), wanted.action(), until, false, false));
    turns = turns(all);
    begin();
  }

  /// Asks for what is first, if nothing is asked and it may be asked now.
  private void begin() {
    while (flight == null && turns.asked().isPresent()) {
      Wish wish = turns.asked().get();
      Optional<Call> call = obstacle().isEmpty() ? call(wish) : Optional.empty();
      if (call.isEmpty()) {
        if (!obstacle().isEmpty() && wish instanceof Wish.Do deed) unsent(deed, obstacle());
        turns = turns.ended();
      } else if (!tokens.isFresh(now())) {
        if (!ask(new Desk(service.signIn(), this).call(tokens), true)) return;
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
    wake(LOOK, wait);
  }

  private Optional<Call> call(Wish wish) {
    return switch (wish) {
      case Wish.Read read -> Optional.of(read.call());
      case Wish.Do deed ->
          switch (service.order(known, deed.thing(), deed.action(), now())) {
            case Order.Ask(Call call) -> Optional.of(call);
            case Order.Refuse(String why) -> {
              add(new Effect.Answered(deed.command(), false, why));
              yield Optional.empty();
            }
          };
    };
  }

  /// Sends it, where the limits allow it now.
  ///
  /// @return false where it waits
  private boolean ask(Call call, boolean forTokens) {
    Duration wait = wait(call);
    if (wait.isPositive()) {
      Instant then = now().plus(wait);
      var late =
          all().stream().filter(wish -> wish instanceof Wish.Do d && then.isAfter(d.until()));
      String why =
          "the limit of requests to its cloud is reached; it may be asked again in %d s"
              .formatted(wait.toSeconds() + 1);
      var given = late.toList();
      given.forEach(wish -> unsent((Wish.Do) wish, why));
      turns = turns(all().stream().filter(wish -> !given.contains(wish)).toList());
      if (!given.isEmpty()) return true;
      wake(GO, wait);
      return false;
    }
    spend(call);
    if (!forTokens) goes(call);
    String name = (forTokens ? "token-" : "call-") + ++count;
    flight = new CloudTalk.Flight(name, forTokens ? Optional.empty() : Optional.of(call));
    send(name, call, forTokens);
    return true;
  }

  private void goes(Call call) {
    known = service.sent(known, call, now());
    if (turns.asked().orElse(null) instanceof Wish.Do deed && !deed.gone()) {
      add(new Effect.Goes(deed.command()));
      turns = new Turns<>(Optional.of(deed.sent()), turns.waiting());
    }
  }

  private Duration wait(Call call) {
    Duration longest = Duration.ZERO;
    for (String purse : call.purses()) {
      Duration wait = budget(purse).wait(now());
      if (wait.compareTo(longest) > 0) longest = wait;
    }
    return longest;
  }

  private Budget budget(String purse) {
    Budget known = budgets.get(purse);
    if (known != null) return known;
    return purse.equals(TOKEN)
        ? Budget.of(new Budget.Limit(6, Duration.ofMinutes(10)))
        : service.budget(purse);
  }

  private void spend(Call call) {
    for (String purse : call.purses()) budgets.put(purse, budget(purse).spent(now()));
  }

  private void send(String name, Call call, boolean bare) {
    var headers = new TreeMap<String, String>();
    headers.put("accept", "application/json");
    if (!call.type().isEmpty()) headers.put("content-type", call.type());
    if (!bare) headers.put("authorization", "Bearer " + tokens.access());
    add(
        new Effect.Send(
            new Message.HttpRequest(
                name,
                call.host(),
                Way.Cloud.PORT,
                call.method(),
                call.path(),
                headers,
                call.body(),
                call.within())));
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
    tokens = new Desk(service.signIn(), this).heard(tokens, answer, now());
    if (!tokens.refused().isEmpty()) {
      stand(Status.State.ERROR, obstacle());
      giveUp(obstacle());
    } else if (tokens.equals(before)) {
      if (answer.status() == 429) hold(List.of(TOKEN), answer);
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
    add(new Effect.Stood(root(), Status.State.PRESENT, "its cloud answers"));
    heard.effects().forEach(this::add);
    turns = turns.ended();
    for (Call more : heard.more().reversed()) turns = turns.next(new Wish.Read(more, false));
    if (wish instanceof Wish.Do(long command, _, _, _, _, _)) {
      add(new Effect.Answered(command, true, ""));
      pace = pace.hurried();
    } else if (turns.isFree()) {
      pace = pace.answered();
    }
    if (listening == null) listen();
  }

  private Udn root() {
    return things.getFirst().udn().root();
  }

  private void limited(Wish wish, Call call, Message.HttpResponse answer) {
    Duration hold = hold(call.purses(), answer);
    String why = "its cloud wants no further requests for " + hold.toSeconds() + " s";
    add(new Effect.Stood(root(), Status.State.PRESENT, why));
    if (wish instanceof Wish.Do deed) {
      add(new Effect.Answered(deed.command(), false, why));
      turns = turns.ended();
    }
  }

  private Duration hold(List<String> purses, Message.HttpResponse answer) {
    Duration hold = Answers.hold(answer, now());
    for (String purse : purses) budgets.put(purse, budget(purse).held(now().plus(hold)));
    return hold;
  }

  private void refused(Wish wish, String why) {
    if (wish instanceof Wish.Do deed) {
      add(new Effect.Answered(deed.command(), false, why));
      turns = turns.ended();
    } else if (wish instanceof Wish.Read(Call call, _) && call.minor()) {
      add(new Effect.Dropped("%s: %s".formatted(call.about(), why)));
      known = service.refused(known, call, now());
      turns = turns.ended();
    } else {
      stand(Status.State.ERROR, why);
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
    if (pace.isGone()) stand(Status.State.ABSENT, why);
  }

  private void leaveReading() {
    pace = pace.failed();
    turns = turns(all().stream().filter(wish -> wish instanceof Wish.Do).toList());
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
      wake(LISTEN, failed.why() == Why.LATE ? LISTEN_AGAIN : LISTEN_LATER);
      return;
    }
    if (asked == null || !asked.name().equals(failed.name())) return;
    flight = null;
    String why = "its cloud cannot be reached: " + failed.reason();
    if (failed.why() == Why.UNTRUSTED) stand(Status.State.ERROR, why);
    Wish wish = turns.asked().orElse(null);
    if (asked.call().isEmpty() || wish == null) {
      lost(why);
    } else if (wish instanceof Wish.Do deed && isNeverThere(failed.why())) {
      add(new Effect.Answered(deed.command(), false, why));
      turns = turns.ended();
    } else {
      troubled(wish, why);
    }
    begin();
  }

  private static boolean isNeverThere(Why why) {
    return why == Why.UNREACHABLE || why == Why.UNTRUSTED || why == Why.FORBIDDEN;
  }

  private void listen() {
    Optional<Call> call = service.listen(known);
    if (call.isEmpty() || listening != null || !obstacle().isEmpty()) return;
    Duration wait = tokens.isFresh(now()) ? wait(call.get()) : LISTEN_LATER;
    if (wait.isPositive()) {
      wake(LISTEN, wait);
      return;
    }
    spend(call.get());
    String name = "listen-" + ++count;
    listening = new CloudTalk.Flight(name, call);
    send(name, call.get(), false);
  }

  private void happened(Call call, Message.HttpResponse answer) {
    boolean fine = service.verdict(answer) == Verdict.DONE;
    Optional<Payload> body = fine ? Answers.json(answer) : Optional.empty();
    if (body.isEmpty()) {
      if (service.verdict(answer) == Verdict.LIMITED) hold(call.purses(), answer);
      if (service.verdict(answer) == Verdict.REFUSED)
        add(new Effect.Dropped("its cloud gives no events " + Answers.said(answer)));
      wake(LISTEN, LISTEN_LATER);
      return;
    }
    Heard<K> heard = service.heard(known, call, body.get(), now());
    known = heard.known();
    heard.effects().forEach(this::add);
    for (Call more : heard.more()) turns = turns.then(new Wish.Read(more, false));
    wake(LISTEN, LISTEN_AGAIN);
    begin();
  }
}
