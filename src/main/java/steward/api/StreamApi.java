package steward.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
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
import steward.access.Gate;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.rights.Caller;
import steward.rights.ClientId;
import steward.store.EntryJson;
import steward.store.FileJournal;

/// Live changes as server-sent events: every entry of the journal as it is written, resumed with
/// `Last-Event-ID`.
///
/// A client that reads too slowly is ended and may resume; it never holds up the house or the
/// others.
final class StreamApi {
  static final int CLIENTS_MAX = 100;

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

  /// One open stream. Its response is used on its own event loop only.
  private record Client(
      io.vertx.core.Context context,
      HttpServerResponse response,
      Gate.Asking asking,
      BooleanSupplier stays) {
    boolean isOf(Optional<ClientId> client) {
      return client.isPresent()
          && asking.caller().known().map(k -> k.client().id()).equals(client);
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
          clients.forEach(client -> send(client, ":\n\n"));
        });
  }

  void mount(Router router, Entrance entrance) {
    router
        .get(ApiRouter.BASE + "/stream")
        .handler(entrance.guard("stream"))
        .handler(context -> open(context, entrance.stay(context)));
  }

  /// Ends the streams of a client that may not go on.
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
          HttpServerResponse response = client.response();
          if (response.closed() || response.ended()) return;
          response.write("event: signed-out\ndata: {}\n\n");
          response.end();
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
    var text = new StringBuilder();
    for (Entry entry : batch) append(text, entry);
    if (!text.isEmpty()) clients.forEach(client -> send(client, part(client, batch, text)));
    draining.set(false);
    if (!queue.isEmpty() && draining.compareAndSet(false, true)) vertx.runOnContext(_ -> drain());
  }

  /// The whole text, or for a guest what is about its things.
  private String part(Client client, List<Entry> batch, StringBuilder whole) {
    Caller caller = client.asking().caller();
    if (sight.seesAll(caller)) return whole.toString();
    var text = new StringBuilder();
    for (Entry entry : batch) if (sight.sees(caller, entry)) append(text, entry);
    return text.toString();
  }

  private static void append(StringBuilder text, Entry entry) {
    text.append("id: ").append(entry.seq()).append("\nevent: ").append(entry.kind().label());
    text.append("\ndata: ").append(EntryJson.text(entry)).append("\n\n");
  }

  private void send(Client client, String text) {
    if (text.isEmpty()) return;
    client
        .context()
        .runOnContext(_ -> {
          HttpServerResponse response = client.response();
          if (response.closed() || response.ended()) {
            clients.remove(client);
          } else if (response.writeQueueFull()) {
            slow.increment();
            clients.remove(client);
            response.end();
          } else {
            response.write(text);
          }
        });
  }

  private void open(RoutingContext context, BooleanSupplier stays) {
    Optional<ClientId> who =
        Entrance.asking(context).caller().known().map(known -> known.client().id());
    long own = clients.stream().filter(client -> client.isOf(who)).count();
    if (clients.size() >= CLIENTS_MAX || own >= PER_CLIENT_MAX) {
      int most = own >= PER_CLIENT_MAX ? PER_CLIENT_MAX : CLIENTS_MAX;
      ApiRouter.fail(
          context, Problem.of(503, "Too much to do", "There are " + most + " streams already."));
      return;
    }
    long since = since(context.request().getHeader("Last-Event-ID"));
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .setWriteQueueMaxSize(WRITE_QUEUE_BYTES_MAX)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    response.write("retry: 2000\n\n");
    var client = 
        new Client(vertx.getOrCreateContext(), response, Entrance.asking(context), stays);
    // On the house thread nothing is written between the answer and the moment the client is known.
    var _ =
        loop.query(
                house -> {
                  clients.add(client);
                  return house.seq();
                })
            .thenAcceptAsync(seq -> greet(client, since, seq), Thread::startVirtualThread);
    response.closeHandler(_ -> clients.remove(client));
  }

  private static long since(@org.jspecify.annotations.Nullable String header) {
    if (header == null) return 0;
    try {
      return Long.parseLong(header);
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
    var text = new StringBuilder();
    boolean resumed = since > 0 && since <= seq && seq - since <= RESUME_MAX;
    if (resumed && since < seq) {
      Caller caller = client.asking().caller();
      journal.read(
          since + 1,
          seq,
          entry -> {
            if (sight.sees(caller, entry)) append(text, entry);
          });
    }
    var hello = new LinkedHashMap<String, Object>();
    hello.put("seq", seq);
    hello.put("resumed", resumed);
    text.append("event: hello\ndata: ")
        .append(new String(Json.bytes(hello), java.nio.charset.StandardCharsets.UTF_8));
    text.append("\n\n");
    send(client, text.toString());
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
      client.context().runOnContext(_ -> client.response().end());
    }
  }

  /// The kinds of events that a client can meet, for the documentation.
  static List<String> kinds() {
    return java.util.Arrays.stream(Fact.Kind.values()).map(Fact.Kind::label).toList();
  }
}
