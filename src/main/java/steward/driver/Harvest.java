package steward.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Takes the values at wanted places out of a JSON document in one pass, and skips the rest unread.
/// Immutable.
///
/// Made once for a device, used for each of its messages. A document is read whole or not at all.
///
/// @param <T> what stands for a place
public final class Harvest<T> {
  /// More values than this in one document are left.
  public static final int FOUND_MAX = 400;

  private static final int STRANGERS_MAX = 20;
  private static final int NAME_LENGTH_MAX = 80;

  private final Node<T> top;

  private Harvest(Node<T> top) {
    this.top = top;
  }

  /// A value at a wanted place.
  public record Found<T>(T place, Payload value) {}

  /// What a document held. `strangers` are names at its top that nobody wanted or ignored; at most
  /// 20.
  public record Crop<T>(List<Found<T>> found, List<String> strangers) {}

  private static final class Node<T> {
    @Nullable T place;
    Map<String, Node<T>> children = new HashMap<>(4);

    /// Its members are those of the document itself.
    boolean isTop;
  }

  /// Collects the places. Confined to one thread.
  public static final class Builder<T> {
    private final Node<T> top = new Node<>();
    private final List<Node<T>> wrappers = new ArrayList<>();

    /// Wants the value at this path; of two for the same path the first holds.
    public Builder<T> want(T place, String... path) {
      return want(place, List.of(path));
    }

    public Builder<T> want(T place, List<String> path) {
      Node<T> node = node(path);
      if (node.place == null) node.place = place;
      return this;
    }

    /// Says that these names at the top are known and not wanted.
    public Builder<T> ignore(String... names) {
      for (String name : names) node(List.of(name));
      return this;
    }

    /// Says that the object of this name holds the same places as the document itself.
    public Builder<T> wrapper(String name) {
      Node<T> node = node(List.of(name));
      wrappers.add(node);
      return this;
    }

    private Node<T> node(List<String> path) {
      Node<T> node = top;
      for (String name : path) node = node.children.computeIfAbsent(name, _ -> new Node<>());
      return node;
    }

    public Harvest<T> build() {
      top.isTop = true;
      for (Node<T> wrapper : wrappers) {
        wrapper.isTop = true;
        wrapper.children = top.children;
      }
      return new Harvest<>(top);
    }
  }

  /// What the document holds; nothing where it is no whole JSON object.
  public Optional<Crop<T>> of(Bytes document) {
    return read(document, top);
  }

  /// The same for a document that is itself the object of this name at the top.
  public Optional<Crop<T>> of(Bytes document, String under) {
    Node<T> node = top.children.get(under);
    return read(document, node == null ? new Node<>() : node);
  }

  private Optional<Crop<T>> read(Bytes document, Node<T> level) {
    if (document.length() > Payload.BYTES_MAX) return Optional.empty();
    var crop = new Crop<T>(new ArrayList<>(8), new ArrayList<>(2));
    try (JsonParser parser = Payload.parser(document)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
      walk(parser, level, crop);
      return Optional.of(crop);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private void walk(JsonParser parser, Node<T> level, Crop<T> crop) {
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      Node<T> node = level.children.get(name);
      if (node == null) {
        if (level.isTop) meet(name, crop.strangers);
        parser.skipChildren();
      } else if (token == JsonToken.START_OBJECT && !node.children.isEmpty()) {
        walk(parser, node, crop);
      } else if (node.place != null && crop.found.size() < FOUND_MAX) {
        crop.found.add(new Found<>(node.place, Payload.of(parser)));
      } else {
        parser.skipChildren();
      }
    }
  }

  private static void meet(String name, List<String> strangers) {
    if (strangers.size() < STRANGERS_MAX && name.length() <= NAME_LENGTH_MAX) strangers.add(name);
  }
}
