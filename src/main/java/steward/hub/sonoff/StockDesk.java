package steward.hub.sonoff;

import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import steward.discovery.DiscoveryInbox;
import steward.driver.Payload;
import steward.drivers.sonoff.Dispatch;
import steward.drivers.sonoff.StockIdentity;
import steward.drivers.sonoff.StockSession;
import steward.drivers.sonoff.StockSightings;
import steward.link.Courier;
import steward.link.DriverHost;
import steward.link.Keeper;
import steward.network.Bucket;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;

/// Receives the stock devices that call: a stranger waits in the inbox and can do nothing, an
/// accepted one that has its key is handed to its driver, one without is sent away, and of two that
/// both have the key neither is believed. Thread-safe.
final class StockDesk implements Courier {
  static final int CALLS_MAX = 64;

  /// Prints of keys that are remembered of devices that nobody accepted.
  static final int STRANGERS_MAX = 256;

  /// How many devices never seen before may come in: so many at once, then one a minute.
  private static final int NEW_AT_ONCE = 16;

  private static final Duration NEW_EACH = Duration.ofMinutes(1);

  /// One that was there and answers no question within this time is gone.
  private static final Duration ALIVE_WITHIN = Duration.ofSeconds(5);

  private final DriverHost host;
  private final DiscoveryInbox inbox;
  private final Keeper keeper;
  private final InstantSource clock;
  private final BiFunction<Duration, Runnable, Runnable> later;
  private final Settings settings;
  private final Set<StockCall> calls = ConcurrentHashMap.newKeySet();
  private final Map<Udn, StockCall> believed = new ConcurrentHashMap<>();
  private final Map<Udn, Map<String, Instant>> contests = new HashMap<>();
  private final Map<Udn, String> prints = new LinkedHashMap<>();
  private final Bucket newcomers = new Bucket(NEW_AT_ONCE, NEW_EACH, System.nanoTime());
  private final AtomicLong number = new AtomicLong();
  private final LongAdder sentAway = new LongAdder();

  /// @param registersWithin how long a connection may be open before it says who it is
  /// @param contestedFor how long the claim of another address counts
  record Settings(Duration registersWithin, Duration contestedFor) {
    static final Settings USUAL = new Settings(Duration.ofSeconds(15), Duration.ofMinutes(5));
  }

  StockDesk(
      DriverHost host,
      DiscoveryInbox inbox,
      Keeper keeper,
      InstantSource clock,
      BiFunction<Duration, Runnable, Runnable> later,
      Settings settings) {
    this.host = host;
    this.inbox = inbox;
    this.keeper = keeper;
    this.clock = clock;
    this.later = later;
    this.settings = settings;
  }

  /// Takes a connection that was just opened.
  void take(ServerWebSocket socket, String from) {
    if (calls.size() >= CALLS_MAX) {
      sentAway.increment();
      var _ = socket.close();
      return;
    }
    var call = new StockCall(socket, number.incrementAndGet(), from);
    calls.add(call);
    socket.textMessageHandler(text -> said(call, text));
    socket.exceptionHandler(_ -> call.end());
    socket.closeHandler(_ -> closed(call));
    var _ =
        later.apply(
            settings.registersWithin(),
            () -> {
              if (call.device().isEmpty()) call.end();
            });
  }

  private void said(StockCall call, String text) {
    if (call.isOver()) return;
    if (call.isTooMuch() || call.isHeld()) {
      sendAway(call);
      return;
    }
    Optional<StockSession> stranger = call.stranger();
    if (call.device().isEmpty()) registers(call, text);
    else if (stranger.isPresent()) chats(call, stranger.get(), text);
    else host.came(call.device().get(), new Message.WebSocketText(call.line(), text));
  }

  private void sendAway(StockCall call) {
    sentAway.increment();
    call.end();
    closed(call);
  }

  private void closed(StockCall call) {
    boolean wasOpen = calls.remove(call);
    call.end();
    call.device()
        .filter(device -> wasOpen && believed.remove(device, call))
        .ifPresent(device ->
            host.came(
                device,
                new Message.Failed(
                    call.line(), Message.Failed.Why.BROKEN, "it closed, or was silent too long")));
  }

  // ---- who it is

  private void registers(StockCall call, String text) {
    boolean isRegister =
        Payload.json(Bytes.utf8(text))
            .map(json -> json.at("action").textOr("").equals("register"))
            .orElse(false);
    Optional<Dispatch.Asker> asker = Dispatch.asker(Bytes.utf8(text));
    if (!isRegister || asker.isEmpty()) {
      call.write("{\"error\":406}");
      sendAway(call);
      return;
    }
    Udn device = StockIdentity.udn(asker.get().id());
    List<Thing> things = host.directory().device(device);
    if (things.isEmpty()) stranger(call, device, asker.get(), text);
    else if (!StockIdentity.believes(things, keeper.kept(device), asker.get()))
      forged(call, device, things);
    else known(call, device, text);
  }

