package steward.rights;

import steward.thing.ThingId;

/// The slug by which a client is named in documents, the journal and the audit log:
/// `[a-z0-9-]{1,40}`. It is no secret and no proof; never given to another client.
public record ClientId(String value) {
  public ClientId {
    if (!ThingId.isSlug(value))
      throw new IllegalArgumentException("a client's id is a slug, not '" + value + "'");
  }

  @Override
  public String toString() {
    return value;
  }
}
