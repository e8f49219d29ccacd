package steward.hook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.link.Courier;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.thing.Udn;
import steward.value.Bytes;

/// Sends what hooks have to say: one request at a time for each target, tried again with ever
/// longer pauses, always under the same id, and signed anew each time. Thread-safe.
///
/// Of one target at most [#WAITING_MAX] wait; the oldest is then given up, and its command told.
final class Deliveries implements Courier {
  static final int WAITING_MAX = 100;

  /// The pauses between the tries, give or take a fifth.
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1));

  /// For a receiver that cannot tell a repeat from a second call, only what surely did not arrive
  /// is tried again, and a few times.
  static final int TRIES_WITHOUT_ID = 3;

  /// So many of each target are remembered for people.
  static final int RECENT_MAX = 20;

  private static final Pattern ID = Pattern.compile("msg_[0-9a-f]{32}");
  private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

  private final Targets hooks;
  private final HttpPost post;
  private final Settings settings;
  private final Map<String, Line> lines = new HashMap<>();
  private final Map<String, LongAdder> counters = new TreeMap<>();

  /// What it is made with.
  ///
  /// @param later runs a task after a time; what it gives back cancels it
  /// @param pauses between the tries
  record Settings(
      String version,
      InstantSource clock,
      RandomGenerator random,
      BiFunction<Duration, Runnable, Runnable> later,
      List<Duration> pauses) {
    Settings {
      pauses = List.copyOf(pauses);
    }
  }

  /// What is to be sent to one target. Guarded by the deliveries.
  private static final class Line {
    private final Deque<Delivery> ready = new ArrayDeque<>();
    private final Deque<Delivery> pausing = new ArrayDeque<>();
    private final Deque<Delivery> recent = new ArrayDeque<>();
    private boolean isBusy;

    private int size() {
      return ready.size() + pausing.size();
    }
  }

  /// One that is to be delivered. How far it came is guarded by the deliveries.
  private static final class Delivery {
    private final Message.HttpRequest request;
    private final Consumer<Message> answers;
    private Notice notice;

    private Delivery(Message.HttpRequest request, Consumer<Message> answers, Instant now) {
      this.request = request;
      this.answers = answers;
      notice = new Notice(request.name(), now, Notice.State.WAITING, 0, "", Optional.empty());
    }
  }

  Deliveries(Targets hooks, HttpPost post, Settings settings) {
    this.hooks = hooks;
    this.post = post;
    this.settings = settings;
    for (String name : List.of("sent", "taken", "retried", "failed", "dropped"))
      counters.put("webhooks.out." + name, new LongAdder());
  }

  private void count(String name) {
    LongAdder adder = counters.get("webhooks.out." + name);
    if (adder != null) adder.increment();
  }

  @Override
  public void send(Udn device, Message message, Consumer<Message> answers) {
    if (!(message instanceof Message.HttpRequest request)) return;
    Optional<Hook> hook = hooks.sending(device);
    var delivery = new Delivery(request, answers, settings.clock().instant());
    if (hook.isEmpty() || !hook.get().off().isEmpty()) {
      String why = hook.map(one -> "the hook is off: " + one.off()).orElse("the hook is gone");
      fail(delivery, Why.FORBIDDEN, why);
      return;
    }
    Optional<Delivery> dropped = Optional.empty();
    synchronized (this) {
      Line line = lines.computeIfAbsent(hook.get().id(), _ -> new Line());
      if (line.size() >= WAITING_MAX)
        dropped =
            Optional.ofNullable(line.pausing.isEmpty() ? line.ready.poll() : line.pausing.poll());
      line.ready.add(delivery);
      line.recent.addFirst(delivery);
      if (line.recent.size() > RECENT_MAX) line.recent.removeLast();
    }
    dropped.ifPresent(old -> {
      count("dropped");
      fail(
          old,
          Why.FORBIDDEN,
          WAITING_MAX + " notices wait for this receiver, and this was the oldest");
    });
    next(hook.get().id());
  }

  private void next(String id) {
    Delivery delivery;
    synchronized (this) {
      Line line = lines.get(id);
      if (line == null || line.isBusy) return;
      delivery = line.ready.poll();
      if (delivery == null) return;
      line.isBusy = true;
    }
    Optional<Hook> hook = hooks.find(id).filter(one -> one.off().isEmpty());
    Optional<Endpoint> to = hook.flatMap(hooks::endpoint);
    if (hook.isEmpty() || to.isEmpty()) {
      fail(delivery, Why.FORBIDDEN, "the hook is off");
      free(id);
      return;
    }
    tell(delivery, Notice::sending);
    count("sent");
    Bytes body = delivery.request.body();
    post.post(to.get(), hook.get().row().thing(), headers(hook.get(), delivery), body)
        .onSuccess(result -> came(hook.get(), delivery, result))
        .onComplete(_ -> free(id));
  }

  private void free(String id) {
    synchronized (this) {
      Line line = lines.get(id);
      if (line != null) line.isBusy = false;
    }
    next(id);
  }

  private Map<String, String> headers(Hook hook, Delivery delivery) {
    var headers = new LinkedHashMap<>(delivery.request.headers());
    headers.put("user-agent", "steward/" + settings.version());
    String id = headers.getOrDefault("webhook-id", "");
    hooks
        .secret(hook)
        .ifPresentOrElse(
            secret -> {
              long seconds = settings.clock().instant().getEpochSecond();
              byte[] key = Signatures.key(hook.proof(), secret);
              byte[] body = delivery.request.body().unsafeArray();
              headers.put("webhook-timestamp", Long.toString(seconds));
              headers.put("webhook-signature", Signatures.standard(key, id, seconds, body));
            },
            () -> headers.remove("webhook-id"));
    return headers;
  }

  private void came(Hook hook, Delivery delivery, HttpPost.Result result) {
    boolean hasId = hook.proof().isSigned();
    switch (result) {
      case HttpPost.Result.Answered(int status, int after) when isPassing(status) -> {
        if (!again(hook, delivery, Duration.ofSeconds(after), "it answered " + status))
          answer(delivery, status);
      }
      case HttpPost.Result.Answered(int status, _) -> {
        if (status == 410)
          hooks.off(hook, "the receiver said that its address is gone for good (410)");
        answer(delivery, status);
      }
      case HttpPost.Result.Unreachable(String why) -> {
        if (!again(hook, delivery, Duration.ZERO, why)) fail(delivery, Why.UNREACHABLE, why);
      }
      case HttpPost.Result.Unanswered(String why) -> {
        if (!hasId || !again(hook, delivery, Duration.ZERO, why)) fail(delivery, Why.LATE, why);
      }
    }
  }

  private synchronized void tell(Delivery delivery, UnaryOperator<Notice> change) {
    delivery.notice = change.apply(delivery.notice);
  }

  private synchronized int tries(Delivery delivery) {
    return delivery.notice.tries();
  }

  /// The last ones of a hook, newest first.
  synchronized List<Notice> recent(Hook hook) {
    Line line = lines.get(hook.id());
    if (line == null) return List.of();
    return line.recent.stream().map(delivery -> delivery.notice).toList();
  }

  /// An applet called back with the id of a notice: it ran. Says so with the notice, once.
  ///
  /// @param body of a call that was taken
  void cameBack(String body) {
    Matcher ids = ID.matcher(body);
    if (!ids.find()) return;
    String id = ids.group();
    Instant now = settings.clock().instant();
    synchronized (this) {
      for (Line line : lines.values())
        for (Delivery delivery : line.recent)
          if (delivery.request.headers().getOrDefault("webhook-id", "").equals(id))
            delivery.notice = delivery.notice.returned(now);
    }
  }

  private static boolean isPassing(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500;
  }

  /// Tries again after the next pause.
  ///
  /// @return false if there is none left
  private boolean again(Hook hook, Delivery delivery, Duration asked, String why) {
    int max = hook.proof().isSigned() ? settings.pauses().size() + 1 : TRIES_WITHOUT_ID;
    int tries = tries(delivery);
    if (tries >= max || tries > settings.pauses().size()) return false;
    Duration pause = settings.pauses().get(tries - 1);
    double spread = 0.8 + 0.4 * settings.random().nextDouble();
    Duration wait = Duration.ofMillis(Math.max(1, (long) (pause.toMillis() * spread)));
    Duration bounded = asked.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : asked;
    Duration longest = wait.compareTo(bounded) < 0 ? bounded : wait;
    count("retried");
    tell(delivery, notice -> notice.waiting(why, settings.clock().instant().plus(longest)));
    synchronized (this) {
      Line line = lines.get(hook.id());
      if (line == null) return false;
      line.pausing.add(delivery);
    }
    var _ = settings.later().apply(longest, () -> ready(hook.id(), delivery));
    return true;
  }

  private void ready(String id, Delivery delivery) {
    synchronized (this) {
      Line line = lines.get(id);
      // It may have been given up meanwhile.
      if (line == null || !line.pausing.remove(delivery)) return;
      line.ready.add(delivery);
    }
    next(id);
  }

  private void answer(Delivery delivery, int status) {
    boolean isTaken = status < 300;
    count(isTaken ? "taken" : "failed");
    Notice.State end = isTaken ? Notice.State.DELIVERED : Notice.State.GIVEN_UP;
    tell(delivery, notice -> notice.ended(end, isTaken ? "" : "it answered " + status));
    delivery.answers.accept(
        new Message.HttpResponse(delivery.request.name(), status, Map.of(), Bytes.EMPTY));
  }

  private void fail(Delivery delivery, Why why, String reason) {
    count("failed");
    tell(delivery, notice -> notice.ended(Notice.State.GIVEN_UP, reason));
    int many = tries(delivery);
    String tries = many > 1 ? " (after " + many + " tries)" : "";
    delivery.answers.accept(new Message.Failed(delivery.request.name(), why, reason + tries));
  }

  Map<String, Long> counters() {
    var all = new TreeMap<String, Long>();
    counters.forEach((name, adder) -> all.put(name, adder.sum()));
    return all;
  }
}
