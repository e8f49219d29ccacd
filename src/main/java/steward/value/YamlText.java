package steward.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A YAML document (or JSON, which is YAML) that remembers where each part stands, so that a fault
/// can show its line.
///
/// The tree consists of maps, lists, strings, numbers, booleans and null. Immutable.
public final class YamlText {
  /// A longer document is refused.
  public static final int LENGTH_MAX = 256 * 1024;

  /// A deeper one too, and one that repeats parts by reference beyond this many nodes.
  private static final int DEPTH_MAX = 40;

  private static final int NODES_MAX = 20_000;
  private static final int LINE_SHOWN_MAX = 160;

  private static final Pattern PASSWORD = Pattern.compile("(?<=://[^:/@\\s]{0,100}:)[^@\\s]+(?=@)");

  private final String label;
  private final List<String> lines;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, String> scalars = new LinkedHashMap<>();
  private final List<Malformed.Fault> faults = new ArrayList<>();
  private @Nullable Object tree;
  private int nodes;

  /// A place in the text: line and column from 0, and the number of characters to underline.
  record Place(int line, int column, int length) {}

  private YamlText(String label, String text) {
    this.label = label;
    this.lines = text.lines().toList();
  }

  /// Reads a document.
  ///
  /// @param label what the document is called in faults, such as its file name
  /// @throws Malformed if it is no YAML, with a mark in each fault
  public static YamlText read(String label, String text) {
    return read(label, text, LENGTH_MAX, false);
  }

  /// Reads a document in which every part stands written out where it belongs: without anchors,
  /// references and tags.
  ///
  /// @throws Malformed as [#read] does
  public static YamlText plain(String label, String text, int lengthMax) {
    return read(label, text, lengthMax, true);
  }

  private static YamlText read(String label, String text, int lengthMax, boolean plain) {
    var yaml = new YamlText(label, text);
    if (text.length() > lengthMax) {
      throw new Malformed(
          List.of(
              yaml.fault(
                  new Place(0, 0, 1),
                  "at most " + lengthMax + " characters",
                  String.valueOf(text.length()))));
    }
    yaml.parse(text, plain, lengthMax);
    if (!yaml.faults.isEmpty()) throw new Malformed(yaml.faults);
    return yaml;
  }

  /// The document; null when the text is empty.
  public @Nullable Object tree() {
    return tree;
  }

  /// The text of each scalar, as it was written, by its JSON pointer.
  public Map<String, String> scalars() {
    return scalars;
  }

  /// A sentence about a part of the document, with the part's line and a caret under it.
  ///
  /// @param pointer a JSON pointer; where nothing stands there, the nearest part around it is shown
  public String fault(String pointer, String sentence) {
    return shown(place(pointer), sentence);
  }

  /// The same faults, each with the place in this text where it stands.
  public Malformed marked(Malformed malformed) {
    return new Malformed(malformed.faults().stream().map(fault -> fault.at(mark(fault))).toList());
  }

  private Malformed.Mark mark(Malformed.Fault fault) {
    String name = fault.at().substring(fault.at().lastIndexOf('/') + 1);
    boolean ofName = fault.got().equals("'" + name + "'") && places.containsKey("#" + fault.at());
    return mark(place(ofName ? "#" + fault.at() : fault.at()), fault.sentence());
  }

  private Malformed.Mark mark(Place place, String sentence) {
    return new Malformed.Mark(place.line() + 1, place.column() + 1, shown(place, sentence));
  }

  private Malformed.Fault fault(Place place, String expected, String got) {
    var fault = new Malformed.Fault("", expected, got);
    return fault.at(mark(place, fault.sentence()));
  }

  /// Where this stands, or the nearest part around it.
  private Place place(String pointer) {
    String at = pointer;
    while (!places.containsKey(at) && !at.isEmpty()) at = at.substring(0, at.lastIndexOf('/'));
    return Optional.ofNullable(places.get(at)).orElse(new Place(0, 0, 1));
  }

  /// As [#fault], under the key of the part instead of its value.
  public String faultOfKey(String pointer, String sentence) {
    return places.containsKey("#" + pointer)
        ? fault("#" + pointer, sentence)
        : fault(pointer, sentence);
  }

  private String shown(Place place, String sentence) {
    String head =
        "%s, line %d, column %d: %s"
            .formatted(label, place.line() + 1, place.column() + 1, sentence);
    if (place.line() >= lines.size()) return head;
    String line = lines.get(place.line()).replace('\t', ' ');
    if (line.length() > LINE_SHOWN_MAX) return head;
    int length = Math.clamp(line.length() - place.column(), 1, Math.max(1, place.length()));
    String carets = " ".repeat(Math.min(place.column(), line.length())) + "^".repeat(length);
    return head + "\n    " + Text.clean(masked(line)) + "\n    " + carets;
  }

