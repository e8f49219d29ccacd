package steward.network.audit;

import steward.thing.ThingId;

/// Tells what was seen of a thing without asking it. Implemented over the inventory and the ledger;
/// thread-safe, quick.
public interface Watched {
  /// Nothing was seen of any.
  Watched NOTHING = _ -> Seen.NOTHING;

  Seen of(ThingId thing);
}
