package steward.activity.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.activity.Activity;
import steward.thing.Group;

/// Who names a group, as far as documents say it: it may not be deleted under them.
public final class GroupUse {
  private GroupUse() {}

  /// Who names a group.
  ///
  /// @param kind `activity` or `group`
  public record User(String kind, String id, String name) {
    /// For a sentence.
    public String words() {
      return "the " + kind + " " + id;
    }
  }

  /// The activities and the other groups that name this group.
  public static List<User> of(String group, Names names) {
    var users = new ArrayList<User>();
    for (Activity activity : names.activities()) {
      if (names(ActivityWriter.write(activity), group))
        users.add(new User("activity", activity.id(), activity.name()));
    }
    for (Group other : names.groups()) {
      if (!other.id().equals(group) && names(GroupText.write(other), group))
        users.add(new User("group", other.id(), other.name()));
    }
    return List.copyOf(users);
  }

  /// In the language `group` is the name of nothing else.
  private static boolean names(@Nullable Object document, String group) {
    return switch (document) {
      case Map<?, ?> map ->
          group.equals(map.get("group"))
              || map.values().stream().anyMatch(part -> names(part, group));
      case List<?> list -> list.stream().anyMatch(part -> names(part, group));
      case null, default -> false;
    };
  }
}
