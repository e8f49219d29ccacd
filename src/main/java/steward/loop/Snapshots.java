package steward.loop;

import java.util.Optional;

/// Where the house's state is kept between runs. Implemented by `store`. Thread-safe.
public interface Snapshots {

  /// Keeps this snapshot, off the calling thread; a newer one replaces it.
  void keep(Snapshot snapshot);

  /// The newest snapshot that can be read.
  Optional<Snapshot> newest();

  /// The newest snapshot after entry `seq` at the latest that can be read. Of older ones, one a day
  /// is kept.
  Optional<Snapshot> before(long seq);

  /// The house's whole state after entry `seq`, as a JSON document, with the engine's semantics
  /// version.
  record Snapshot(long seq, long at, long mono, int semantics, String json) {}
}
