package steward.drivers.mqttdiscovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import steward.driver.Payload;
import steward.drivers.mqttdiscovery.template.Template;
import steward.value.Text;

/// Where it is said whether an entity is there, and how several such topics are taken together.
/// Immutable.
record Availability(List<Source> sources, Mode mode) {
  static final Availability NONE = new Availability(List.of(), Mode.LATEST);

  private static final String KEY = "availability";
  private static final String MODE = "availability_mode";
  private static final int SOURCES_MAX = 8;
  private static final int TEMPLATE_LENGTH_MAX = 500;

  Availability {
    sources = List.copyOf(sources);
  }

  /// How several topics are taken together.
  enum Mode {
    ALL,
    ANY,
    LATEST
  }

  /// One topic, and the payloads that mean there and gone.
  record Source(String topic, String present, String absent, Template template) {

    /// What a payload says; nothing where it says neither.
    Optional<Boolean> read(Template.Arrival payload) {
      String said = template.render(payload).orElse("");
      if (said.equals(present)) return Optional.of(true);
      return said.equals(absent) ? Optional.of(false) : Optional.empty();
    }
  }

  /// Puts the sources of an announcement into one key, a line each.
  static void keys(Payload json, SortedMap<String, String> keys, String base) {
    var lines = new ArrayList<String>();
    Payload list = json.at(KEY).isMissing() ? json.at("avty") : json.at(KEY);
    for (Payload one : list.items()) {
      if (lines.size() == SOURCES_MAX) break;
      line(
              Announcement.based(text(one, "topic", "t"), base),
              text(one, "payload_available", "pl_avail"),
              text(one, "payload_not_available", "pl_not_avail"),
              text(one, "value_template", "val_tpl"))
          .ifPresent(lines::add);
    }
    if (lines.isEmpty()) {
      line(
              keys.getOrDefault("availability_topic", ""),
              keys.getOrDefault("payload_available", ""),
              keys.getOrDefault("payload_not_available", ""),
              keys.getOrDefault("availability_template", ""))
          .ifPresent(lines::add);
    }
    keys.keySet()
        .removeAll(
            List.of(
                "availability_topic",
                "payload_available",
                "payload_not_available",
                "availability_template"));
    keys.remove(KEY);
    if (!lines.isEmpty()) keys.put(KEY, String.join("\n", lines));
  }

  private static String text(Payload one, String name, String brief) {
    return Announcement.scalar(one.at(name).isMissing() ? one.at(brief) : one.at(name));
  }

  private static Optional<String> line(String topic, String yes, String no, String template) {
    if (!Topics.isHeard(topic) || template.length() > TEMPLATE_LENGTH_MAX) return Optional.empty();
    return Optional.of(
        String.join(
            "\t",
            topic,
            Text.clean(yes.isEmpty() ? "online" : yes),
            Text.clean(no.isEmpty() ? "offline" : no),
            Text.clean(template.replaceAll("\\s+", " "))));
  }

  static Availability of(Entity entity) {
    var sources = new ArrayList<Source>();
    for (String line : entity.list(KEY)) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 4)
        sources.add(new Source(parts[0], parts[1], parts[2], Template.of(parts[3])));
    }
    Mode mode =
        switch (entity.key(MODE)) {
          case "all" -> Mode.ALL;
          case "any" -> Mode.ANY;
          default -> Mode.LATEST;
        };
    return sources.isEmpty() ? NONE : new Availability(sources, mode);
  }

  /// Both: of several entities of one thing each source once; what they disagree in, the first
  /// says.
  Availability with(Availability other) {
    if (other.sources.isEmpty()) return this;
    if (sources.isEmpty()) return other;
    Map<String, Source> all = new LinkedHashMap<>();
    sources.forEach(source -> all.put(source.topic(), source));
    other.sources.forEach(source -> all.putIfAbsent(source.topic(), source));
    return new Availability(all.values().stream().limit(SOURCES_MAX).toList(), mode);
  }

  /// What is known all in all.
  ///
  /// @param said by topic, the latest last
  Optional<Boolean> sum(Map<String, Boolean> said) {
    var mine = sources.stream().filter(source -> said.containsKey(source.topic())).toList();
    if (mine.isEmpty()) return Optional.empty();
    return switch (mode) {
      case ALL ->
          mine.stream().anyMatch(source -> !said.getOrDefault(source.topic(), true))
              ? Optional.of(false)
              : mine.size() == sources.size() ? Optional.of(true) : Optional.empty();
      case ANY ->
          mine.stream().anyMatch(source -> said.getOrDefault(source.topic(), false))
              ? Optional.of(true)
              : mine.size() == sources.size() ? Optional.of(false) : Optional.empty();
      case LATEST -> latest(said);
    };
  }

  private Optional<Boolean> latest(Map<String, Boolean> said) {
    Boolean last = null;
    for (Map.Entry<String, Boolean> entry : said.entrySet())
      if (sources.stream().anyMatch(source -> source.topic().equals(entry.getKey())))
        last = entry.getValue();
    return Optional.ofNullable(last);
  }
}
