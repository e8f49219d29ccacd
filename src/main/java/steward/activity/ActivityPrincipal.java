package steward.activity;

import java.util.Optional;

/// Who an activity is in the journal and in commands: `activity:ID@VERSION`. Pure.
public final class ActivityPrincipal {
  private static final String PREFIX = "activity:";

  private ActivityPrincipal() {}

  public static String of(Activity activity) {
    return PREFIX + activity.id() + "@" + activity.version();
  }

  /// The id of the activity, or empty where somebody else is meant.
  public static Optional<String> activity(String principal) {
    int version = principal.lastIndexOf('@');
    return principal.startsWith(PREFIX) && version > 0
        ? Optional.of(principal.substring(PREFIX.length(), version))
        : Optional.empty();
  }
}