  /// The text with the password of each URL in it made unreadable, at the same length: faults end
  /// up in logs.
  public static String masked(String text) {
    return PASSWORD.matcher(text).replaceAll(found -> "*".repeat(found.group().length()));
  }

  private void parse(String text, boolean plain, int lengthMax) {
    int limit = Math.max(LENGTH_MAX, lengthMax);
    var settings = LoadSettings.builder().setLabel(label).setCodePointLimit(limit).build();
    try {
      if (plain) refuseReferences(settings, text);
      if (!faults.isEmpty()) return;
      var roots = new Compose(settings).composeString(text);
      if (roots.isPresent()) tree = value("", roots.get(), 0);
    } catch (MarkedYamlEngineException e) {
      String problem = Text.clean(String.valueOf(e.getProblem()));
      var at = e.getProblemMark().map(m -> new Place(m.getLine(), m.getColumn(), 1));
      noYaml(at.orElse(new Place(0, 0, 1)), problem);
    } catch (YamlEngineException e) {
      noYaml(new Place(0, 0, 1), Text.clean(String.valueOf(e.getMessage())));
    }
  }

  private void noYaml(Place place, String problem) {
    var fault = new Malformed.Fault("", "YAML", "a text that is none: " + problem);
    faults.add(fault.at(mark(place, "this is no YAML: " + problem)));
  }

  private void refuseReferences(LoadSettings settings, String text) {
    for (Event event : new Parse(settings).parseString(text)) {
      var anchor = event instanceof NodeEvent node ? node.getAnchor() : Optional.empty();
      var tag =
          switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.<String>empty();
          };
      Place at = place(event.getStartMark(), event.getEndMark());
      if (anchor.isPresent()) {
        faults.add(fault(at, "no anchors and references: write it out", "'" + sign(event) + "'"));
      }
      tag.ifPresent(name -> faults.add(fault(at, "no tags", "'" + Text.clean(name) + "'")));
      if (!faults.isEmpty()) return;
    }
  }

  private static String sign(Event event) {
    return Text.clean(
        switch (event) {
          case AliasEvent alias -> "*" + alias.getAlias();
          case NodeEvent node -> "&" + node.getAnchor().map(Object::toString).orElse("");
          default -> "";
        });
  }

  private @Nullable Object value(String pointer, Node node, int depth) {
    places.put(pointer, place(node));
    if (depth > DEPTH_MAX || ++nodes > NODES_MAX) {
      throw new YamlEngineException(
          "it is nested deeper than " + DEPTH_MAX + " or has more than " + NODES_MAX + " parts");
    }
    return switch (node) {
      case MappingNode mapping -> object(pointer, mapping, depth);
      case SequenceNode sequence -> {
        var list = new ArrayList<@Nullable Object>();
        for (Node item : sequence.getValue())
          list.add(value(pointer + "/" + list.size(), item, depth + 1));
        yield list;
      }
      case ScalarNode scalar -> scalar(pointer, scalar);
      default -> throw new YamlEngineException("it has a part of an unknown kind");
    };
  }

  private Map<String, @Nullable Object> object(String pointer, MappingNode mapping, int depth) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (var tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        faults.add(fault(place(tuple.getKeyNode()), "a name here", "something else"));
        continue;
      }
      String name = key.getValue();
      String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      if (object.containsKey(name)) {
        faults.add(fault(place(key), "each name once", "'" + name + "' a second time"));
        continue;
      }
      places.put("#" + at, place(key));
      object.put(name, value(at, tuple.getValueNode(), depth + 1));
    }
    return object;
  }

  private @Nullable Object scalar(String pointer, ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    scalars.put(pointer, tag.equals(Tag.NULL) ? "" : text);
    if (tag.equals(Tag.NULL)) return null;
    if (tag.equals(Tag.BOOL)) return Boolean.valueOf(text);
    try {
      if (tag.equals(Tag.INT)) return Long.valueOf(text);
      if (tag.equals(Tag.FLOAT)) return Double.valueOf(text);
    } catch (NumberFormatException _) {
      faults.add(fault(place(scalar), "a number that fits", text));
    }
    return text;
  }

  private static Place place(Node node) {
    return place(node.getStartMark(), node.getEndMark());
  }

  private static Place place(Optional<Mark> start, Optional<Mark> end) {
    if (start.isEmpty() || end.isEmpty()) return new Place(0, 0, 1);
    Mark from = start.get();
    boolean oneLine = from.getLine() == end.get().getLine();
    int length = oneLine ? end.get().getColumn() - from.getColumn() : 1;
    return new Place(from.getLine(), from.getColumn(), Math.max(1, length));
  }
}
