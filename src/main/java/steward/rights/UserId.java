package steward.rights;

import steward.thing.ThingId;

/// The slug by which a user is named in documents, the journal and the audit log:
/// `[a-z0-9-]{1,40}`. Never given to another user.
public record UserId(String value) {
  public UserId {
    if (!ThingId.isSlug(value))
      throw new IllegalArgumentException("a user's id is a slug, not '" + value + "'");
  }

  @Override
  public String toString() {
    return value;
  }
}
