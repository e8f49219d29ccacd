package steward.discovery;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import steward.driver.Family;
import steward.driver.Probe;
import steward.network.Search;
import steward.network.mdns.Browser;
import steward.thing.Message;
import steward.value.Bytes;
import steward.value.Malformed;

/// Looks for devices: on the home networks now and then, and at an address that a person typed.
/// What answers is heard by the inbox. Thread-safe.
public final class Scout implements AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final int SSDP_PORT = 1900;
  private static final InetAddress SSDP_GROUP = InetAddress.ofLiteral("239.255.255.250");

  private final List<Family> families;
  private final Search search;
  private final Consumer<Message.Seen> heard;
  private final BiFunction<Duration, Runnable, Runnable> later;
  private final InstantSource clock;
  private final boolean looks;
  private final LongAdder answers = new LongAdder();
  private volatile boolean closed;
  private volatile @Nullable Browser browser;

  /// @param later runs a task after a time on some thread; what it gives back cancels it
  /// @param looks whether the home networks are searched, or only addresses that a person typed
  public Scout(
      List<Family> families,
      Search search,
      Consumer<Message.Seen> heard,
      BiFunction<Duration, Runnable, Runnable> later,
      InstantSource clock,
      boolean looks) {
    this.looks = looks;
    this.families = List.copyOf(families);
    this.search = search;
    this.heard = heard;
    this.later = later;
    this.clock = clock;
  }

  /// Begins to look on the home networks, in the background, where the configuration says so.
  public void start() {
    if (!looks) return;
    var types =
        probes(Optional.empty()).stream()
            .filter(Probe.Browse.class::isInstance)
            .map(probe -> ((Probe.Browse) probe).type())
            .distinct()
            .toList();
    if (!types.isEmpty()) {
      var made = new Browser(types, (from, service) -> take(from.getHostAddress(), service));
      made.start();
      browser = made;
    }
    var _ = later.apply(FIRST, this::again);
  }

  private void again() {
    if (closed) return;
    everywhere();
    var _ = later.apply(EVERY, this::again);
  }

  private List<Probe> probes(Optional<String> family) {
    return families.stream()
        .filter(one -> family.isEmpty() || one.name().equals(family.get()))
        .flatMap(one -> one.probes().stream())
        .toList();
  }

  /// Asks on all home networks, now.
  ///
  /// @throws Malformed if the configuration says not to
  public void everywhere() {
    if (!looks) throw new Malformed("/host", "an address, since things.look is off", "none");
    for (Probe probe : probes(Optional.empty())) {
      switch (probe) {
        case Probe.Datagram ask ->
            search.everybody(
                Optional.empty(),
                ask.port(),
                ask.fromPort(),
                ask.times(),
                question(ask),
                this::take);
        case Probe.Search ask ->
            search.everybody(
                Optional.of(SSDP_GROUP),
                SSDP_PORT,
                0,
                2,
                (_, _) -> Ssdp.search(ask.target()),
                this::ssdp);
        case Probe.Browse _, Probe.Ask _ -> {}
      }
    }
  }

  private Search.Question question(Probe.Datagram ask) {
    return (address, port) -> ask.content().of(address, port, clock.instant());
  }

  /// Asks one address.
  ///
  /// @param port asked instead of the usual ones, for a device behind another one
  /// @param family whose questions alone are asked
  /// @return when all are asked; fails if the address may not be reached
  public CompletableFuture<Void> at(String host, OptionalInt port, Optional<String> family) {
    var asked = new java.util.ArrayList<CompletableFuture<?>>();
    for (Probe probe : probes(family)) {
      switch (probe) {
        case Probe.Datagram ask ->
            asked.add(
                search
                    .one(
                        host,
                        port.orElse(ask.port()),
                        ask.fromPort(),
                        ask.times(),
                        question(ask),
                        this::take)
                    .toCompletionStage()
                    .toCompletableFuture());
        case Probe.Ask ask -> ask(host, port, ask);
        case Probe.Browse _, Probe.Search _ -> {}
      }
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
  }

  private void ask(String host, OptionalInt port, Probe.Ask ask) {
    Message.HttpRequest request = ask.request();
    int asked = port.orElse(request.port());
    var _ =
        search
            .http(host, asked, ask.tls(), request.method(), request.path(), request.body())
            .onSuccess(given ->
                take(
                    new Message.Seen(
                        given.from(),
                        asked,
                        new Message.HttpResponse(
                            request.name(),
                            given.reply().status(),
                            given.reply().headers(),
                            given.reply().body()))));
  }

  private void take(String from, int port, Bytes body) {
    take(from, new Message.Datagram(port, body));
  }

  private void ssdp(String from, int port, Bytes body) {
    Ssdp.answer(body).ifPresent(answer -> take(from, answer));
  }

  private void take(String from, Message message) {
    take(new Message.Seen(from, message));
  }

  private void take(Message.Seen seen) {
    if (closed) return;
    answers.increment();
    heard.accept(seen);
  }

  public Map<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    counters.put("discovery.answers", answers.sum());
    Browser running = browser;
    if (running != null) counters.putAll(running.counters());
    return counters;
  }

  @Override
  public void close() {
    closed = true;
    Browser running = browser;
    if (running != null) running.close();
  }
}
