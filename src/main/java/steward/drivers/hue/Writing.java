package steward.drivers.hue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Effect;
import steward.driver.Input;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.thing.Status;
import steward.thing.Thing;

/// Writes what is wanted: at the pace that the bridge bears, of each target the latest wish, and
/// looks afterwards whether it came about. Confined to one step.
record Writing(Turn turn) {
  static final String PUT = "put:";
  static final String FLUSH = "flush";
  static final String CHECK = "check";

  /// Events come within a second; where nothing changed none comes at all.
  static final Duration LOOK_AFTER = Duration.ofMillis(1_500);

  static final Duration LOOK_AGAIN = Duration.ofMillis(2_500);

  /// The bridge is too busy: after the n-th time n times as long.
  static final Duration BUSY_AGAIN = Duration.ofMillis(250);

  static final int BUSY_MAX = 5;
  static final int CHECKS_MAX = 200;

  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final String PATH = "/clip/v2/resource/";

  void wanted(Input.Wanted wanted) {
    if (wanted.thing().equals(turn.site.root())) {
      new Pairing(turn).wanted(wanted.command());
      return;
    }
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      turn.effects.add(HueDriver.unsent(wanted.command(), obstacle.get()));
      return;
    }
    Thing thing = turn.site.thing(wanted.thing()).orElse(null);
    Wish wish =
        thing == null
            ? new Wish.Refused("it is no thing of this bridge")
            : Wish.of(turn.house(), thing, wanted.command(), wanted.action(), turn.now());
    switch (wish) {
      case Wish.Refused(String why) -> turn.answered(wanted.command(), false, why);
      case Wish.Ordered(Order order) -> put(wanted.command(), order);
    }
  }

  private Optional<String> obstacle() {
    if (turn.key.isEmpty()) return Optional.of("the bridge is not paired");
    if (turn.house().isEmpty()) return Optional.of("the bridge has not told yet what it has");
    if (turn.health.state() == Status.State.ABSENT || turn.health.state() == Status.State.ERROR)
      return Optional.of(turn.health.reason());
    return Optional.empty();
  }

  private void put(long command, Order order) {
    String target = Outbox.target(order);
    Order before = turn.outbox.waiting().get(target);
    if (before == null && turn.outbox.waiting().size() >= Outbox.WAITING_MAX) {
      turn.effects.add(HueDriver.unsent(command, "too many other commands wait for the bridge"));
      return;
    }
    Order merged = before == null ? order : before.then(order);
    turn.outbox = turn.outbox.put(target, merged);
    turn.effects.add(new Effect.Waits(command));
    if (before != null) {
      for (long old : before.dropped(merged))
        turn.effects.add(
            HueDriver.unsent(old, "a later command took its place before it could be sent"));
    }
    flush();
  }

  /// The house has ended it: its part of what waits is left out.
  void withdrawn(long command) {
    for (Map.Entry<String, Order> one : List.copyOf(turn.outbox.waiting().entrySet())) {
      if (!one.getValue().commands().containsValue(command)) continue;
      Order rest = one.getValue().without(command);
      turn.outbox =
          rest.parts().isEmpty()
              ? turn.outbox.without(one.getKey())
              : turn.outbox.put(one.getKey(), rest);
    }
  }

  /// Sends what may go now, and wakes for the rest.
  void flush() {
    for (Map.Entry<String, Order> one : List.copyOf(turn.outbox.waiting().entrySet()))
      flush(one.getKey(), one.getValue());
    turn.outbox.waiting().entrySet().stream()
        .filter(one -> !turn.outbox.isFlying(one.getKey()))
        .map(one -> turn.outbox.free(one.getValue()))
        .min(Comparator.naturalOrder())
        .ifPresent(at -> {
          // Without a free place the next answer flushes.
          if (turn.outbox.flying().size() < Outbox.FLYING_MAX) turn.wake(FLUSH, until(at));
        });
  }

  private Duration until(Instant at) {
    Duration wait = Duration.between(turn.now(), at);
    return wait.isNegative() || wait.isZero() ? Duration.ofMillis(1) : wait;
  }

  private void flush(String target, Order order) {
    if (order.since().plus(Outbox.VALID).isBefore(turn.now())) {
      turn.outbox = turn.outbox.without(target);
      for (long command : order.commands().values())
        turn.effects.add(HueDriver.unsent(command, "it waited too long for the bridge"));
      return;
    }
    boolean mayGo =
        turn.outbox.flying().size() < Outbox.FLYING_MAX
            && !turn.outbox.isFlying(target)
            && !turn.outbox.free(order).isAfter(turn.now());
    if (!mayGo) return;
    turn.outbox = turn.outbox.sent(target, order, turn.now());
    for (long command : new LinkedHashSet<>(order.commands().values()))
      turn.effects.add(new Effect.Goes(command));
    boolean isDark =
        order.wantsLight()
            && !turn.house().get(order.id()).map(r -> r.fact("on.on").isTrue()).orElse(false);
    turn.ask(
        PUT + turn.outbox.number(),
        "PUT",
        PATH + order.type() + "/" + order.id(),
        order.body(isDark),
        WITHIN);
  }

  void answered(Message.HttpResponse answer) {
    Order order = turn.outbox.flying().get(answer.name());
    if (order == null) return;
    turn.outbox = turn.outbox.landed(answer.name());
    if (HueDriver.isBusy(answer.status())) busy(order, answer.status());
    else settle(order, answer);
    flush();
  }

  private void busy(Order order, int status) {
    String target = Outbox.target(order);
    if (turn.outbox.waiting().containsKey(target)) return; // a later wish goes in its place
    if (order.tries() >= BUSY_MAX) {
      answerAll(order, false, "the bridge has too much to do (" + status + ")");
      return;
    }
    Instant again = turn.now().plus(BUSY_AGAIN.multipliedBy(order.tries() + 1L));
    turn.outbox = turn.outbox.put(target, order.delayed(again));
  }

  private void settle(Order order, Message.HttpResponse answer) {
    Clip clip = Clip.of(answer);
    boolean isTaken =
        answer.status() / 100 == 2
            && clip.read()
            && (clip.errors().isEmpty() || clip.isOnlyWarning() || !clip.data().isEmpty());
    if (!isTaken) {
      answerAll(order, false, refusal(answer.status(), clip));
      return;
    }
    String words = clip.errors().isEmpty() ? "" : "the bridge says " + clip.complaint();
    Optional<String> unreachable =
        turn.house().get(order.id()).flatMap(r -> turn.house().unreachable(r.owner()));
    answerAll(order, true, unreachable.orElse(words));
    if (order.awaited().isEmpty()) return;
    turn.checks.removeIf(check -> check.id().equals(order.id()));
    if (turn.checks.size() >= CHECKS_MAX) return;
    Instant due = turn.now().plus(LOOK_AFTER);
    turn.checks.add(new Check(order.type(), order.id(), order.thing(), order.awaited(), due, 0));
    wakeForChecks();
  }

  private static String refusal(int status, Clip clip) {
    if (!clip.errors().isEmpty()) return "the bridge says " + clip.complaint();
    return switch (status) {
      case 404 -> "the bridge does not know it any more";
      case 400, 405, 406, 409 -> "the bridge refuses it (" + status + ")";
      default -> "the bridge gives an answer that cannot be read (" + status + ")";
    };
  }

  private void answerAll(Order order, boolean accepted, String reason) {
    for (long command : new LinkedHashSet<>(order.commands().values()))
      turn.answered(command, accepted, reason);
  }

  void failed(Message.Failed failed) {
    Order order = turn.outbox.flying().get(failed.name());
    if (order == null) return;
    turn.outbox = turn.outbox.landed(failed.name());
    // Where the bridge may have got it, only a report can tell.
    if (failed.why() == Why.UNREACHABLE
        || failed.why() == Why.UNTRUSTED
        || failed.why() == Why.FORBIDDEN) answerAll(order, false, HueDriver.sentence(failed));
    if (failed.why() != Why.FORBIDDEN) turn.failed(HueDriver.sentence(failed));
    flush();
  }

  private void wakeForChecks() {
    turn.checks.stream()
        .map(Check::due)
        .min(Comparator.naturalOrder())
        .ifPresent(due -> turn.wake(CHECK, until(due)));
  }

  /// Asks for what no event has told.
  void check() {
    var left = new ArrayList<Check>();
    int asked = 0;
    for (Check check : turn.checks) {
      if (check.due().isAfter(turn.now()) || asked >= 3) {
        left.add(check);
      } else {
        asked++;
        turn.get(CHECK + ":" + check.id(), PATH + check.type() + "/" + check.id(), WITHIN);
        left.add(check.looked(turn.now().plus(LOOK_AGAIN)));
      }
    }
    left.removeIf(check -> check.looks() > Check.LOOKS_MAX);
    turn.checks = left;
    wakeForChecks();
  }

  void checked(Message.HttpResponse answer) {
    Clip clip = answer.status() == 200 ? Clip.of(answer) : new Clip(false, List.of(), List.of());
    var hearing = new Hearing(turn);
    for (Resource told : clip.resources()) {
      Resource before = turn.house().get(told.type(), told.id()).orElse(null);
      if (before == null || !answer.name().equals(CHECK + ":" + told.id())) continue;
      Resource now = before.merged(told);
      turn.house(turn.house().with(List.of(now)));
      hearing.state(now, told);
    }
  }

  /// The key is refused: nothing of what waits can be done.
  void refuse(String why) {
    for (Order order : turn.outbox.flying().values()) answerAll(order, false, why);
    giveUp(why);
  }

  /// What waits is not sent any more; of what was sent, reports may still tell.
  void giveUp(String why) {
    for (Order order : turn.outbox.waiting().values())
      for (long command : order.commands().values())
        turn.effects.add(HueDriver.unsent(command, why));
    turn.outbox =
        new Outbox(
            Map.of(),
            Map.of(),
            turn.outbox.lampsFree(),
            turn.outbox.roomsFree(),
            turn.outbox.number());
    turn.checks = new ArrayList<>();
  }
}
