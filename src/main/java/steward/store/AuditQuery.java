package steward.store;

import java.util.Optional;
import java.util.OptionalLong;

/// Which entries of the audit log, newest first. Immutable.
///
/// @param principal exactly this one, or of this user: `alice` finds `alice/phone` too
/// @param before only entries with a smaller number
/// @param limit at most so many, 1 to [#LIMIT_MAX]
public record AuditQuery(
    Optional<String> principal,
    Optional<String> operation,
    Optional<String> verdict,
    OptionalLong before,
    int limit) {
  public static final int LIMIT_MAX = 500;

  public AuditQuery {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("the limit is 1 to " + LIMIT_MAX + ", not " + limit);
    }
  }

  public static AuditQuery newest(int limit) {
    return new AuditQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(), limit);
  }
}