  private void forged(StockCall call, Udn device, List<Thing> things) {
    call.write("{\"error\":406}");
    String sentence =
        StockIdentity.isStock(things)
            ? "somebody at " + call.from + " said to be it, with another key, and was sent away"
            : "somebody at "
                + call.from
                + " called as it, though it does not call this house in its mode, and was sent away";
    host.came(
        device, new Message.Failed(StockSightings.RIVAL, Message.Failed.Why.UNTRUSTED, sentence));
    sendAway(call);
  }

  private void stranger(StockCall call, Udn device, Dispatch.Asker asker, String text) {
    Optional<Boolean> rival = isRival(device, StockIdentity.print(asker.key()));
    if (rival.isEmpty()) {
      sendAway(call);
      return;
    }
    call.is(device);
    String name = rival.get() ? StockSightings.RIVAL : StockSightings.CALL;
    inbox.hear(new Message.Seen(call.from, new Message.WebSocketText(name, text)));
    chats(call, StockSession.begin(UUID.randomUUID(), clock.instant()), text);
  }

  /// Whether a device that nobody accepted came with another key before; empty for too many.
  private synchronized Optional<Boolean> isRival(Udn device, String print) {
    String before = prints.get(device);
    if (before != null) return Optional.of(!before.equals(print));
    if (!newcomers.take(System.nanoTime())) return Optional.empty();
    if (prints.size() >= STRANGERS_MAX) prints.remove(prints.keySet().iterator().next());
    prints.put(device, print);
    return Optional.of(false);
  }

  /// It is answered, so that it stays and reports what it has; nothing is ever sent to it.
  private void chats(StockCall call, StockSession session, String text) {
    StockSession.Move move = session.said(text, _ -> Optional.empty(), clock.instant());
    call.stranger(move.session());
    move.send().forEach(call::write);
    boolean reported =
        move.happened().stream().anyMatch(h -> h instanceof StockSession.Happened.Reported);
    if (reported)
      inbox.hear(new Message.Seen(call.from, new Message.WebSocketText(StockSightings.CALL, text)));
  }

  // ---- one that has its key

  private void known(StockCall call, Udn device, String text) {
    call.is(device);
    if (isContested(device, call.from)) {
      call.write("{\"error\":503}");
      sendAway(call);
      return;
    }
    StockCall older = believed.get(device);
    if (older == null || older.isOver() || older.from.equals(call.from)) {
      hand(call, device, text);
      return;
    }
    // Old connections linger; but both may be there.
    call.hold(true);
    older.ping(() -> contested(device, older, call));
    var _ =
        later.apply(
            ALIVE_WITHIN,
            () -> {
              if (call.isOver() || !call.isHeld()) return;
              call.hold(false);
              hand(call, device, text);
            });
  }

  private void hand(StockCall call, Udn device, String text) {
    StockCall older = believed.put(device, call);
    if (older != null && older.number != call.number) {
      calls.remove(older);
      older.end();
    }
    host.came(device, new Message.Opened(call.line()));
    host.came(device, new Message.WebSocketText(call.line(), text));
  }

  private void contested(Udn device, StockCall one, StockCall other) {
    if (one.isOver() || other.isOver() || !other.isHeld()) return;
    var addresses = new TreeSet<>(List.of(one.from, other.from));
    synchronized (this) {
      Map<String, Instant> claims = contests.computeIfAbsent(device, _ -> new HashMap<>());
      addresses.forEach(address -> claims.put(address, clock.instant()));
    }
    believed.remove(device, one);
    for (StockCall call : List.of(one, other)) {
      calls.remove(call);
      call.end();
    }
    String sentence =
        "two devices with its id and its key call, from "
            + String.join(" and from ", addresses)
            + ": neither is believed until one has been quiet for "
            + settings.contestedFor().toMinutes()
            + " minutes";
    host.came(device, new Message.Failed(one.line(), Message.Failed.Why.UNTRUSTED, sentence));
  }

  /// Whether another address claimed it of late, too.
  private synchronized boolean isContested(Udn device, String from) {
    Map<String, Instant> claims = contests.get(device);
    if (claims == null) return false;
    Instant now = clock.instant();
    claims.values().removeIf(at -> at.plus(settings.contestedFor()).isBefore(now));
    boolean isAlone = claims.keySet().stream().allMatch(from::equals);
    if (isAlone) contests.remove(device);
    else if (claims.size() < CALLS_MAX) claims.put(from, now);
    return !isAlone;
  }

  // ---- the driver's side

  @Override
  public void send(Udn device, Message message, Consumer<Message> answers) {
    switch (message) {
      case Message.Dial _ -> hangUp(device);
      case Message.WebSocketText(String line, String text) ->
          Optional.ofNullable(believed.get(device))
              .filter(call -> call.line().equals(line))
              .ifPresent(call -> call.write(text));
      default -> sentAway.increment();
    }
  }

  /// Those that were open before come in again by themselves, with a session that their driver
  /// knows.
  @Override
  public void hangUp(Udn device) {
    believed.remove(device);
    for (StockCall call : new ArrayList<>(calls)) {
      if (!call.device().filter(device::equals).isPresent()) continue;
      calls.remove(call);
      call.end();
    }
  }

  Map<String, Long> counters() {
    return Map.of(
        "stock.connections", (long) calls.size(),
        "stock.devices", (long) believed.size(),
        "stock.sent-away", sentAway.sum());
  }
}
