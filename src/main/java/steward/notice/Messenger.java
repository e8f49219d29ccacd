package steward.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.PersonThing;
import steward.loop.Sender;
import steward.rights.User;
import steward.task.Command;
import steward.thing.Action;
import steward.thing.Channel;
import steward.thing.Thing;

/// Takes the commands that tell a person something: keeps the notice, hands it to the servers, and
/// answers with what these said. Commands of devices it passes on. Sends on the house thread;
/// thread-safe for the rest.
///
/// A person is told at most [#PER_MINUTE_MAX] times a minute, and [#URGENT_MAX] times more what is
/// urgent; the rest is refused, and says so.
final class Messenger implements Sender, Postbox.Desk {
  static final int PER_MINUTE_MAX = 12;
  static final int URGENT_MAX = 6;

  /// A little before the house counts a command as unanswered.
  private static final Duration ANSWER_WITHIN = PersonThing.ANSWERED_WITHIN.minusSeconds(3);

  private final House house;
  private final Notices notices;
  private final Map<Channel, Postbox> boxes = new EnumMap<>(Channel.class);
  private final Map<Long, String> open = new HashMap<>();
  private final Map<String, Deque<Instant>> told = new HashMap<>();
  private final LongAdder sent = new LongAdder();
  private final LongAdder limited = new LongAdder();

  /// What it is built on.
  ///
  /// @param links who takes the commands of devices
  /// @param titles what a notice is about, by who asked for it
  /// @param discretion what a person may not be told
  record House(
      HouseLoop loop,
      Sender links,
      Persons persons,
      Reaches reaches,
      Reporting.Titles titles,
      Reporting.Discretion discretion,
      Postbox.Settings settings) {}

  Messenger(House house, Notices notices, Map<Channel, Carrier> carriers) {
    this.house = house;
    this.notices = notices;
    carriers.forEach(
        (way, carrier) -> boxes.put(way, new Postbox(way, carrier, this, house.settings())));
  }

  /// Takes up what waited when the steward stopped.
  void begin() {
    for (Notice notice : notices.left()) {
      notice
          .fates()
          .forEach((way, fate) -> {
            if (fate.state() == Fate.State.WAITING) post(notice, way);
          });
    }
  }

  @Override
  public void send(Command command, Thing thing) {
    if (!PersonThing.is(thing)) {
      house.links().send(command, thing);
      return;
    }
    Optional<Notice> notice = Optional.empty();
    Optional<String> obstacle = obstacle(command, thing);
    if (obstacle.isEmpty()) notice = notice(command, thing);
    String why = notice.isPresent() ? "" : obstacle.orElseGet(() -> noWay(command, thing));
    house.loop().post(new Fact.Sent(command.id(), why), thing.id().value(), "messenger");
    notice.ifPresent(made -> deliver(made, thing));
  }

  /// What a person is told left at once; what a device was to do may wait yet.
  @Override
  public void withdraw(Command command, Thing thing) {
    if (!PersonThing.is(thing)) house.links().withdraw(command, thing);
  }

  private Optional<String> obstacle(Command command, Thing thing) {
    if (!(command.action() instanceof Action.Tell(_, String text, var how)))
      return Optional.of("a person can only be notified");
    Optional<User> user = house.persons().user(PersonThing.user(thing));
    if (user.isEmpty()) return Optional.of("this person is not there any more");
    if (user.get().suspended()) return Optional.of(user.get().name() + " is suspended");
    // What was handed over once is not repeated, whoever asks again.
    if (isKnown(command)) return Optional.of("it was sent before");
    String all = house.titles().of(command.principal()) + "\n" + text;
    Optional<String> discretion = house.discretion().obstacle(user.get(), all);
    return discretion.isPresent() ? discretion : tooMany(user.get(), how.urgent());
  }

  private boolean isKnown(Command command) {
    return command.attempt() > 1 && notices.find(command.id()).isPresent();
  }

  private synchronized Optional<String> tooMany(User user, boolean urgent) {
    Instant now = house.settings().clock().instant();
    Deque<Instant> last = told.computeIfAbsent(user.id().value(), _ -> new ArrayDeque<>());
    last.removeIf(at -> Duration.between(at, now).abs().compareTo(Duration.ofMinutes(1)) >= 0);
    int max = PER_MINUTE_MAX + (urgent ? URGENT_MAX : 0);
    if (last.size() >= max) {
      limited.increment();
      return Optional.of(
          user.name() + " was told " + last.size() + " things within a minute: no more are sent");
    }
    last.add(now);
    return Optional.empty();
  }

