package steward.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that can be set, with every default filled in. Each key is described in
/// `docs/configuration.md`.
///
/// @param home the home folder, absolute
/// @param notes what its reader should know although nothing is wrong, such as a variable that
///   names no key
public record Config(
    Path home,
    House house,
    Place place,
    Http http,
    Https https,
    Ssh ssh,
    Access access,
    boolean mdns,
    Things things,
    Mqtt mqtt,
    Webhooks webhooks,
    Notices notices,
    Clouds clouds,
    Network network,
    Stock stock,
    JournalKept journal,
    HistoryKept history,
    Log log,
    List<String> notes) {

  /// The file in the home folder; it need not exist.
  public static final String FILE = "steward.yaml";

  public Config {
    notes = List.copyOf(notes);
  }

  /// `house.*`.
  public record House(String name) {}

  /// `place.*`.
  ///
  /// @param isSet whether the zone was chosen here; else the one told at the claim counts
  public record Place(ZoneId zone, boolean isSet) {}

  /// `http.*`.
  public record Http(Port port) {}

  /// `https.*`.
  ///
  /// @param certificatePort asks for client certificates
  /// @param onLoopbackOnly SSH too
  /// @param hosts more names of the house
  public record Https(Port port, Port certificatePort, boolean onLoopbackOnly, List<String> hosts) {
    public Https {
      hosts = List.copyOf(hosts);
    }
  }

  /// `ssh.*`.
  public record Ssh(Port port) {}

  /// `access.*`.
  ///
  /// @param loopback whether whoever sits at the machine needs no sign-in
  /// @param thingsInterfaces behind which only things are
  public record Access(boolean loopback, List<String> thingsInterfaces) {
    public Access {
      thingsInterfaces = List.copyOf(thingsInterfaces);
    }
  }

  /// `things.*`.
  ///
  /// @param look whether the home networks are searched
  /// @param onThisMachine whether an address of this machine may be a thing's
  /// @param oldTls whether devices that sign with SHA-1 are spoken to by the process for old TLS
  public record Things(boolean look, boolean onThisMachine, boolean oldTls) {}

  /// `mqtt.*`.
  ///
  /// @param listen where `port` is open: `loopback`, addresses, names of interfaces
  /// @param external the broker to use instead of the embedded one
  /// @param keepAliveMax the longest keep-alive of a client
  /// @param sessionMax how long a session is kept without its client
  public record Mqtt(
      Port port,
      List<String> listen,
      Port tlsPort,
      Port websocketPort,
      Optional<External> external,
      boolean anonymousOnLoopback,
      Face face,
      Duration keepAliveMax,
      Duration sessionMax,
      MqttLimits limits) {}

  /// The house's own topics.
  ///
  /// @param publishes whether there are any
  /// @param announces whether things are announced below the prefix
  public record Face(boolean publishes, boolean announces, String prefix) {}

  /// A broker that is already there.
  ///
  /// @param passwordFile absolute
  /// @param caFile absolute, PEM
  public record External(Broker broker, Optional<Path> passwordFile, Optional<Path> caFile) {}

  /// What the embedded broker holds at most; sizes in bytes.
  public record MqttLimits(
      int clients,
      int sessions,
      int packetBytes,
      int queueMessages,
      int queueBytes,
      int inFlight,
      int receiveMaximum,
      int topicAliases,
      int topicBytes,
      int topicLevels,
      int subscriptions,
      int retainedMessages,
      long retainedBytes,
      int houseMessages,
      int clientIdBytes) {}

  /// `webhooks.*`.
  ///
  /// @param listen addresses in figures
  /// @param reachMachine whether what is sent may go to this machine itself
  public record Webhooks(Port port, List<String> listen, boolean reachMachine) {
    public Webhooks {
      listen = List.copyOf(listen);
    }
  }

  /// `notify.*`.
  ///
  /// @param passwordFile the other files too: absolute
  /// @param certificate SHA-256 in hex of the one that the mail server may show
  /// @param ntfy the URL of the server
  /// @param link where a notification leads
  public record Notices(
      Optional<MailServer> mail,
      Optional<String> from,
      Optional<Path> passwordFile,
      Optional<Path> mailCa,
      Optional<String> certificate,
      Optional<String> ntfy,
      Optional<Path> tokenFile,
      Optional<Path> ntfyCa,
      Optional<String> link) {}

  /// `clouds.*`.
  ///
  /// @param allow the families whose things may be reached through a cloud
  /// @param hosts where simulated clouds are on this machine: address and port by host name
  /// @param trust absolute, PEM: the authority of the simulated clouds
  public record Clouds(
      List<String> allow, Map<String, InetSocketAddress> hosts, Optional<Path> trust) {
    public Clouds {
      allow = List.copyOf(allow);
      hosts = Map.copyOf(hosts);
    }
  }

  /// `network.*`. Texts are empty where nothing was chosen.
  ///
  /// @param fence whether the helper puts the fence up; else a person does
  /// @param thingsPorts interfaces joined to `things`
  /// @param four the steward's address of IPv4 among the things, with `/` and its bits
  /// @param six the same of IPv6
  /// @param upstream addresses in figures
  /// @param helper absolute
  /// @param ways the radio of the things and the tunnel of people
  public record Network(
      boolean fence,
      String things,
      List<String> thingsPorts,
      String home,
      String four,
      String six,
      boolean wholeMachine,
      List<String> upstream,
      Path helper,
      Ways ways) {
    public Network {
      thingsPorts = List.copyOf(thingsPorts);
      upstream = List.copyOf(upstream);
    }
  }

  /// `network.wifi-*` and `network.vpn-*`.
  ///
  /// @param radio empty for none
  /// @param country empty, or two capital letters
  /// @param newer whether WPA3 is offered beside WPA2
  /// @param endpoints `HOST:PORT`, as seen from outside
  public record Ways(
      String radio,
      String country,
      int channel,
      boolean newer,
      Port vpnPort,
      List<String> endpoints) {
    public Ways {
      endpoints = List.copyOf(endpoints);
    }
  }

  /// `sonoff.stock.*`.
  ///
  /// @param listen an address in figures
  /// @param networks none for the network of the address
  public record Stock(Port port, String listen, List<String> networks) {
    public Stock {
      networks = List.copyOf(networks);
    }
  }

  /// `journal.*`: for how long, and in how many bytes at most.
  public record JournalKept(Duration keep, long bytesMax) {}

  /// `history.*`.
  public record HistoryKept(Duration keep) {}

  /// `log.*`.
  public record Log(String level) {}

  /// Reads the file in this home folder, if there is one, then the variables, then the settings of
  /// the command line; the later wins.
  ///
  /// @param environment the variables of the process; those that begin with `STEWARD_` count
  /// @param settings `key=value` each
  /// @throws Misconfigured with every fault, not only the first
  public static Config read(Path home, Map<String, String> environment, List<String> settings) {
    return new ConfigReader(home.toAbsolutePath().normalize()).read(environment, settings);
  }

  /// The home folder of this process: the one given, else `$STEWARD_HOME`, else `~/.steward`.
  ///
  /// @param given what the command line says, or an empty text
  public static Path home(String given, Map<String, String> environment) {
    if (!given.isEmpty()) return Path.of(given).toAbsolutePath().normalize();
    String named = environment.getOrDefault("STEWARD_HOME", "");
    if (!named.isEmpty()) return Path.of(named).toAbsolutePath().normalize();
    return Path.of(System.getProperty("user.home", "."), ".steward").toAbsolutePath().normalize();
  }
}
