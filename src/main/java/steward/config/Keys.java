package steward.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one table of all keys, in the order in which the documentation shows them.
final class Keys {
  private static final List<Key<?>> TABLE = new ArrayList<>();

  static final Key<String> HOUSE_NAME =
      key("house.name", Kind.text(60), "Home", "The name of the house on pages and in messages.");
  static final Key<ZoneId> PLACE_ZONE =
      key(
          "place.zone",
          Kind.zone(),
          "",
          "The IANA time zone of the house, in which clock times and days are meant. Empty: the zone of the system.");

  static final Key<Port> HTTP_PORT =
      key(
          "http.port",
          Kind.port(),
          "8887",
          "HTTP and WebSocket without TLS; on the loopback interface only.");
  static final Key<Port> HTTPS_PORT =
      key("https.port", Kind.portOrOff(), "8888", "HTTPS and secure WebSocket.");
  static final Key<Port> HTTPS_CERTIFICATE_PORT =
      key(
          "https.certificate-port",
          Kind.portOrOff(),
          "8443",
          "The same, asking for the certificate of a privacy package.");
  static final Key<String> HTTPS_LISTEN =
      key(
          "https.listen",
          Kind.word(List.of("home", "loopback")),
          "home",
          "On which interfaces HTTPS and SSH listen: all of this machine, or only the loopback interface.");
  static final Key<List<String>> HTTPS_HOSTS =
      key(
          "https.hosts",
          Kind.names(
              "host names such as house.example.org", "[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?"),
          "",
          "More host names by which the house is called; they are put into its certificate.");

  static final Key<Port> SSH_PORT =
      key(
          "ssh.port",
          Kind.portOrOff(),
          "8889",
          "SSH with public keys: the commands of the command line, with the rights of the client.");

  static final Key<String> ACCESS_LOOPBACK =
      key(
          "access.loopback",
          Kind.word(List.of("on", "off")),
          "on",
          "Whether whoever sits at this machine has full rights without signing in, over `http.port` and the socket"
              + " in the home folder. Off, both ask for a sign-in like the others.");
  static final Key<List<String>> ACCESS_THINGS_INTERFACES =
      key(
          "access.things-interfaces",
          Kind.names("names of network interfaces", "[A-Za-z0-9_.@:-]{1,32}"),
          "",
          "Interfaces behind which only things are: nobody can claim the house from there.");

  static final Key<String> MDNS =
      key(
          "mdns.announce",
          Kind.word(List.of("on", "off")),
          "on",
          "Whether the house is announced in the home network as `steward.local`.");

  static final Key<String> THINGS_LOOK =
      key(
          "things.look",
          Kind.word(List.of("on", "off")),
          "on",
          "Whether the home networks are searched for things: by broadcast, SSDP and mDNS. Off, a thing is found by"
              + " what it announces over MQTT, or by its address.");
  static final Key<String> THINGS_HERE =
      key(
          "things.on-this-machine",
          Kind.word(List.of("on", "off")),
          "off",
          "Whether things may have an address of this machine, such as a bridge program that runs here.");

  static final Key<String> THINGS_OLD_TLS =
      key(
          "things.old-tls",
          Kind.word(List.of("on", "off")),
          "off",
          "Whether a thing whose TLS is signed with SHA-1, such as a Daikin adapter with a key on its sticker, is"
              + " spoken to. A process of its own does it, without sockets; whoever sits between the house and the"
              + " thing could pretend to be it with effort, before its certificate was seen for the first time above all.");

