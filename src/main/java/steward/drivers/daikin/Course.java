package steward.drivers.daikin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Moment;
import steward.driver.Pace;
import steward.driver.Step;
import steward.thing.Action;
import steward.thing.Description;
import steward.thing.Message;
import steward.thing.Message.Failed;
import steward.thing.Message.HttpRequest;
import steward.thing.Message.HttpResponse;
import steward.thing.Status;
import steward.thing.Thing;
import steward.value.Bytes;

/// One step of a conversation with an adapter: made from the state, changed by one input, and made
/// into the next state. Confined to that step.
final class Course {
  private static final Duration SELDOM = Duration.ofMinutes(10);

  /// A link that never says what became of a request is not waited for longer than this beyond it.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final int UUID_BYTES = 16;

  final Thing thing;
  final List<Dialect> order;
  final Kept kept;
  final Moment moment;
  private final List<Effect> effects = new ArrayList<>();
  private final Search search = new Search(this);
  private final Errands commands = new Errands(this);
  private final Hearing hearing = new Hearing(this);

  Optional<Dialect> dialect;
  Pace pace;
  Optional<Job> asked;
  final List<Errand> errands;
  List<String> reads;
  List<String> proof;
  Picture picture;
  Map<String, String> written;
  Instant writtenAt;
  Evidence evidence;
  boolean introduced;
  Instant seldomAt;
  int doubts;
  final Set<String> lacking;
  private int serial;
  private boolean thorough;
  private String uuid;
  private String stood;
  private Optional<Description> learnt;

  Course(Thing thing, List<Dialect> order, Kept kept, Conversation state, Moment moment) {
    this.thing = thing;
    this.order = order;
    this.kept = kept;
    this.moment = moment;
    dialect = state.dialect();
    pace = state.pace();
    asked = state.asked();
    serial = state.serial();
    errands = new ArrayList<>(state.errands());
    reads = state.reads();
    proof = state.proof();
    picture = state.picture();
    written = state.written();
    writtenAt = state.writtenAt();
    lacking = new HashSet<>(state.lacking());
    seldomAt = state.seldomAt();
    thorough = state.thorough();
    doubts = state.doubts();
    evidence = state.evidence();
    introduced = state.introduced();
    uuid = state.uuid();
    stood = state.stood();
    learnt = state.learnt();
  }

  Step<Conversation> step() {
    var next =
        new Conversation(
            dialect,
            pace,
            asked,
            serial,
            errands,
            reads,
            proof,
            picture,
            written,
            writtenAt,
            lacking,
            seldomAt,
            thorough,
            doubts,
            evidence,
            introduced,
            uuid,
            stood,
            learnt);
    return new Step<>(next, effects);
  }

  void tell(Effect effect) {
    effects.add(effect);
  }

  void opened() {
    asked = Optional.empty();
    stood = "";
    tell(new Effect.Wake(DaikinDriver.POLL, pace.first(moment.random())));
  }

  void lost(String reason) {
    asked = Optional.empty();
    reads = List.of();
    commands.unsent(reason);
  }

  void wanted(long command, Action action) {
    commands.add(new Errand(command, action, moment.at(), false));
    if (asked.isPresent()) return;
    if (dialect.isEmpty()) search.begin();
    else proceed();
  }

  void due() {
    if (asked.isPresent()) failed(new Failed("", Failed.Why.LATE, "no answer in time"));
    else begin();
  }

  void came(Message message) {
    switch (message) {
      case HttpResponse answer when isAwaited(answer.name()) -> answered(answer);
      case Failed failure when isAwaited(failure.name()) -> failed(failure);
      case HttpResponse _ -> tell(new Effect.Dropped("an answer that came too late"));
      default -> {}
    }
  }

  private boolean isAwaited(String name) {
    return asked.isPresent() && name.equals(asked.get().label() + "#" + serial);
  }

  /// A poll, or what stands before it: finding out what is spoken.
  private void begin() {
    if (dialect.isEmpty()) {
      search.begin();
      return;
    }
    Dialect spoken = dialect.get();
    boolean isEager = pace.eager() > 0;
    thorough = !isEager && !moment.at().isBefore(seldomAt);
    if (isEager) {
      reads = known(proof.isEmpty() ? List.of(spoken.control()) : proof);
    } else {
      var pages = new ArrayList<>(spoken.often());
      if (thorough) pages.addAll(spoken.seldom());
      reads = known(pages);
    }
    proceed();
  }

