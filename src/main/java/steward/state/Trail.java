package steward.state;

import java.util.List;

/// Which activities led to an event or a command, oldest first; the oldest are forgotten beyond
/// [#LENGTH_MAX]. Immutable.
public record Trail(List<String> activities) {
  public static final int LENGTH_MAX = 64;

  /// Nothing of ours led there.
  public static final Trail NONE = new Trail(List.of());

  public Trail {
    activities = List.copyOf(activities);
  }

  public Trail then(String activity) {
    int from = Math.max(0, activities.size() + 1 - LENGTH_MAX);
    String[] longer = new String[activities.size() - from + 1];
    for (int i = 0; i < longer.length - 1; i++) longer[i] = activities.get(from + i);
    longer[longer.length - 1] = activity;
    return new Trail(List.of(longer));
  }

  /// How often the activity is on the trail.
  public int count(String activity) {
    int count = 0;
    for (String one : activities) if (one.equals(activity)) count++;
    return count;
  }
}
