package steward.ready;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steward.activity.Activity;
import steward.activity.text.ActivityText;
import steward.activity.text.Names;
import steward.loop.PlaceThing;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Malformed;
import steward.value.Tree;
import steward.value.YamlText;

/// An activity that is written but for what it is about: its slots are filled with things of the
/// house. Immutable. The texts are resources of the program.
///
/// @param id as the text is called
/// @param says what it is good for, for people
/// @param text the activity, in which `$SLOT` stands for what fills the slot
public record ReadyMade(String id, String name, String says, List<Slot> slots, Tree text) {
  /// Those that there are, in the order in which they are shown.
  private static final List<String> IDS =
      List.of(
          "light-at-night",
          "everyone-away",
          "everyone-in-bed",
          "wake-up",
          "door-left-open",
          "doorbell",
          "window-open-heating-down",
          "damp-fan",
          "plug-off-when-charged",
          "looks-lived-in",
          "alarm",
          "smoke-alarm",
          "water-alarm",
          "low-battery");

  public ReadyMade {
    slots = List.copyOf(slots);
  }

  private static final class All {
    static final List<ReadyMade> LIST = IDS.stream().map(ReadyMade::load).toList();
  }

  /// All that there are. The first call reads them; later ones cost nothing.
  public static List<ReadyMade> all() {
    return All.LIST;
  }

  public static Optional<ReadyMade> find(String id) {
    return all().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private static ReadyMade load(String id) {
    String file = id + ".yaml";
    try (InputStream in = ReadyMade.class.getResourceAsStream(file)) {
      if (in == null) throw new IllegalStateException("the program lacks its resource " + file);
      return read(id, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReadyMade read(String id, String text) {
    YamlText yaml = YamlText.plain(id + ".yaml", text, YamlText.LENGTH_MAX);
    Tree tree = Tree.of(yaml.tree()).only(Set.of("name", "says", "slots", "activity"));
    Tree slots = tree.get("slots");
    return new ReadyMade(
        id,
        tree.get("name").text(),
        tree.get("says").text(),
        slots.object().keySet().stream()
            .map(name -> Slot.read(String.valueOf(name), slots.get(String.valueOf(name))))
            .toList(),
        tree.get("activity"));
  }

  /// Whether every slot can be filled in this house.
  public boolean isPossible(Names names) {
    return isPlaced(names)
        && slots.stream().allMatch(slot -> !slot.isThing() || !slot.choices(names).isEmpty());
  }

  /// Whether what it asks of the house itself, such as who is home, is known in this one.
  private boolean isPlaced(Names names) {
    return !String.valueOf(text.node()).contains("thing=" + PlaceThing.ID)
        || names.thing(PlaceThing.ID).isPresent();
  }

  /// The activity, filled in, under an id that no activity of the house has.
  ///
  /// @param fill by the name of the slot: the id of a thing, several with commas between,
  ///   `group:ID`, `room:NAME`, `all`, or an amount
  /// @throws Malformed with every slot that is not filled with what can do it
  public Activity filled(Map<String, String> fill, Names names) {
    var faults = new ArrayList<Malformed.Fault>();
    List<String> known = slots.stream().map(Slot::name).toList();
    for (String given : fill.keySet())
      if (!known.contains(given))
        faults.add(
            new Malformed.Fault(
                "/fill/" + given, "one of " + String.join(", ", known), "'" + given + "'"));
    if (!isPlaced(names))
      faults.add(
          new Malformed.Fault(
              "", "a house that was told where it is, see its place", "one without"));
    var nodes = new LinkedHashMap<String, Object>();
    for (Slot slot : slots) {
      try {
        nodes.put(slot.name(), slot.filled(Optional.ofNullable(fill.get(slot.name())), names));
      } catch (Malformed malformed) {
        faults.addAll(malformed.faults());
      }
    }
    if (!faults.isEmpty()) throw new Malformed(faults);
    String free = free(names);
    var document = new LinkedHashMap<Object, @Nullable Object>();
    document.put("id", free);
    document.put("name", name);
    text.object().forEach((member, node) -> document.put(member, put(node, nodes)));
    return ActivityText.read(Tree.of(document), free, names);
  }

  private String free(Names names) {
    String free = id;
    for (int n = 2; names.activity(free).isPresent(); n++) {
      String tail = "-" + n;
      free = id.substring(0, Math.min(id.length(), ThingId.LENGTH_MAX - tail.length())) + tail;
    }
    return free;
  }

  /// The same part of the text, with what fills the slots.
  private static @Nullable Object put(@Nullable Object node, Map<String, Object> nodes) {
    return switch (node) {
      case Map<?, ?> map -> {
        var filled = new LinkedHashMap<Object, @Nullable Object>();
        map.forEach((member, part) -> filled.put(member, put(part, nodes)));
        yield filled;
      }
      case List<?> list -> {
        var filled = new ArrayList<@Nullable Object>();
        for (Object part : list) filled.add(put(part, nodes));
        yield filled;
      }
      case String text when text.startsWith("$") && nodes.containsKey(text.substring(1)) ->
          plain(nodes.get(text.substring(1)));
      case null, default -> node;
    };
  }

  /// Whole numbers are written as such.
  private static @Nullable Object plain(@Nullable Object node) {
    return node instanceof Double number && number == Math.rint(number)
        ? (Object) Long.valueOf(Amount.plain(number))
        : node;
  }
}
