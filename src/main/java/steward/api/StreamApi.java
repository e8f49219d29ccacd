package steward.api;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steward.access.Gate;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.rights.Caller;
import steward.rights.ClientId;
import steward.store.FileJournal;

/// Live changes as server-sent events or on a WebSocket: every entry of the journal as it is
/// written, resumed with `Last-Event-ID` or `?after=`.
///
/// A client that reads too slowly is ended and may resume; it never holds up the house or the
/// others.
final class StreamApi {
  static final int CLIENTS_MAX = 2_000;

  /// Of one client, whose browsers are some tabs each.
  static final int PER_CLIENT_MAX = 20;

  static final int QUEUE_MAX = 20_000;
  static final int RESUME_MAX = 5_000;
  private static final int WRITE_QUEUE_BYTES_MAX = 512 * 1024;
  private static final long KEEP_ALIVE_MS = 15_000;

  private final Vertx vertx;
  private final HouseLoop loop;
  private final FileJournal journal;
  private final Sight sight;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final ArrayBlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final AtomicBoolean draining = new AtomicBoolean();
  private final LongAdder lost = new LongAdder();
  private final LongAdder slow = new LongAdder();

  /// One open stream. Its pipe is used on its own event loop only.
  ///
  /// @param stays whether it may still be read
  private record Client(
      io.vertx.core.Context context, Pipe pipe, Gate.Asking asking, BooleanSupplier stays) {
    boolean isOf(Optional<ClientId> client) {
      return client.isPresent() && asking.caller().known().map(k -> k.client().id()).equals(client);
    }
  }

  StreamApi(Vertx vertx, HouseLoop loop, FileJournal journal, Sight sight) {
    this.vertx = vertx;
    this.loop = loop;
    this.journal = journal;
    this.sight = sight;
    loop.watch(this::watch);
    vertx.setPeriodic(
        KEEP_ALIVE_MS,
        _ -> {
          recheck();
          clients.forEach(client -> send(client, client.pipe().silence()));
        });
  }

  void mount(Router router, Entrance entrance) {
    router
        .get(ApiRouter.BASE + "/stream")
        .handler(entrance.guard("stream"))
        .handler(context -> open(context, entrance));
  }

  /// Ends the streams of a client that may not go on; if it may after all, it comes again.
  void end(ClientId gone) {
    for (Client client : List.copyOf(clients)) {
      if (client.isOf(Optional.of(gone))) end(client);
    }
  }

  /// Ends the streams of those whose session or certificate is over.
  void recheck() {
    for (Client client : List.copyOf(clients)) {
      if (!client.stays().getAsBoolean()) end(client);
    }
  }

  private void end(Client client) {
    clients.remove(client);
    client
        .context()
        .runOnContext(_ -> {
          Pipe pipe = client.pipe();
          if (pipe.isOver()) return;
          pipe.send(List.of(pipe.form().of("signed-out", "{}")));
          pipe.end();
        });
  }

  private void watch(Entry entry) {
    if (clients.isEmpty()) return;
    if (!queue.offer(entry)) lost.increment();
    if (draining.compareAndSet(false, true)) vertx.runOnContext(_ -> drain());
  }

  private void drain() {
    var batch = new java.util.ArrayList<Entry>();
    queue.drainTo(batch, 2_000);
    if (!batch.isEmpty()) {
      var forms = new java.util.EnumMap<Pipe.Form, List<String>>(Pipe.Form.class);
      for (Client client : clients) send(client, part(client, batch, forms));
    }
    draining.set(false);
    if (!queue.isEmpty() && draining.compareAndSet(false, true)) vertx.runOnContext(_ -> drain());
  }

  /// All of it, written once for each form, or for a guest what is about its things.
  private List<String> part(Client client, List<Entry> batch, Map<Pipe.Form, List<String>> forms) {
    Caller caller = client.asking().caller();
    Pipe.Form form = client.pipe().form();
    if (sight.seesAll(caller))
      return forms.computeIfAbsent(form, _ -> batch.stream().map(form::of).toList());
    return batch.stream().filter(entry -> sight.sees(caller, entry)).map(form::of).toList();
  }

