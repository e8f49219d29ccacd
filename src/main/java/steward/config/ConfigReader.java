package steward.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import steward.value.Malformed;
import steward.value.Nearest;
import steward.value.Text;
import steward.value.YamlText;

/// Lays file, environment and command line over the defaults and gathers every fault. Confined to
/// one thread; used once.
final class ConfigReader {
  /// Further faults are not shown; they are mostly consequences.
  private static final int FAULTS_MAX = 20;

  private static final int GOT_SHOWN_MAX = 80;

  /// Variables of this prefix that are no keys.
  private static final Set<String> OTHER_VARIABLES =
      Set.of("STEWARD_HOME", "STEWARD_URL", "STEWARD_JAVA_OPTS", "STEWARD_SHOW");

  private static final Map<String, Key<?>> BY_NAME =
      Keys.ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, key -> key));

  private final Path home;
  private final Map<String, Setting> settings = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /// A text for a key and how a fault of it is told.
  private record Setting(String text, UnaryOperator<String> blame) {}

  ConfigReader(Path home) {
    this.home = home;
  }

  Config read(Map<String, String> environment, List<String> commandLine) {
    readFile(home.resolve(Config.FILE));
    readEnvironment(environment);
    commandLine.forEach(this::readSetting);
    Config config = config();
    agree(config);
    if (!faults.isEmpty()) {
      throw new Misconfigured(faults.subList(0, Math.min(FAULTS_MAX, faults.size())));
    }
    return config;
  }

  private void readFile(Path file) {
    try {
      if (Files.size(file) > YamlText.LENGTH_MAX) {
        faults.add(file + ": expected at most " + YamlText.LENGTH_MAX + " bytes");
        return;
      }
      var yaml = YamlText.read(Config.FILE, Files.readString(file));
      readPart(yaml, "", "", yaml.tree());
    } catch (NoSuchFileException _) {
      // Every key has a default.
    } catch (CharacterCodingException _) {
      faults.add(file + ": expected text in UTF-8");
    } catch (IOException e) {
      faults.add(file + " cannot be read: " + e);
    } catch (Malformed e) {
      for (Malformed.Fault fault : e.faults()) {
        faults.add(fault.mark().map(Malformed.Mark::shown).orElse(fault.sentence()));
      }
    }
  }

  private void readPart(YamlText yaml, String pointer, String name, @Nullable Object part) {
    if (part instanceof Map<?, ?> map && !BY_NAME.containsKey(name)) {
      map.forEach(
          (member, value) -> readMember(yaml, pointer, name, String.valueOf(member), value));
    } else if (name.isEmpty()) {
      if (part != null)
        faults.add(yaml.fault("", "expected keys such as 'house:', got " + described(part)));
    } else if (BY_NAME.containsKey(name) && !(part instanceof Map || part instanceof List)) {
      UnaryOperator<String> blame = sentence -> yaml.fault(pointer, sentence);
      String text = yaml.scalars().getOrDefault(pointer, "");
      if (settings.put(name, new Setting(text, blame)) != null) {
        faults.add(yaml.faultOfKey(pointer, name + " is set here a second time"));
      }
    } else if (part != null) {
      Key<?> key = BY_NAME.get(name);
      String expected = key == null ? "keys below '" + name + "'" : key.kind().expected();
      faults.add(yaml.fault(pointer, name + ": expected " + expected + ", got " + described(part)));
    }
  }

  private void readMember(
      YamlText yaml, String pointer, String parent, String member, @Nullable Object value) {
    String at = pointer + "/" + member.replace("~", "~0").replace("/", "~1");
    String name = parent.isEmpty() ? member : parent + "." + member;
    boolean isGroup = Keys.ALL.stream().anyMatch(key -> key.name().startsWith(name + "."));
    if (BY_NAME.containsKey(name) || isGroup) {
      readPart(yaml, at, name, value);
    } else {
      faults.add(yaml.faultOfKey(at, unknown(name, value instanceof Map)));
    }
  }

  private static String unknown(String name, boolean group) {
    Set<String> known =
        group
            ? Keys.ALL.stream()
                .map(key -> key.name().substring(0, key.name().lastIndexOf('.')))
                .collect(Collectors.toSet())
            : BY_NAME.keySet();
    String hint =
        Nearest.to(name, known)
            .or(() -> sameEnding(name, known))
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("; docs/configuration.md lists every key");
    return "there is no key '" + cut(name) + "'" + hint;
  }

  /// Keys of which one may have been meant, put into the wrong group or into none.
  private static Optional<String> sameEnding(String name, Set<String> known) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    var ending = known.stream().filter(key -> key.endsWith("." + last)).sorted().toList();
    return ending.isEmpty() ? Optional.empty() : Optional.of(String.join("' or '", ending));
  }

  private void readEnvironment(Map<String, String> environment) {
    Map<String, Key<?>> byVariable =
        Keys.ALL.stream().collect(Collectors.toMap(Key::variable, key -> key));
    environment.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("STEWARD_"))
        .filter(entry -> !OTHER_VARIABLES.contains(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> {
          String variable = entry.getKey();
          Key<?> key = byVariable.get(variable);
          if (key == null) {
            notes.add(
                "the environment variable "
                    + cut(variable)
                    + " names no key and is ignored"
                    + Nearest.to(variable, byVariable.keySet())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(""));
          } else {
            put(key.name(), entry.getValue(), sentence -> variable + ": " + sentence);
          }
        });
  }

  private void readSetting(String setting) {
    int equals = setting.indexOf('=');
    String name = equals < 0 ? setting : setting.substring(0, equals).strip();
    UnaryOperator<String> blame = sentence -> "--set " + cut(setting) + ": " + sentence;
    if (equals < 0) {
      faults.add(blame.apply("expected key=value, such as http.port=8080"));
    } else if (!BY_NAME.containsKey(name)) {
      faults.add(blame.apply(unknown(name, false)));
    } else {
      put(name, setting.substring(equals + 1).strip(), blame);
    }
  }

  private void put(String name, String text, UnaryOperator<String> blame) {
    settings.put(name, new Setting(text, blame));
  }

  private <T> T get(Key<T> key) {
    Setting setting = settings.get(key.name());
    if (setting != null) {
      Optional<T> value = key.kind().reader().apply(setting.text());
      if (value.isPresent()) return value.get();
      String got = setting.text().isEmpty() ? "nothing" : "'" + cut(setting.text()) + "'";
      faults.add(
          setting
              .blame()
              .apply(key.name() + ": expected " + key.kind().expected() + ", got " + got));
    }
    return key.kind().reader().apply(key.standard()).orElseThrow();
  }

  private Config config() {
    return new Config(
        home,
        new Config.House(get(Keys.HOUSE_NAME)),
        new Config.Place(get(Keys.PLACE_ZONE), settings.containsKey(Keys.PLACE_ZONE.name())),
        new Config.Http(get(Keys.HTTP_PORT)),
        new Config.Https(
            get(Keys.HTTPS_PORT),
            get(Keys.HTTPS_CERTIFICATE_PORT),
            get(Keys.HTTPS_LISTEN).equals("loopback"),
            get(Keys.HTTPS_HOSTS)),
        new Config.Ssh(get(Keys.SSH_PORT)),
        new Config.Access(get(Keys.ACCESS_LOOPBACK).equals("on"), thingsInterfaces()),
        get(Keys.MDNS).equals("on"),
        new Config.Things(
            get(Keys.THINGS_LOOK).equals("on"),
            get(Keys.THINGS_HERE).equals("on"),
            get(Keys.THINGS_OLD_TLS).equals("on")),
        mqtt(),
        new Config.Webhooks(
            get(Keys.WEBHOOKS_PORT),
            get(Keys.WEBHOOKS_LISTEN).stream()
                .map(name -> name.equals("loopback") ? "127.0.0.1" : name)
                .toList(),
            get(Keys.WEBHOOKS_REACH_MACHINE).equals("on")),
        notices(),
        new Config.Clouds(
            get(Keys.CLOUDS_ALLOW),
            get(Keys.CLOUDS_HOSTS),
            get(Keys.CLOUDS_TRUST).map(home::resolve)),
        network(),
        new Config.Stock(
            get(NetworkKeys.STOCK_PORT),
            get(NetworkKeys.STOCK_LISTEN),
            get(NetworkKeys.STOCK_NETWORKS)),
        new Config.JournalKept(get(Keys.JOURNAL_KEEP), get(Keys.JOURNAL_BYTES_MAX)),
        new Config.HistoryKept(get(Keys.HISTORY_KEEP)),
        new Config.Log(get(Keys.LOG_LEVEL)),
        notes);
  }

  /// Where nobody can claim the house: behind the fence neither.
  private List<String> thingsInterfaces() {
    return Stream.concat(
            get(Keys.ACCESS_THINGS_INTERFACES).stream(), Stream.of(get(NetworkKeys.THINGS)))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private Config.Network network() {
    return new Config.Network(
        get(NetworkKeys.MODE).equals("fence"),
        get(NetworkKeys.THINGS),
        get(NetworkKeys.PORTS),
        get(NetworkKeys.HOME),
        get(NetworkKeys.FOUR),
        get(NetworkKeys.SIX),
        get(NetworkKeys.WHOLE).equals("on"),
        get(NetworkKeys.UPSTREAM),
        get(NetworkKeys.HELPER),
        new Config.Ways(
            get(NetworkKeys.WIFI),
            get(NetworkKeys.WIFI_COUNTRY),
            get(NetworkKeys.WIFI_CHANNEL),
            get(NetworkKeys.WIFI_SECURITY).equals("wpa2-wpa3"),
            get(NetworkKeys.VPN_PORT),
            get(NetworkKeys.VPN_ENDPOINTS)));
  }

  private Config.Notices notices() {
    return new Config.Notices(
        get(NoticeKeys.MAIL_SERVER),
        get(NoticeKeys.MAIL_FROM),
        get(NoticeKeys.MAIL_PASSWORD_FILE).map(home::resolve),
        get(NoticeKeys.MAIL_CA_FILE).map(home::resolve),
        get(NoticeKeys.MAIL_CERTIFICATE),
        get(NoticeKeys.NTFY_SERVER),
        get(NoticeKeys.NTFY_TOKEN_FILE).map(home::resolve),
        get(NoticeKeys.NTFY_CA_FILE).map(home::resolve),
        get(NoticeKeys.LINK));
  }

  private Config.Mqtt mqtt() {
    Optional<Path> password = get(Keys.MQTT_EXTERNAL_PASSWORD_FILE).map(home::resolve);
    Optional<Path> ca = get(Keys.MQTT_EXTERNAL_CA_FILE).map(home::resolve);
    return new Config.Mqtt(
        get(Keys.MQTT_PORT),
        get(Keys.MQTT_LISTEN),
        get(Keys.MQTT_TLS_PORT),
        get(Keys.MQTT_WEBSOCKET_PORT),
        get(Keys.MQTT_EXTERNAL).map(broker -> new Config.External(broker, password, ca)),
        get(Keys.MQTT_ANONYMOUS).equals("loopback"),
        new Config.Face(
            publishes(), get(Keys.MQTT_ANNOUNCE).equals("on"), get(Keys.MQTT_ANNOUNCE_PREFIX)),
        get(Keys.MQTT_KEEP_ALIVE_MAX),
        get(Keys.MQTT_SESSION_MAX),
        limits());
  }

  private boolean publishes() {
    String wanted = get(Keys.MQTT_PUBLISH);
    return wanted.equals("on") || wanted.equals("auto") && get(Keys.MQTT_EXTERNAL).isEmpty();
  }

  private Config.MqttLimits limits() {
    return new Config.MqttLimits(
        get(Keys.LIMIT_CLIENTS),
        get(Keys.LIMIT_SESSIONS),
        Math.toIntExact(get(Keys.LIMIT_PACKET_BYTES)),
        get(Keys.LIMIT_QUEUE_MESSAGES),
        Math.toIntExact(get(Keys.LIMIT_QUEUE_BYTES)),
        get(Keys.LIMIT_IN_FLIGHT),
        get(Keys.LIMIT_RECEIVE_MAXIMUM),
        get(Keys.LIMIT_TOPIC_ALIASES),
        get(Keys.LIMIT_TOPIC_BYTES),
        get(Keys.LIMIT_TOPIC_LEVELS),
        get(Keys.LIMIT_SUBSCRIPTIONS),
        get(Keys.LIMIT_RETAINED_MESSAGES),
        get(Keys.LIMIT_RETAINED_BYTES),
        get(Keys.LIMIT_HOUSE_MESSAGES),
        get(Keys.LIMIT_CLIENT_ID_BYTES));
  }

  /// What is right by itself but not together.
  private void agree(Config config) {
    var limits = config.mqtt().limits();
    if (limits.sessions() < limits.clients()) {
      blame(
          Keys.LIMIT_SESSIONS,
          Keys.LIMIT_CLIENTS,
          "expected at least mqtt.limits.clients, which is "
              + limits.clients()
              + ", got "
              + limits.sessions());
    }
    if (limits.queueBytes() < limits.packetBytes()) {
      blame(
          Keys.LIMIT_QUEUE_BYTES,
          Keys.LIMIT_PACKET_BYTES,
          "expected at least mqtt.limits.packet-bytes, which is %s, got %s"
              .formatted(Kind.sizeText(limits.packetBytes()), Kind.sizeText(limits.queueBytes())));
    }
    if (config.notices().mail().isPresent() && config.notices().from().isEmpty())
      blame(
          NoticeKeys.MAIL_FROM,
          NoticeKeys.MAIL_SERVER,
          "expected a mail address where there is a notify.mail.server, got nothing");
    var taken = new HashMap<Integer, Key<Port>>();
    takePort(taken, Keys.HTTP_PORT, config.http().port());
    takePort(taken, Keys.HTTPS_PORT, config.https().port());
    takePort(taken, Keys.HTTPS_CERTIFICATE_PORT, config.https().certificatePort());
    takePort(taken, Keys.SSH_PORT, config.ssh().port());
    if (config.mqtt().external().isEmpty()) {
      takePort(taken, Keys.MQTT_PORT, config.mqtt().port());
      takePort(taken, Keys.MQTT_TLS_PORT, config.mqtt().tlsPort());
    }
    takePort(taken, Keys.MQTT_WEBSOCKET_PORT, config.mqtt().websocketPort());
    takePort(taken, Keys.WEBHOOKS_PORT, config.webhooks().port());
    takePort(taken, NetworkKeys.STOCK_PORT, config.stock().port());
  }

  private void takePort(Map<Integer, Key<Port>> taken, Key<Port> key, Port port) {
    if (port.number() <= 0) return;
    Key<Port> other = taken.putIfAbsent(port.number(), key);
    if (other != null) {
      var blamed = settings.containsKey(key.name()) ? key : other;
      var against = blamed.equals(key) ? other : key;
      blame(
          blamed,
          against,
          "expected a port of its own, got " + port + ", which " + against.name() + " has too");
    }
  }

  /// Blames what was set: the key, or else the other one, which its default does not go with.
  private void blame(Key<?> key, Key<?> other, String sentence) {
    Setting setting = settings.getOrDefault(key.name(), settings.get(other.name()));
    String whole = key.name() + ": " + sentence;
    faults.add(setting == null ? whole : setting.blame().apply(whole));
  }

  private static String described(Object part) {
    return switch (part) {
      case Map<?, ?> map ->
          "keys below it: "
              + map.keySet().stream()
                  .map(String::valueOf)
                  .sorted(Comparator.naturalOrder())
                  .map(ConfigReader::cut)
                  .limit(5)
                  .collect(Collectors.joining(", "));
      case List<?> list -> "a list of " + list.size();
      default -> "'" + cut(String.valueOf(part)) + "'";
    };
  }

  private static String cut(String text) {
    String clean = Text.clean(YamlText.masked(text));
    return clean.length() <= GOT_SHOWN_MAX ? clean : clean.substring(0, GOT_SHOWN_MAX - 1) + "…";
  }
}
