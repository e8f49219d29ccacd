package steward.hub;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steward.access.DeviceSecrets;
import steward.api.GradeApi;
import steward.driver.Way;
import steward.link.DriverHost;
import steward.loop.HouseLoop;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.audit.Audits;
import steward.network.audit.Devices;
import steward.network.audit.Kept;
import steward.network.audit.KeptForm;
import steward.network.audit.Memory;
import steward.network.audit.OutgoingTouch;
import steward.network.audit.Subject;
import steward.network.audit.Watched;
import steward.place.Place;
import steward.state.StateBoard;
import steward.store.GradeTable;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Malformed;

/// What each device's own security is worth, over the things of this house. Thread-safe.
final class GradeDoor implements AutoCloseable {
  private static final int SEED = 16;

  /// What a thing observes counts only where life depends on it: a contact of a door is no lock.
  private static final Set<String> GRAVE = Set.of("smoke", "gas", "lock");

  private final Audits audits;
  private volatile Watched watched = Watched.NOTHING;

  /// @param purpose whether there are things on this machine
  GradeDoor(
      Vertx vertx,
      Outgoing outgoing,
      Purpose purpose,
      Storage storage,
      DriverHost host,
      HouseLoop loop,
      DeviceSecrets secrets) {
    var clock = InstantSource.system();
    var random = new SecureRandom();
    audits =
        new Audits(
            Audits.Parts.usual(
                new Known(host, loop, secrets),
                thing -> watched.of(thing),
                new Remembered(storage.db().grades()),
                new OutgoingTouch(vertx, outgoing, purpose, clock),
                clock,
                () -> {
                  byte[] seed = new byte[SEED];
                  random.nextBytes(seed);
                  return Bytes.wrap(seed);
                }));
  }

  /// Names who tells what the fence, the inventory and the ledger saw.
  void watchedBy(Watched newWatched) {
    watched = newWatched;
  }

  GradeApi api() {
    return new GradeApi(audits);
  }

  @Override
  public void close() {
    audits.close();
  }

  private record Remembered(GradeTable table) implements Memory {
    @Override
    public Map<Udn, Kept> all() {
      var all = new HashMap<Udn, Kept>();
      for (GradeTable.Row row : table.all()) {
        Kept known = row.body().flatMap(KeptForm::readable).orElse(Kept.NOTHING);
        all.put(new Udn(row.device()), row.login().map(known::tried).orElse(known));
      }
      return all;
    }

    @Override
    public CompletableFuture<Void> put(Udn device, Kept kept) {
      return table.put(device.value(), kept.login(), KeptForm.of(kept));
    }
  }

  private record Known(DriverHost host, HouseLoop loop, DeviceSecrets secrets) implements Devices {
    @Override
    public List<Subject> all() {
      var roots = new LinkedHashMap<Udn, List<Thing>>();
      for (Thing thing : host.directory().things())
        if (thing.isDevice()) roots.computeIfAbsent(thing.udn().root(), host.directory()::device);
      return roots.entrySet().stream()
          .filter(device -> !device.getValue().isEmpty())
          .map(device -> subject(device.getKey(), device.getValue()))
          .toList();
    }

    @Override
    public Optional<Subject> carrying(ThingId thing) {
      return host.directory()
          .thing(thing)
          .filter(Thing::isDevice)
          .map(known -> known.udn().root())
          .map(root -> Map.entry(root, host.directory().device(root)))
          .filter(device -> !device.getValue().isEmpty())
          .map(device -> subject(device.getKey(), device.getValue()));
    }

    private Subject subject(Udn root, List<Thing> things) {
      Thing first = things.getFirst();
      var kept = secrets.kept(root);
      var dangers = new HashSet<String>();
      for (Thing thing : things) {
        dangers.addAll(List.of(thing.kind().split("/", -1)));
        thing.abilities().keySet().forEach(kind -> dangers.add(kind.label()));
        thing.observes().stream()
            .map(one -> one.name())
            .filter(GRAVE::contains)
            .forEach(dangers::add);
      }
      return new Subject(
          first.id(),
          root,
          first.name(),
          first.room(),
          first.binding().family(),
          first.maker(),
          first.model(),
          first.firmware(),
          way(things, kept),
          kept.secrets().keySet(),
          dangers);
    }

    private Optional<Way> way(List<Thing> things, steward.driver.Kept kept) {
      try {
        return host.family(things.getFirst().binding().family())
            .map(family -> family.way(things, kept));
      } catch (Malformed _) {
        return Optional.empty();
      }
    }

    @Override
    public Set<ThingId> ill() {
      return loop.query(house -> house.board().pictures()).join().stream()
          .filter(Known::isIll)
          .map(picture -> picture.thing().id())
          .collect(Collectors.toSet());
    }

    private static boolean isIll(StateBoard.Picture picture) {
      Status.State state = picture.status().state();
      return Stream.of(Status.State.ABSENT, Status.State.ERROR).anyMatch(state::equals);
    }

    @Override
    public OptionalDouble latitude() {
      Optional<Place.Spot> spot = loop.query(house -> house.sky().place().spot()).join();
      return spot.map(one -> OptionalDouble.of(one.latitude())).orElse(OptionalDouble.empty());
    }

    @Override
    public OptionalDouble celsiusOutside() {
      // No thing says of itself that it hangs outside.
      return OptionalDouble.empty();
    }
  }
}