  /// Tells some of those who read something that is in no journal, without a number to resume from.
  ///
  /// @param data JSON in one line
  void tell(Predicate<Caller> who, String event, String data) {
    for (Client client : clients)
      if (who.test(client.asking().caller()))
        send(client, List.of(client.pipe().form().of(event, data)));
  }

  private void send(Client client, List<String> pieces) {
    if (pieces.isEmpty()) return;
    client
        .context()
        .runOnContext(_ -> {
          Pipe pipe = client.pipe();
          if (pipe.isOver()) {
            clients.remove(client);
          } else if (pipe.isFull()) {
            slow.increment();
            clients.remove(client);
            pipe.end();
          } else {
            pipe.send(pieces);
          }
        });
  }

  private void open(RoutingContext context, Entrance entrance) {
    Optional<ClientId> who =
        Entrance.asking(context).caller().known().map(known -> known.client().id());
    long own = clients.stream().filter(client -> client.isOf(who)).count();
    if (clients.size() >= CLIENTS_MAX || own >= PER_CLIENT_MAX) {
      int most = own >= PER_CLIENT_MAX ? PER_CLIENT_MAX : CLIENTS_MAX;
      ApiRouter.fail(
          context, Problem.of(503, "Too much to do", "There are " + most + " streams already."));
      return;
    }
    if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
      begin(Pipe.events(context.response(), WRITE_QUEUE_BYTES_MAX), context, entrance);
      return;
    }
    var _ =
        context
            .request()
            .toWebSocket()
            .onSuccess(socket ->
                begin(
                    Pipe.messages(socket, WRITE_QUEUE_BYTES_MAX, entrance.hold(context.request())),
                    context,
                    entrance));
  }

  private void begin(Pipe pipe, RoutingContext context, Entrance entrance) {
    long since =
        since(context.request().getHeader("Last-Event-ID"), context.request().getParam("after"));
    var client =
        new Client(
            vertx.getOrCreateContext(), pipe, Entrance.asking(context), entrance.stay(context));
    pipe.whenClosed(() -> clients.remove(client));
    // On the house thread nothing is written between the answer and the moment the client is known.
    var _ =
        loop.query(
                house -> {
                  clients.add(client);
                  return house.seq();
                })
            .thenAcceptAsync(seq -> greet(client, since, seq), Thread::startVirtualThread);
  }

  /// WebSockets of browsers send no headers of their own, so they ask in the address.
  private static long since(@Nullable String header, @Nullable String parameter) {
    String text = header == null ? parameter : header;
    if (text == null) return 0;
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void greet(Client client, long since, long seq) {
    // Whoever was signed out before the client was known here has ended nothing yet.
    if (!client.stays().getAsBoolean()) {
      end(client);
      return;
    }
    var pieces = new ArrayList<String>();
    Pipe.Form form = client.pipe().form();
    boolean resumed = since > 0 && since <= seq && seq - since <= RESUME_MAX;
    if (resumed && since < seq) {
      Caller caller = client.asking().caller();
      journal.read(
          since + 1,
          seq,
          entry -> {
            if (sight.sees(caller, entry)) pieces.add(form.of(entry));
          });
    }
    var hello = new LinkedHashMap<String, Object>();
    hello.put("seq", seq);
    hello.put("resumed", resumed);
    pieces.add(form.of("hello", new String(Json.bytes(hello), StandardCharsets.UTF_8)));
    send(client, pieces);
  }

  Map<String, Long> counters() {
    return Map.of(
        "stream.clients",
        (long) clients.size(),
        "stream.lost",
        lost.sum(),
        "stream.slow",
        slow.sum());
  }

  void close() {
    for (Client client : List.copyOf(clients)) {
      client.context().runOnContext(_ -> client.pipe().end());
    }
  }

  /// The kinds of events that a client can meet, for the documentation.
  static List<String> kinds() {
    return java.util.Arrays.stream(Fact.Kind.values()).map(Fact.Kind::label).toList();
  }
}
