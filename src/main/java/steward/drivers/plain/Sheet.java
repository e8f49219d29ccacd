package steward.drivers.plain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Message.Publish;
import steward.thing.Property;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Span;

/// A sheet, read: what a thing on MQTT reports where, and what is published for its actions.
record Sheet(
    String key,
    @Nullable Availability online,
    Duration quiet,
    @Nullable Publish ask,
    Map<Property, Observed> observed,
    Map<ActionKind, Deed> deeds) {
  static final String PREFIX_OBSERVE = "observe.";
  static final String PREFIX_PERFORM = "perform.";
  static final String PREFIX_CONFIRM = "confirm.";
  static final String PREFIX_RANGE = "range.";
  private static final Set<String> OTHER_PARTS =
      Set.of("key", "name", "kind", "maker", "model", "firmware", "online", "quiet", "ask");
  private static final Pattern KIND =
      Pattern.compile("/device/[a-z]{1,20}/[a-z0-9-]{1,40}/[a-z0-9-]{1,40}");

  Sheet {
    observed = Map.copyOf(observed);
    deeds = Map.copyOf(deeds);
  }

  /// An action: what is published for each word or for any value, how it can be asked for, and how
  /// it is confirmed.
  record Deed(
      Ability ability,
      Map<String, Performed> byWord,
      @Nullable Performed any,
      Confirmation confirmation) {

    /// What is published for the action; empty for a word that the sheet does not have.
    Optional<Performed> performed(Action action) {
      String word =
          switch (action) {
            case Action.Turn(Action.Turn.To to) -> to.name().toLowerCase(java.util.Locale.ROOT);
            case Action.Put(_, steward.value.Word(String put)) -> put;
            case Action.Put _, Action.Plain _, Action.Tell _ -> "";
          };
      Performed own = byWord.get(word);
      return Optional.ofNullable(own == null ? any : own);
    }
  }

  /// Reads the sheet.
  ///
  /// @throws Malformed with the part that is wrong
  static Sheet read(Binding binding) {
    Map<String, String> parts = binding.parts();
    String key = binding.part("key");
    if (!ThingId.isSlug(key))
      throw new Malformed("/binding/key", "1 to 40 of a-z, 0-9 and -", "'" + key + "'");
    checkKind(binding);
    var observed = new LinkedHashMap<Property, Observed>();
    var performs = new EnumMap<ActionKind, Map<String, Performed>>(ActionKind.class);
    parts.forEach((part, line) -> {
      if (part.startsWith(PREFIX_OBSERVE)) {
        Property property = property(part, part.substring(PREFIX_OBSERVE.length()));
        observed.put(property, Observed.read(part, property, line));
      } else if (part.startsWith(PREFIX_PERFORM)) {
        String[] name = part.substring(PREFIX_PERFORM.length()).split("\\.", 2);
        ActionKind kind = action(part, name[0]);
        performs
            .computeIfAbsent(kind, _ -> new LinkedHashMap<>())
            .put(name.length == 2 ? name[1] : "", Performed.read(part, kind, line));
      } else if (!isKnown(part)) {
        throw new Malformed("/binding/" + part, "a part of a sheet", "'" + part + "'");
      }
    });
    if (observed.isEmpty() && performs.isEmpty()) {
      throw new Malformed("/binding", "at least one observe.PROPERTY or perform.ACTION", "none");
    }
    var deeds = new EnumMap<ActionKind, Deed>(ActionKind.class);
    performs.forEach((kind, lines) -> deeds.put(kind, Deeds.deed(kind, lines, observed, parts)));
    checkBelongs(parts.keySet(), deeds.keySet());
    Availability online =
        parts.containsKey("online") ? Availability.read(binding.part("online")) : null;
    return new Sheet(
        key, online, quiet(parts.getOrDefault("quiet", "0s")), ask(binding), observed, deeds);
  }

  private static boolean isKnown(String part) {
    return OTHER_PARTS.contains(part)
        || part.startsWith(PREFIX_CONFIRM)
        || part.startsWith(PREFIX_RANGE);
  }

  private static void checkBelongs(Collection<String> parts, Set<ActionKind> performed) {
    for (String part : parts) {
      boolean confirm = part.startsWith(PREFIX_CONFIRM);
      if (!confirm && !part.startsWith(PREFIX_RANGE)) continue;
      String name = part.substring((confirm ? PREFIX_CONFIRM : PREFIX_RANGE).length());
      if (!performed.contains(action(part, name))) {
        throw new Malformed("/binding/" + part, "a part perform." + name + " beside it", "none");
      }
    }
  }

  private static void checkKind(Binding binding) {
    String kind = binding.part("kind", "/device/sensor/plain/thing");
    if (!KIND.matcher(kind).matches()) {
      throw new Malformed(
          "/binding/kind", "a path such as /device/motive/plain/lock", "'" + kind + "'");
    }
  }

  private static Property property(String part, String name) {
    return Property.named(name)
        .orElseThrow(() ->
            new Malformed(
                "/binding/" + part,
                "a property of the dictionary behind observe.",
                "'" + name + "'"));
  }

  private static ActionKind action(String part, String name) {
    return ActionKind.labelled(name)
        .orElseThrow(() ->
            new Malformed(
                "/binding/" + part,
                "one of "
                    + String.join(
                        ", ",
                        List.of(ActionKind.values()).stream().map(ActionKind::label).toList()),
                "'" + name + "'"));
  }

  private static Duration quiet(String text) {
    Duration quiet;
    try {
      quiet = Span.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed("/binding/quiet", "a span such as 15m", "'" + text + "'");
    }
    if (quiet.isNegative() || quiet.compareTo(Duration.ofDays(31)) > 0) {
      throw new Malformed("/binding/quiet", "a span up to 31d", "'" + text + "'");
    }
    return quiet;
  }

  private static @Nullable Publish ask(Binding binding) {
    if (!binding.parts().containsKey("ask")) return null;
    Performed ask = Performed.read("ask", ActionKind.WAKE, binding.part("ask"));
    ask.needPlaceholders("ask", 0);
    return ask.message(new Action.Plain(ActionKind.WAKE), null);
  }

  /// The topics on which the thing reports.
  Set<String> topics() {
    var topics = new LinkedHashSet<String>();
    observed.values().forEach(line -> topics.add(line.topic()));
    if (online != null) topics.add(online.topic());
    return topics;
  }

  /// The topics on which the thing is asked.
  Set<String> asked() {
    var topics = new LinkedHashSet<String>();
    if (ask != null) topics.add(ask.topic());
    for (Deed deed : deeds.values()) {
      deed.byWord().values().forEach(performed -> topics.add(performed.topic()));
      if (deed.any() != null) topics.add(deed.any().topic());
    }
    return topics;
  }

  /// The lines of one topic and the pointers they need.
  List<Observed> linesOf(String topic) {
    var lines = new ArrayList<Observed>();
    for (Property property : Property.all()) {
      Observed line = observed.get(property);
      if (line != null && line.topic().equals(topic)) lines.add(line);
    }
    return lines;
  }
}