  private Optional<Notice> notice(Command command, Thing thing) {
    if (!(command.action() instanceof Action.Tell(_, String text, var how)))
      return Optional.empty();
    var fates = new EnumMap<Channel, Fate>(Channel.class);
    for (Channel way : PersonThing.asked(thing, how)) {
      switch (way) {
        case PAGE -> fates.put(way, Fate.ended(Fate.State.KEPT, "until it is seen"));
        case THINGS -> fates.put(way, Fate.ended(Fate.State.HANDED_ON, ""));
        case MAIL, NTFY -> fates.put(way, Fate.NEW);
      }
    }
    if (fates.isEmpty()) return Optional.empty();
    return Optional.of(
        new Notice(
            command.id(),
            PersonThing.user(thing),
            house.settings().clock().instant(),
            house.titles().of(command.principal()),
            text,
            how.urgent(),
            Optional.empty(),
            fates));
  }

  private static String noWay(Command command, Thing thing) {
    boolean named = command.action() instanceof Action.Tell(_, _, var how) && !how.by().isEmpty();
    return named
        ? "none of the ways asked for leads to " + thing.name()
        : thing.name() + " wishes to be told by no way";
  }

  private void deliver(Notice notice, Thing thing) {
    sent.increment();
    synchronized (this) {
      open.put(notice.id(), thing.id().value());
    }
    var _ =
        notices
            .put(notice)
            .handle((_, fault) -> {
              if (fault != null) answer(notice.id(), false, "the disk does not take it");
              else notice.fates().keySet().forEach(way -> post(notice, way));
              look(notice.id(), false);
              return true;
            });
    var _ = house.settings().later().apply(ANSWER_WITHIN, () -> look(notice.id(), true));
  }

  private void post(Notice notice, Channel way) {
    if (way == Channel.PAGE || way == Channel.THINGS) return;
    Reach reach = house.reaches().of(notice.person());
    String to = way == Channel.MAIL ? reach.mail() : reach.topic();
    Postbox box = boxes.get(way);
    if (box == null || to.isEmpty()) {
      var _ =
          came(
              notice.id(),
              way,
              notice.fate(way).end(Fate.State.GIVEN_UP, "there is no such way any more"));
    } else {
      box.post(notice, to);
    }
  }

  @Override
  public CompletableFuture<Void> came(long notice, Channel way, Fate fate) {
    CompletableFuture<Void> kept = notices.came(notice, way, fate);
    look(notice, false);
    return kept;
  }

  /// Answers the command as soon as each server said something, or the time is over.
  private void look(long id, boolean last) {
    synchronized (this) {
      if (!open.containsKey(id)) return;
    }
    Notice notice = notices.find(id).orElse(null);
    if (notice == null) return;
    var outside = new EnumMap<Channel, Fate>(notice.fates());
    outside.keySet().removeAll(Set.of(Channel.PAGE, Channel.THINGS));
    boolean taken = has(outside, Fate.State.TAKEN);
    boolean asked = outside.values().stream().allMatch(Messenger::wasTried);
    boolean over = outside.values().stream().allMatch(fate -> fate.state().isFinal());
    boolean maybe = has(outside, Fate.State.UNSURE) || !over;
    if (outside.isEmpty() || taken && (asked || last)) answer(id, true, said(notice));
    else if (over && !maybe) answer(id, false, said(notice));
    else if (over || last) closed(id);
  }

  private static boolean has(Map<Channel, Fate> fates, Fate.State state) {
    return fates.values().stream().anyMatch(fate -> fate.state() == state);
  }

  private static boolean wasTried(Fate fate) {
    return fate.state().isFinal() || fate.state() == Fate.State.WAITING && fate.tries() > 0;
  }

  /// `mail: mail.home:587 took it (250 ok); the pages: until it is seen`.
  private static String said(Notice notice) {
    List<String> parts = new ArrayList<>();
    notice
        .fates()
        .forEach((way, fate) -> {
          String what = fate.why().isEmpty() ? fate.state().label() : fate.why();
          String more = fate.state() == Fate.State.WAITING ? ", tried again later" : "";
          parts.add(way.title() + ": " + what + more);
        });
    return parts.stream().collect(Collectors.joining("; "));
  }

  private void answer(long id, boolean accepted, String why) {
    String thing = closed(id);
    if (!thing.isEmpty())
      house.loop().post(new Fact.Answered(id, accepted, why), thing, "messenger");
  }

  private synchronized String closed(long id) {
    String thing = open.remove(id);
    return thing == null ? "" : thing;
  }

  /// The servers by way, for people.
  Map<Channel, String> servers() {
    return boxes.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, box -> box.getValue().server()));
  }

  Map<String, Long> counters() {
    var all = new TreeMap<String, Long>();
    all.put("notices.sent", sent.sum());
    all.put("notices.limited", limited.sum());
    boxes.forEach((way, box) -> all.put("notices.waiting." + way.label(), (long) box.waiting()));
    return all;
  }
}
