package steward.drivers.hue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import steward.value.Text;

/// The scenes of a room by their names.
final class Scenes {
  /// What is active where no scene is.
  static final Text NONE = new Text("none");

  private static final int NAME_MAX = 120;
  private static final int NAMED_MAX = 10;

  private Scenes() {}

  /// The name as it is told and asked for.
  static String name(Resource scene) {
    String name = scene.text("metadata.name");
    return name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name;
  }

  /// The scene of this very name; of two, the first.
  static Optional<Resource> named(List<Resource> scenes, String name) {
    return scenes.stream().filter(scene -> name(scene).equals(name.strip())).findFirst();
  }

  /// What a person can ask for instead.
  static String instead(List<Resource> scenes, String name) {
    if (scenes.isEmpty()) return "the bridge has no scene for this room";
    return "this room has no scene “"
        + Text.clean(name)
        + "”; it has "
        + scenes.stream()
            .limit(NAMED_MAX)
            .map(scene -> "“" + name(scene) + "”")
            .collect(Collectors.joining(", "))
        + (scenes.size() > NAMED_MAX ? " and more" : "");
  }
}