  private List<String> known(List<String> pages) {
    return pages.stream()
        .map(page -> lacking.contains(page) ? dialect.orElseThrow().instead(page) : page)
        .filter(page -> !page.isEmpty() && !lacking.contains(page))
        .toList();
  }

  /// Asks what is next; commands come before polls.
  void proceed() {
    if (asked.isPresent()) return;
    if (dialect.isPresent() && commands.goOn()) return;
    if (dialect.isPresent() && !reads.isEmpty()) {
      String page = reads.getFirst();
      reads = reads.subList(1, reads.size());
      ask(new Job.Read(page), dialect.get().request(page), isRegistered());
      return;
    }
    rest();
  }

  private void rest() {
    if (thorough && dialect.isPresent()) {
      thorough = false;
      seldomAt = moment.at().plus(SELDOM);
      Lesson.of(thing, learnt, dialect.get().traits(picture))
          .ifPresent(offer -> {
            learnt = Optional.of(offer.things().getFirst());
            tell(new Effect.Learnt(offer));
          });
    }
    pace = pace.answered();
    // What a command pushed aside is read as soon as the command shows.
    if (dialect.isPresent() && pace.eager() == 0 && !moment.at().isBefore(seldomAt)) begin();
    else sleep();
  }

  void sleep() {
    tell(new Effect.Wake(DaikinDriver.POLL, pace.wait(moment.random())));
  }

  boolean isRegistered() {
    return dialect.isPresent() && isRegistered(dialect.get());
  }

  static boolean isRegistered(Dialect dialect) {
    return dialect instanceof KeyValueDialect spoken && spoken.registered();
  }

  void ask(Job job, HttpRequest request, boolean named) {
    serial++;
    var headers = new HashMap<>(request.headers());
    if (named) headers.put("X-Daikin-uuid", uuid());
    asked = Optional.of(job);
    tell(
        new Effect.Send(
            new HttpRequest(
                job.label() + "#" + serial,
                request.port(),
                request.method(),
                request.path(),
                headers,
                request.body(),
                request.within())));
    tell(new Effect.Wake(DaikinDriver.POLL, request.within().plus(GRACE)));
  }

  /// Who we are to adapters that register their clients: one for all of them, since their lists are
  /// short.
  private String uuid() {
    if (uuid.isEmpty()) {
      byte[] random = moment.random().toArray();
      int from = Math.max(0, random.length - UUID_BYTES);
      uuid = HexFormat.of().formatHex(random, from, random.length);
      tell(new Effect.Keep(DaikinFamily.UUID, Bytes.utf8(uuid), true));
    }
    return uuid;
  }

  private void answered(HttpResponse answer) {
    Job job = asked.orElseThrow();
    asked = Optional.empty();
    switch (job) {
      case Job.Knock knock -> search.answered(knock, answer);
      case Job.Register register -> search.registered(register, answer);
      case Job.Read(String page) -> {
        if (hearing.took(page, dialect.orElseThrow().hear(page, answer), true)) proceed();
      }
      case Job.Before before -> commands.looked(before, answer);
      case Job.Write write -> commands.wrote(write, answer);
    }
  }

  private void failed(Failed failure) {
    Job job = asked.orElseThrow();
    asked = Optional.empty();
    switch (job) {
      case Job.Knock knock -> search.failed(knock, failure);
      case Job.Register _ -> search.gaveUp(Search.blamed(this, failure));
      case Job.Read _ -> silent(failure);
      case Job.Before _ -> silent(failure);
      case Job.Write write -> commands.failed(write, failure);
    }
  }

  /// The adapter, whose protocol is known, did not answer.
  void silent(Failed failure) {
    dropReads();
    pace = pace.failed();
    if (failure.why() == Failed.Why.UNTRUSTED) {
      stand(Status.State.ERROR, failure.reason());
      commands.unsent(failure.reason());
    } else if (pace.isGone()) {
      stand(Status.State.ABSENT, "it does not answer: " + failure.reason());
      commands.unsent("it does not answer: " + failure.reason());
    }
    sleep();
  }

  void stand(Status.State state, String reason) {
    String now = state.label() + " " + reason;
    if (now.equals(stood)) return;
    stood = now;
    tell(new Effect.Stood(thing.udn(), state, reason));
  }

  /// This poll reads everything.
  void thorough() {
    thorough = true;
  }

  /// What this poll would still read can wait.
  void dropReads() {
    reads = List.of();
    thorough = false;
  }

  Hearing hearing() {
    return hearing;
  }

  Search search() {
    return search;
  }

  Errands commands() {
    return commands;
  }
}
