package steward.activity.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.activity.Activity;
import steward.thing.Group;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;
import steward.value.YamlLines;
import steward.value.YamlText;

/// Activities and groups as YAML. Each fault of a text has a mark: line, column, and the line with
/// carets under the place.
public final class ActivityYaml {
  /// A longer text is refused.
  public static final int LENGTH_MAX = 64 * 1024;

  private ActivityYaml() {}

  /// Reads what a person wrote. Its id is the one that stands in it, else one made of its name.
  ///
  /// @param label what the text is called in faults, such as its file name
  /// @throws Malformed if it is no YAML or no activity of this house
  public static Activity read(String label, String text, Names names) {
    return read(label, text, Optional.empty(), names);
  }

  /// As [#read], of the activity with this id, whatever the text says.
  public static Activity read(String label, String text, String id, Names names) {
    return read(label, text, Optional.of(id), names);
  }

  private static Activity read(String label, String text, Optional<String> id, Names names) {
    YamlText yaml = YamlText.plain(label, text, LENGTH_MAX);
    try {
      Tree tree = Tree.of(yaml.tree());
      return ActivityText.read(tree, id.orElseGet(() -> id(tree)), names);
    } catch (Malformed malformed) {
      throw yaml.marked(malformed);
    }
  }

  /// Reads the text as what was kept: what it names may be gone.
  public static Activity kept(String label, String text) {
    YamlText yaml = YamlText.plain(label, text, LENGTH_MAX);
    try {
      Tree tree = Tree.of(yaml.tree());
      var body = new LinkedHashMap<Object, Object>(tree.object());
      body.put("id", id(tree));
      return ActivityText.kept(Tree.of(body));
    } catch (Malformed malformed) {
      throw yaml.marked(malformed);
    }
  }

  /// Reads a group.
  ///
  /// @throws Malformed if it is no YAML or no group of this house
  public static Group group(String label, String text, Names names) {
    return group(label, text, Optional.empty(), names);
  }

  /// As [#group], of the group with this id, whatever the text says.
  public static Group group(String label, String text, String id, Names names) {
    return group(label, text, Optional.of(id), names);
  }

  private static Group group(String label, String text, Optional<String> id, Names names) {
    YamlText yaml = YamlText.plain(label, text, LENGTH_MAX);
    try {
      Tree tree = Tree.of(yaml.tree());
      return GroupText.read(tree, id.orElseGet(() -> id(tree)), names);
    } catch (Malformed malformed) {
      throw yaml.marked(malformed);
    }
  }

  private static String id(Tree tree) {
    return tree.has("id")
        ? tree.get("id").text(ThingId.LENGTH_MAX)
        : ThingId.from(tree.get("name").text(1_000)).value();
  }

  /// The whole activity.
  public static String write(Activity activity) {
    return YamlLines.write(ActivityWriter.write(activity));
  }

  /// What a person wrote of it: without the members that the house keeps.
  public static String draft(Activity activity) {
    Map<String, Object> document = ActivityWriter.write(activity);
    document.keySet().removeAll(Set.of("version", "owner"));
    if (activity.armed()) document.remove("armed");
    return YamlLines.write(document);
  }

  public static String write(Group group) {
    return YamlLines.write(GroupText.write(group));
  }
}