  static final Key<Port> MQTT_PORT =
      key(
          "mqtt.port",
          Kind.portOrOff(),
          "1883",
          "MQTT 3.1.1 and 5 of the embedded broker without TLS, on the interfaces of `mqtt.listen`.");
  static final Key<List<String>> MQTT_LISTEN =
      key(
          "mqtt.listen",
          Kind.names(
              "`loopback`, addresses of this machine or names of its interfaces",
              "[A-Za-z0-9_.@:%-]{1,64}"),
          "loopback",
          "Where `mqtt.port` is open. Beyond the loopback interface every client needs its name and password, which"
              + " anybody on that network can read on their way.");
  static final Key<Port> MQTT_TLS_PORT =
      key(
          "mqtt.tls-port",
          Kind.portOrOff(),
          "8883",
          "MQTT over TLS; every client needs its name and password.");
  static final Key<Port> MQTT_WEBSOCKET_PORT =
      key(
          "mqtt.websocket-port",
          Kind.portOrOff(),
          "off",
          "MQTT over WebSocket at the path `/mqtt`; on the loopback interface only.");
  static final Key<Optional<Broker>> MQTT_EXTERNAL =
      key(
          "mqtt.external",
          Kind.broker(),
          "",
          "A broker that is already there, such as `mqtt://steward@mosquitto.lan:1883`, to be used instead of the"
              + " embedded one. Empty: the embedded broker.");
  static final Key<Optional<Path>> MQTT_EXTERNAL_PASSWORD_FILE =
      file(
          "mqtt.external-password-file",
          "The file whose first line is the password for the external broker. Empty: none is sent.");
  static final Key<Optional<Path>> MQTT_EXTERNAL_CA_FILE =
      file(
          "mqtt.external-ca-file",
          "The PEM file of the authority that signed the external broker's certificate, for `mqtts://`. Empty: the"
              + " authorities that Java trusts.");
  static final Key<String> MQTT_ANONYMOUS =
      key(
          "mqtt.anonymous",
          Kind.word(List.of("loopback", "off")),
          "loopback",
          "Whether clients on this machine may use the embedded broker without a name.");
  static final Key<String> MQTT_PUBLISH =
      key(
          "mqtt.publish",
          Kind.word(List.of("auto", "on", "off")),
          "auto",
          "Whether the house publishes its things below `steward/` and, on the embedded broker, takes commands there."
              + " auto: on the embedded broker only, where each client gets what it may see; on an external one"
              + " whoever may read there reads all.");
  static final Key<String> MQTT_ANNOUNCE =
      key(
          "mqtt.announce",
          Kind.word(List.of("on", "off")),
          "off",
          "Whether what is published is announced too, as Home Assistant finds it. Things that announce themselves on"
              + " the broker are left out.");
  static final Key<String> MQTT_ANNOUNCE_PREFIX =
      key(
          "mqtt.announce-prefix",
          Kind.topicLevel(),
          "homeassistant",
          "The topic below which things are announced, one level.");
  static final Key<Duration> MQTT_KEEP_ALIVE_MAX =
      key(
          "mqtt.keep-alive-max",
          Kind.span(Duration.ofSeconds(10), Duration.ofHours(18)),
          "1h",
          "The longest keep-alive of a client; one of MQTT 5 that asks for more is told this one.");
  static final Key<Duration> MQTT_SESSION_MAX =
      key(
          "mqtt.session-max",
          Kind.span(Duration.ZERO, Duration.ofDays(366)),
          "7d",
          "How long a session is kept at most while its client is away.");

  static final Key<Integer> LIMIT_CLIENTS =
      key(
          "mqtt.limits.clients",
          Kind.whole(1, 100_000),
          "2000",
          "Connections at once; the next is refused.");
  static final Key<Integer> LIMIT_SESSIONS =
      key(
          "mqtt.limits.sessions",
          Kind.whole(1, 1_000_000),
          "4000",
          "Sessions kept, with or without a connection; the next client is refused. At least as many as clients.");
  static final Key<Long> LIMIT_PACKET_BYTES =
      key(
          "mqtt.limits.packet-bytes",
          Kind.size(256, 268_435_455),
          "2MiB",
          "The largest packet; a larger one closes its connection.");
  static final Key<Integer> LIMIT_QUEUE_MESSAGES =
      key(
          "mqtt.limits.queue-messages",
          Kind.whole(1, 65_534),
          "10000",
          "Messages waiting for one client; at the limit the next is discarded, and a connected client dropped.");
  static final Key<Long> LIMIT_QUEUE_BYTES =
      key(
          "mqtt.limits.queue-bytes",
          Kind.size(256, Integer.MAX_VALUE),
          "16MiB",
          "Bytes waiting for one client, with the same decision. At least one packet.");
  static final Key<Integer> LIMIT_IN_FLIGHT =
      key(
          "mqtt.limits.in-flight",
          Kind.whole(1, 65_535),
          "256",
          "Messages of QoS 1 and 2 sent to one client and not yet acknowledged; further ones wait.");
  static final Key<Integer> LIMIT_RECEIVE_MAXIMUM =
      key(
          "mqtt.limits.receive-maximum",
          Kind.whole(1, 65_535),
          "1024",
          "The same from a client; more closes its connection.");
  static final Key<Integer> LIMIT_TOPIC_ALIASES =
      key(
          "mqtt.limits.topic-aliases",
          Kind.whole(0, 65_535),
          "64",
          "Aliases that a client may set; a higher one closes its connection.");
  static final Key<Integer> LIMIT_TOPIC_BYTES =
      key(
          "mqtt.limits.topic-bytes",
          Kind.whole(1, 65_535),
          "1024",
          "Bytes of a topic; a longer one is refused.");
  static final Key<Integer> LIMIT_TOPIC_LEVELS =
      key(
          "mqtt.limits.topic-levels",
          Kind.whole(1, 65_535),
          "32",
          "Levels of a topic; a deeper one is refused.");
  static final Key<Integer> LIMIT_SUBSCRIPTIONS =
      key(
          "mqtt.limits.subscriptions",
          Kind.whole(1, 1_000_000),
          "1000",
          "Subscriptions of one session; the next is refused.");
  static final Key<Integer> LIMIT_RETAINED_MESSAGES =
      key(
          "mqtt.limits.retained-messages",
          Kind.whole(0, 10_000_000),
          "50000",
          "Retained messages; that of a further topic is refused.");
  static final Key<Long> LIMIT_RETAINED_BYTES =
      key(
          "mqtt.limits.retained-bytes",
          Kind.size(0, 1L << 34),
          "64MiB",
          "Bytes of all retained messages, with the same decision.");
  static final Key<Integer> LIMIT_HOUSE_MESSAGES =
      key(
          "mqtt.limits.house-messages",
          Kind.whole(1, 10_000_000),
          "65536",
          "Messages on their way from the embedded broker to the house; the next is discarded and counted.");
  static final Key<Integer> LIMIT_CLIENT_ID_BYTES =
      key(
          "mqtt.limits.client-id-bytes",
          Kind.whole(23, 65_535),
          "256",
          "Bytes of a client identifier; a longer one is refused.");

