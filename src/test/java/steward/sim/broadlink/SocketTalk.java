package steward.sim.broadlink;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Moment;
import steward.driver.Step;
import steward.drivers.Talk;
import steward.drivers.broadlink.BroadlinkFamily;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Thing;
import steward.value.Bytes;
import steward.value.Value;

/// A driver and a real socket towards one simulated device. Time is the machine's. Confined to its
/// test.
final class SocketTalk<S> implements AutoCloseable {
  private static final BroadlinkFamily FAMILY = new BroadlinkFamily();

  private final BroadlinkDevice device;
  private final List<Thing> things;
  private final Driver<S> driver;
  private final DatagramSocket socket;
  private final Map<String, Instant> wakes = new LinkedHashMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private S state;
  private long command;

  private SocketTalk(BroadlinkDevice device, Driver<S> driver, List<Thing> things)
      throws IOException {
    this.device = device;
    this.driver = driver;
    this.things = things;
    state = driver.start();
    socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
  }

  static SocketTalk<?> with(BroadlinkDevice device, Kept kept) throws IOException {
    var binding =
        Binding.of(
            "broadlink",
            "host",
            device.address(),
            "port",
            Integer.toString(device.port()),
            "mac",
            device.spec().mac());
    List<Thing> things = Talk.accepted(FAMILY.byHand(binding));
    var talk = of(device, FAMILY.driver(things, kept), things);
    talk.take(new Input.Opened(talk.moment()));
    return talk;
  }

  private static <S> SocketTalk<S> of(BroadlinkDevice device, Driver<S> driver, List<Thing> things)
      throws IOException {
    return new SocketTalk<>(device, driver, things);
  }

  private Moment moment() {
    return new Moment(Instant.now(), Bytes.wrap(new byte[driver.randomBytes()]));
  }

  /// A person wants this of the device; commands are numbered from 1.
  long wants(Action action) throws IOException {
    take(new Input.Wanted(++command, things.getFirst().udn(), action, moment()));
    return command;
  }

  private void take(Input input) throws IOException {
    Step<S> step = driver.on(state, input);
    state = step.state();
    for (Effect effect : step.effects()) {
      effects.add(effect);
      if (effect instanceof Effect.Wake(String name, Duration after))
        wakes.put(name, Instant.now().plus(after));
      if (effect instanceof Effect.Send(Message.Datagram(int port, Bytes body))) {
        var address = InetAddress.ofLiteral(device.address());
        socket.send(new DatagramPacket(body.toArray(), body.length(), address, port));
      }
    }
  }

  /// Goes on until the driver brought this about; gives all that it brought about until then.
  List<Effect> until(Predicate<Effect> wanted) throws IOException {
    effects.removeIf(_ -> true);
    Instant end = Instant.now().plusSeconds(60);
    while (effects.stream().noneMatch(wanted)) {
      if (Instant.now().isAfter(end)) throw new AssertionError("not within a minute: " + effects);
      turn();
    }
    return List.copyOf(effects);
  }

  Value untilSaw(Property property) throws IOException {
    return until(e -> e instanceof Effect.Saw(var r) && r.property() == property).stream()
        .flatMap(e ->
            e instanceof Effect.Saw(var r) && r.property() == property
                ? java.util.stream.Stream.of(r.value())
                : null)
        .findFirst()
        .orElseThrow();
  }

  private void turn() throws IOException {
    Instant next = wakes.values().stream().min(Instant::compareTo).orElse(Instant.now());
    long wait = Duration.between(Instant.now(), next).toMillis();
    if (wait <= 0) {
      String due =
          wakes.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
      wakes.remove(due);
      take(new Input.Due(due, moment()));
      return;
    }
    var packet = new DatagramPacket(new byte[4096], 4096);
    socket.setSoTimeout((int) Math.min(wait, 200));
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException _) {
      return;
    }
    byte[] body = Arrays.copyOf(packet.getData(), packet.getLength());
    take(new Input.Came(new Message.Datagram(packet.getPort(), Bytes.wrap(body)), moment()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
