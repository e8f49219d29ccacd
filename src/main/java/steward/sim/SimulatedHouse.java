package steward.sim;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A house of about a hundred things in eight rooms and the four people who live in it, over a day
/// that moves by itself.
///
/// Each device has its own MQTT connection over a real socket and speaks its real protocol.
/// Everything that is left to chance follows from the seed. All of it runs on one Vert.x context;
/// the methods here are thread-safe.
public final class SimulatedHouse {
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final long PULSE_MS = 25;
  private static final long STAGGER_MS = 12;
  private static final long CONNECT_MAX_MS = 15_000;
  private static final String ACTIVITIES = "activities.json";

  private final SimSettings settings;
  private final String host;
  private final int port;
  private final Timeline timeline = new Timeline();
  private final Blueprint plan;
  private final Map<String, SimDevice> devices = new LinkedHashMap<>();
  private final List<Wire> wires = new CopyOnWriteArrayList<>();
  private final List<SimThing> things = new ArrayList<>();
  private final Promise<SimulatedHouse> ready = Promise.promise();
  private volatile LocalDateTime time;
  private Stage stage = new Stage();

  private SimulatedHouse(String host, int port, SimSettings settings) {
    this.settings = settings;
    this.host = host;
    this.port = port;
    this.plan = new Blueprint(settings, chance(0));
    this.time = settings.begins();
    for (Gadget gadget : plan.gadgets) things.addAll(gadget.things());
  }

  private RandomGenerator chance(long of) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed() * 1_000_003 + of);
  }

  /// Builds the house and connects its devices to the broker at this address. Done when all are
  /// connected, or after 15 s when at least one is.
  public static Future<SimulatedHouse> start(
      Vertx vertx, String host, int port, SimSettings settings) {
    var house = new SimulatedHouse(host, port, settings);
    return vertx.deployVerticle(house.stage).compose(_ -> house.ready.future());
  }

  /// What its people would accept, things by hand with their sheets.
  public List<SimThing> things() {
    return List.copyOf(things);
  }

  /// The rooms in the order in which people walk through them.
  public List<String> rooms() {
    return List.copyOf(plan.world.rooms.keySet());
  }

  /// The house's own time.
  public LocalDateTime time() {
    return time;
  }

  /// How many devices are connected now.
  public int connected() {
    return (int) wires.stream().filter(Wire::isConnected).count();
  }

  public int size() {
    return plan.gadgets.size();
  }

  /// The device of this name, which is the id of its first thing.
  ///
  /// @throws IllegalArgumentException if the house has none of that name
  public SimDevice device(String id) {
    SimDevice device = devices.get(id);
    if (device == null)
      throw new IllegalArgumentException("the simulated house has no device '" + id + "'");
    return device;
  }

  /// Activities to begin with, as `{"items":[…]}` in the form of the HTTP API.
  public static String activities() {
    try (InputStream in = SimulatedHouse.class.getResourceAsStream(ACTIVITIES)) {
      if (in == null) throw new IllegalStateException("the jar lacks " + ACTIVITIES);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + ACTIVITIES, e);
    }
  }

  /// Lets the wire's time pass in a house that is stepped, and the day with it.
  public Future<Void> step(Duration span) {
    if (!settings.stepped()) throw new IllegalStateException("this house moves by itself");
    return stage.call(() -> timeline.runUntil(timeline.now() + span.toMillis()));
  }

  /// Burns the toast: smoke in the kitchen for a few minutes of the day.
  public Future<Void> burnToast() {
    return stage.call(plan.household::burnToast);
  }

  /// All devices say good-bye.
  public Future<Void> close() {
    return stage
        .call(() -> {
          timeline.clear();
          wires.forEach(Wire::close);
        })
        .eventually(stage::leave);
  }

  private void beat() {
    double minutes = settings.lapse() * BEAT.toMillis() / 60_000;
    plan.world.pass(minutes);
    plan.household.live();
    for (Gadget gadget : plan.gadgets) gadget.beat(minutes);
    time = plan.world.time();
  }

  /// The context on which the house lives.
  private final class Stage extends VerticleBase {
    private long began;

    @Override
    public Future<?> start() {
      NetClient net =
          vertx.createNetClient(
              new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(4_000));
      var shared =
          new Wire.Net(
              net, host, port, settings.user(), settings.password(), timeline, settings.faults());
      for (int i = 0; i < plan.gadgets.size(); i++) open(shared, i);
      timeline.every(BEAT, SimulatedHouse.this::beat);
      began = System.nanoTime();
      if (!settings.stepped()) vertx.setPeriodic(PULSE_MS, _ -> pulse());
      vertx.setPeriodic(PULSE_MS, this::look);
      return Future.succeededFuture();
    }

    private void open(Wire.Net shared, int index) {
      Gadget gadget = plan.gadgets.get(index);
      var wire = new Wire(shared, gadget, chance(index + 1));
      wires.add(wire);
      devices.put(gadget.id(), new SimDevice(context, wire));
      for (Gadget.Part part : gadget.parts())
        devices.put(part.id(), new SimDevice(context, wire, part));
      // They come one after the other, as after a power cut: a hundred at one instant would measure
      // the sockets only.
      if (index == 0) wire.open();
      else vertx.setTimer(index * STAGGER_MS, _ -> wire.open());
    }

    private void pulse() {
      timeline.runUntil((System.nanoTime() - began) / 1_000_000);
    }

    private void look(long timer) {
      int up = connected();
      boolean late = System.nanoTime() - began > CONNECT_MAX_MS * 1_000_000;
      if (up < wires.size() && !late) return;
      vertx.cancelTimer(timer);
      if (up > 0) ready.tryComplete(SimulatedHouse.this);
      else
        ready.tryFail(
            "no device of the simulated house reached the broker at " + host + ":" + port);
    }

    Future<Void> call(Runnable action) {
      Promise<Void> done = Promise.promise();
      context.runOnContext(_ -> {
        action.run();
        done.complete();
      });
      return done.future();
    }

    Future<Void> leave() {
      return vertx.undeploy(deploymentID());
    }
  }
}
