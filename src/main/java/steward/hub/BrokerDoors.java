package steward.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.api.Attachments;
import steward.config.Config;
import steward.mqtt.Broker;
import steward.mqtt.Bus;
import steward.mqtt.Door;

/// The doors of the embedded broker, as `mqtt.listen` and the ports say: opened when the broker is
/// up, and kept to the addresses that the named interfaces have at the moment.
final class BrokerDoors {
  /// The plain doors on the loopback interface.
  static final String PLAIN = "mqtt";

  static final String PLAIN_6 = "mqtt-loopback6";
  static final String WEBSOCKET = "websocket";

  /// The plain doors beyond it.
  static final String HOME = "mqtt-home";

  static final String TLS = "mqtts";

  /// Those by which only programs on this machine come in.
  static final Set<String> LOCAL = Set.of(PLAIN, PLAIN_6, WEBSOCKET);

  private static final String LOOPBACK = "loopback";
  private static final String LOOPBACK_4 = "127.0.0.1";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(BrokerDoors.class);

  private final Vertx vertx;
  private final Config.Mqtt config;
  private final boolean onLoopbackOnly;
  private final Map<String, Door> home = new ConcurrentHashMap<>();
  private final Set<String> said = new HashSet<>();

  /// @param onLoopbackOnly whether the door with TLS is for this machine only
  BrokerDoors(Vertx vertx, Config.Mqtt config, boolean onLoopbackOnly) {
    this.vertx = vertx;
    this.config = config;
    this.onLoopbackOnly = onLoopbackOnly;
  }

  /// Brings the bus up, with its plain doors where it is the embedded broker.
  Future<?> start(Bus bus) {
    return bus instanceof Broker broker ? broker.start().compose(_ -> open(broker)) : bus.start();
  }

  /// Where devices reach the embedded broker; nothing with an external one.
  Optional<Attachments.At> at(Bus bus, int tlsPort) {
    return bus instanceof Broker
        ? Optional.of(
            new Attachments.At(
                host(), tlsPort > 0 ? Optional.of(tlsPort) : Optional.empty(), plainPortAtHome()))
        : Optional.empty();
  }

  /// The plain port on this machine, or 0 with an external broker.
  static int plainPort(Bus bus) {
    return bus instanceof Broker broker
        ? broker.ports().entrySet().stream()
            .filter(open -> open.getKey().name().equals(PLAIN))
            .mapToInt(Map.Entry::getValue)
            .findFirst()
            .orElse(0)
        : 0;
  }

  /// Opens the plain doors. Fails if one on the loopback interface cannot be opened; others are
  /// tried again.
  Future<?> open(Broker broker) {
    var all = new ArrayList<Future<?>>();
    if (config.websocketPort().isOn())
      all.add(
          opened(
              broker,
              Door.webSocket(LOOPBACK_4, config.websocketPort().number()).named(WEBSOCKET)));
    if (config.port().isOn()) all.add(plain(broker));
    return Future.all(all);
  }

  private Future<?> plain(Broker broker) {
    int port = config.port().number();
    if (!config.listen().contains(LOOPBACK)) return others(broker, port);
    return opened(broker, Door.tcp(LOOPBACK_4, port).named(PLAIN))
        .compose(bound -> {
          var six = broker.open(Door.tcp("::1", bound).named(PLAIN_6));
          return six.recover(
                  e -> {
                    LOG.info("MQTT is not open on ::1: {}", e.getMessage());
                    return Future.succeededFuture(bound);
                  })
              .compose(_ -> others(broker, bound));
        });
  }

  private static Future<Integer> opened(Broker broker, Door door) {
    return broker
        .open(door)
        .recover(e ->
            Future.failedFuture(
                new IOException(
                    "port "
                        + door.port()
                        + " cannot be listened on: "
                        + e.getMessage()
                        + ". Is another broker or steward running?",
                    e)));
  }

