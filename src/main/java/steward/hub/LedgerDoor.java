package steward.hub;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.api.LedgerApi;
import steward.config.Config;
import steward.network.Outgoing;
import steward.network.enclosure.Enclosure;
import steward.network.enclosure.Station;
import steward.network.fence.FenceDoor;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.Lookout;
import steward.network.fence.Sighting;
import steward.network.ledger.HouseKey;
import steward.network.ledger.Ledger;
import steward.network.ledger.Roll;

/// The ledger of the house, by its configuration: who looks at the fence, and who is told.
final class LedgerDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerDoor.class);
  private static final Duration TEND_EVERY = Duration.ofMinutes(5);

  private final Config config;
  private final Storage storage;
  private final Doorkeeper doorkeeper;
  private final Outgoing outgoing;
  private final Enclosure enclosure;
  private final BiFunction<Duration, Runnable, Runnable> later;
  private final Optional<Lookout> lookout;
  private final CompletableFuture<Ledger> ledger = new CompletableFuture<>();
  private volatile Supplier<Optional<String>> alsoDoubt = Optional::empty;
  private volatile boolean closed;

  LedgerDoor(
      Config config,
      Storage storage,
      Doorkeeper doorkeeper,
      Outgoing outgoing,
      ClosedNetworkDoor network,
      BiFunction<Duration, Runnable, Runnable> later) {
    this.config = config;
    this.storage = storage;
    this.doorkeeper = doorkeeper;
    this.outgoing = outgoing;
    this.enclosure = network.enclosure();
    this.later = later;
    lookout =
        config.network().fence()
            ? Optional.of(
                new Lookout(
                    new FenceDoor(config.network().helper()),
                    InstantSource.system(),
                    ZoneId.systemDefault()))
            : Optional.empty();
    network.tell((sentence, about, by) -> {
      String station = about.map(Station::id).orElse("");
      var _ =
          ledger.thenAcceptAsync(
              one -> one.note(station, by, sentence), Thread::startVirtualThread);
    });
  }

  /// The ledger, once it is open.
  CompletableFuture<Ledger> opened() {
    return ledger.copy();
  }

  /// What the fence told last; empty where it tells nothing now.
  Optional<Sighting> seen() {
    return lookout.filter(one -> one.fault().isEmpty()).flatMap(Lookout::last);
  }

  /// Names who else knows why something may have passed uncounted. Before the start.
  void doubtBy(Supplier<Optional<String>> other) {
    alsoDoubt = other;
  }

  /// What the API's operations about the ledger are built on.
  LedgerApi api() {
    return new LedgerApi(
        new LedgerApi.House() {
          @Override
          public Ledger looked() {
            Ledger open = ledger.join();
            lookout.ifPresent(one -> one.lookNow().join());
            lookout.ifPresentOrElse(
                one -> open.tend(one.fault()), () -> open.tend(Optional.empty()));
            return open;
          }

          @Override
          public List<Lane> lanes(String station) {
            return enclosure.station(station).map(Station::lanes).orElse(List.of());
          }

          @Override
          public String name() {
            return config.house().name();
          }
        },
        doorkeeper::zone,
        InstantSource.system());
  }

  /// Opens the ledger and begins to look, without keeping the caller.
  void begin() {
    Thread.startVirtualThread(() -> {
      try {
        open();
      } catch (RuntimeException e) {
        LOG.error("the ledger cannot be opened", e);
        ledger.completeExceptionally(e);
        // Who is there is seen all the same.
        lookout.ifPresent(one -> {
          one.watch(enclosure);
          one.begin(Optional.empty());
        });
      }
    });
  }

  private void open() {
    Supplier<ZoneId> zone = doorkeeper::zone;
    var table = storage.db().ledger();
    var opened =
        new Ledger(
            new Ledger.Parts(
                table,
                HouseKey.open(table, doorkeeper.people().secrets()),
                InstantSource.system(),
                zone,
                outgoing::reached,
                lookout.isPresent()
                    ? Optional.empty()
                    : Optional.of("no fence is up (network.mode is advice)"),
                this::doubt));
    opened.know(new Members(enclosure));
    ledger.complete(opened);
    lookout.ifPresent(one -> {
      // First who is who, then what they did.
      one.watch(enclosure);
      one.watch(seen -> opened.accept(seen, one.mark()));
      one.begin(opened.place());
    });
    tend(opened);
  }

  private void tend(Ledger opened) {
    if (closed) return;
    try {
      opened.tend(lookout.flatMap(Lookout::fault));
    } catch (RuntimeException e) {
      LOG.warn("the ledger was not tended: {}", e.getMessage());
    } finally {
      var _ = later.apply(TEND_EVERY, () -> Thread.startVirtualThread(() -> tend(opened)));
    }
  }

  /// Where rules were changed, what they counted may not be all.
  private Optional<String> doubt() {
    return enclosure.status().foreign().isEmpty()
        ? alsoDoubt.get()
        : Optional.of("somebody else changed the rules");
  }

  private record Members(Enclosure enclosure) implements Roll {
    @Override
    public Optional<Hardware> at(InetAddress address) {
      return enclosure.at(address).map(Station::hardware);
    }

    @Override
    public Optional<Instant> first(String station) {
      return enclosure.station(station).map(Station::first);
    }

    @Override
    public String called(String station) {
      return enclosure.station(station).map(enclosure.known()::name).orElse(station);
    }
  }

  @Override
  public void close() {
    closed = true;
    lookout.ifPresent(Lookout::close);
    if (ledger.isDone() && !ledger.isCompletedExceptionally()) ledger.join().close();
  }
}
