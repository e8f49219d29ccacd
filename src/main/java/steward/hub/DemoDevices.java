package steward.hub;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.discovery.DiscoveryInbox;
import steward.discovery.DiscoveryInbox.Naming;
import steward.sim.LocalDevice;
import steward.sim.broadlink.SimBlaster;
import steward.sim.broadlink.SimPlug;
import steward.sim.broadlink.Spec;
import steward.sim.daikin.DaikinDevice;
import steward.sim.hue.HueBridge;
import steward.sim.kasa.KasaDevice;
import steward.sim.kasa.KasaModel;
import steward.sim.shelly.ShellyDevice;
import steward.sim.shelly.ShellyStates;
import steward.sim.sonoff.SonoffDevice;
import steward.sim.sonoff.SonoffStates;
import steward.sim.sonoff.StockDevice;
import steward.thing.Binding;

/// The devices of the demo that have addresses of their own: one or two of each family, on the
/// loopback network. Thread-safe.
final class DemoDevices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoDevices.class);
  private static final Duration PARTS_WITHIN = Duration.ofSeconds(90);
  private static final Duration HAND_EVERY = Duration.ofSeconds(45);
  private static final String STOCK = "1000db90c9";
  private static final String STOCK_KEY = "7d2f5c1e-90c9-4b7d-8e21-5a0c3f6b9d14";
  private static final String BRIDGE = "001788FFFE5A11C3";

  private final StewardHouse house;
  private final List<LocalDevice> devices = new ArrayList<>();
  private final Map<String, String> rooms = new LinkedHashMap<>();
  private long hands = -1;
  private volatile boolean closed;

  private DemoDevices(StewardHouse house) {
    this.house = house;
  }

  /// Starts them and brings them into the house; their further parts are accepted as they tell of
  /// them.
  static DemoDevices start(StewardHouse house, long seed, Optional<DemoClouds> clouds)
      throws InterruptedException, ExecutionException, TimeoutException {
    var all = new DemoDevices(house);
    all.furnish(seed);
    if (clouds.isPresent()) all.rooms.putAll(clouds.get().bringIn(house));
    Thread.startVirtualThread(all::acceptParts);
    return all;
  }

  private void furnish(long seed)
      throws InterruptedException, ExecutionException, TimeoutException {
    Vertx vertx = house.vertx();
    var ports = KasaDevice.Ports.FREE;
    var daikin =
        new DaikinDevice(
            vertx, "127.0.90.1", 0, "A0B1C2D30001", DaikinDevice.Firmware.CLASSIC, seed);
    take(daikin, "daikin", "mac", "A0B1C2D30001", "Air conditioner", "Bedroom");
    var plug =
        new KasaDevice(vertx, "127.0.90.2", KasaModel.HS110_NEW, "A0B1C2D30002", "Dryer", ports);
    take(plug, "kasa", "mac", "A0B1C2D30002", "Dryer", "Bathroom");
    var strip = new KasaDevice(vertx, "127.0.90.3", KasaModel.HS300, "A0B1C2D30003", "Desk", ports);
    take(strip, "kasa", "mac", "A0B1C2D30003", "Desk strip", "Study");
    var blaster =
        new SimBlaster(vertx, "127.0.90.4", Spec.rm4Mini("A0B1C2D30004", "Remotes"), seed);
    take(blaster, "broadlink", "mac", "A0B1C2D30004", "Remotes", "Living room");
    var sp4 = new SimPlug(vertx, "127.0.90.5", Spec.sp4("A0B1C2D30005", "Fountain"), seed);
    take(sp4, "broadlink", "mac", "A0B1C2D30005", "Fountain", "Garden");
    var bridge = new HueBridge(vertx, "127.0.90.6", BRIDGE);
    take(bridge, "hue", "id", BRIDGE, "Hue bridge", "Hall");
    bridge.pressButton();
    var diy =
        SonoffDevice.diy(
            vertx, "127.0.90.7", 0, "1000a0d3c7", "diy_plug", SonoffStates.aSwitch(), seed);
    take(diy, "sonoff", "id", "1000a0d3c7", "Aquarium lamp", "Living room");
    var shelly = shelly(vertx);
    take(shelly, "shelly", "mac", "A0B1C2D30008", "Boiler", "Kitchen");
    if (house.port("stock") > 0) stock(house.port("stock"));
    hands = vertx.setPeriodic(HAND_EVERY.toMillis(), _ -> plug.press(0));
  }

  /// Firmware of 2017, where the door for it is open: it comes by itself, and waits in the inbox
  /// until its room is known.
  private void stock(int port) throws InterruptedException, ExecutionException, TimeoutException {
    var device = new StockDevice("127.0.90.9", STOCK, STOCK_KEY, "1.5.5", 300, "127.0.0.1", port);
    device.start().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    devices.add(device);
    rooms.put("sonoff:" + STOCK, "Attic");
  }

  private static ShellyDevice shelly(Vertx vertx) {
    var state = new JsonObject().put("switch:0", ShellyStates.aSwitch(0));
    return new ShellyDevice(vertx, "127.0.90.8", 0, "Plus1PM", "A0B1C2D30008", state);
  }

  private void take(
      LocalDevice device, String family, String key, String identity, String name, String room)
      throws InterruptedException, ExecutionException, TimeoutException {
    device.start().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    devices.add(device);
    var binding =
        Binding.of(family, key, identity, "host", device.address(), "port", device.port() + "");
    var things =
        house
            .inbox()
            .byHand(binding, new Naming("", name, room), "local")
            .get(20, TimeUnit.SECONDS);
    rooms.put(things.getFirst().udn().root().value(), room);
  }

  /// What a strip or a bridge tells of later.
  private void acceptParts() {
    long until = System.nanoTime() + PARTS_WITHIN.toNanos();
    try {
      while (!closed && System.nanoTime() < until) {
        for (DiscoveryInbox.Item item : house.inbox().items()) {
          String room = rooms.get(item.key());
          if (room != null && !item.things().isEmpty())
            house.inbox().accept(item, new Naming("", "", room), "local").get(20, TimeUnit.SECONDS);
        }
        Thread.sleep(500);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("a part of a simulated device was not accepted: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    house.vertx().cancelTimer(hands);
    devices.forEach(LocalDevice::close);
  }
}