  private Future<?> others(Broker broker, int port) {
    if (config.listen().stream().allMatch(LOOPBACK::equals)) return Future.succeededFuture();
    vertx.setPeriodic(LOOK_EVERY.toMillis(), _ -> look(broker, port));
    return look(broker, port);
  }

  /// Opens doors on addresses that have come and closes those on addresses that are gone.
  private Future<?> look(Broker broker, int port) {
    return vertx
        .executeBlocking(this::addresses)
        .compose(now -> {
          var all = new ArrayList<Future<?>>();
          for (String address : now)
            if (!home.containsKey(address)) all.add(openAt(broker, address, port));
          for (String address : List.copyOf(home.keySet())) {
            Door door = home.get(address);
            if (now.contains(address) || door == null) continue;
            home.remove(address);
            LOG.info("MQTT is not open on {} any more: the address is gone", address);
            all.add(broker.close(door));
          }
          return Future.all(all);
        });
  }

  private Future<?> openAt(Broker broker, String address, int port) {
    Door door = Door.tcp(address, port).named(HOME);
    home.put(address, door);
    return broker
        .open(door)
        .onSuccess(_ -> {
          heed(address);
          LOG.warn(
              "MQTT without TLS is open on {}: names and passwords travel readable there", address);
        })
        .recover(e -> {
          home.remove(address);
          say(address, "MQTT cannot be open on " + address + ": " + e.getMessage());
          return Future.succeededFuture(0);
        });
  }

  private Set<String> addresses() {
    var addresses = new LinkedHashSet<String>();
    for (String entry : config.listen()) {
      if (entry.equals(LOOPBACK)) continue;
      try {
        addresses.addAll(addresses(entry));
      } catch (SocketException e) {
        say(entry, "mqtt.listen: the interface " + entry + " cannot be read: " + e.getMessage());
      }
    }
    return addresses;
  }

  private List<String> addresses(String entry) throws SocketException {
    Optional<InetAddress> literal = literal(entry);
    if (literal.isPresent()) {
      if (!literal.get().isAnyLocalAddress()) return List.of(entry);
      say(
          entry,
          "mqtt.listen: %s is every interface, the one to the Internet too; name those that are meant"
              .formatted(entry));
      return List.of();
    }
    NetworkInterface named = NetworkInterface.getByName(entry);
    if (named == null) {
      say(
          entry,
          "mqtt.listen: '%s' is neither an address nor an interface of this machine now; it is looked for every %d seconds"
              .formatted(entry, LOOK_EVERY.toSeconds()));
      return List.of();
    }
    heed(entry);
    return named
        .inetAddresses()
        .filter(address -> !(address instanceof Inet6Address six && six.isLinkLocalAddress()))
        .map(InetAddress::getHostAddress)
        .toList();
  }

  private static Optional<InetAddress> literal(String entry) {
    try {
      return Optional.of(InetAddress.ofLiteral(entry));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Says a trouble once, until it is over.
  private synchronized void say(String about, String sentence) {
    if (said.add(about)) LOG.warn("{}", sentence);
  }

  private synchronized void heed(String about) {
    said.remove(about);
  }

  /// Opens the door with TLS, where it is on; says its port, or 0.
  Future<Integer> openTls(Broker broker, ServerSSLOptions options) {
    if (!config.tlsPort().isOn()) return Future.succeededFuture(0);
    String host = onLoopbackOnly ? LOOPBACK_4 : "::";
    return opened(broker, Door.tcp(host, config.tlsPort().number()).named(TLS).over(options));
  }

  boolean needsKeys() {
    return config.tlsPort().isOn();
  }

  /// An address by which devices find this machine; many of them know no names.
  String host() {
    if (!home.isEmpty()) return home.keySet().iterator().next();
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address four && four.isSiteLocalAddress())
          .map(InetAddress::getHostAddress)
          .sorted()
          .findFirst()
          .orElse("localhost");
    } catch (SocketException _) {
      return "localhost";
    }
  }

  /// The plain port, where it is open beyond this machine.
  Optional<Integer> plainPortAtHome() {
    return home.values().stream().findFirst().map(Door::port);
  }
}