  static final Key<Port> WEBHOOKS_PORT =
      key(
          "webhooks.port",
          Kind.portOrOff(),
          "off",
          "HTTP for services that call the house's webhooks; nothing else is served there. A reverse proxy or tunnel"
              + " with HTTPS stands before it.");
  static final Key<List<String>> WEBHOOKS_LISTEN =
      key(
          "webhooks.listen",
          Kind.names("`loopback` or addresses of this machine", "loopback|[0-9a-fA-F.:]{2,45}"),
          "loopback",
          "Where `webhooks.port` is open. Beyond the loopback interface calls come without TLS: only where a proxy on"
              + " another machine needs it.");
  static final Key<String> WEBHOOKS_REACH_MACHINE =
      key(
          "webhooks.reach-machine",
          Kind.word(List.of("on", "off")),
          "off",
          "Whether a webhook that sends may reach a service on this machine.");

  static final boolean WITH_NOTICES = TABLE.addAll(NoticeKeys.ALL);
  static final Key<List<String>> CLOUDS_ALLOW =
      key(
          "clouds.allow",
          Kind.names("names of families such as `netatmo`", "[a-z0-9-]{1,40}"),
          "",
          "Families whose things may be reached through the cloud of their maker. What leaves the house then, and to"
              + " which hosts, stands on each thing's page. Empty: no cloud is reached.");
  static final Key<Map<String, InetSocketAddress>> CLOUDS_HOSTS =
      key(
          "clouds.hosts",
          Kind.here(),
          "",
          "Simulated clouds on this machine that stand in for real ones, such as"
              + " `api.netatmo.com=127.0.0.1:9443`. For tests and the demonstration.");
  static final Key<Optional<Path>> CLOUDS_TRUST =
      file(
          "clouds.trust",
          "The PEM file of the authority that signed the certificates of the simulated clouds of `clouds.hosts`. It is"
              + " never believed for a real one.");

  // In the order of the documentation.
  static final boolean WITH_NETWORK = TABLE.addAll(NetworkKeys.ALL);

  static final Key<Duration> JOURNAL_KEEP =
      key(
          "journal.keep",
          Kind.span(Duration.ofDays(1), Duration.ofDays(36_600)),
          "35d",
          "How long the journal of every input and output is kept: what \"why\" and rehearsals can look back on.");
  static final Key<Long> JOURNAL_BYTES_MAX =
      key(
          "journal.bytes-max",
          Kind.size(16L << 20, 1L << 40),
          "1GB",
          "What the journal takes at most on the disk; the oldest days go first.");
  static final Key<Duration> HISTORY_KEEP =
      key(
          "history.keep",
          Kind.span(Duration.ofDays(1), Duration.ofDays(36_600)),
          "400d",
          "How long measurements are kept for charts.");
  static final Key<String> LOG_LEVEL =
      key(
          "log.level",
          Kind.word(List.of("error", "warn", "info", "debug", "trace")),
          "info",
          "How much is logged to standard error.");

  static final List<Key<?>> ALL = List.copyOf(TABLE);

  private Keys() {}

  /// A file, or none.
  private static Key<Optional<Path>> file(String name, String sentence) {
    return key(name, Kind.file(), "", sentence);
  }

  private static <T> Key<T> key(String name, Kind<T> kind, String standard, String sentence) {
    var key = new Key<>(name, kind, standard, sentence);
    TABLE.add(key);
    return key;
  }
}
