package steward.store;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.loop.HouseState;
import steward.loop.Snapshots;
import steward.value.Malformed;

/// Keeps the house's states as snapshots: made into JSON off the house thread, one at a time.
/// Thread-safe.
public final class StateSnapshots implements HouseState.States {
  private static final Logger LOG = LoggerFactory.getLogger(StateSnapshots.class);

  private final Snapshots snapshots;
  private final AtomicBoolean busy = new AtomicBoolean();

  public StateSnapshots(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /// Skips this state when an older one is still being written: the journal's tail makes up for it.
  @Override
  public void keep(HouseState state) {
    if (!busy.compareAndSet(false, true)) return;
    Thread.startVirtualThread(() -> {
      try {
        keepNow(state);
      } catch (RuntimeException e) {
        LOG.warn("the snapshot at {} could not be made", state.seq(), e);
      } finally {
        busy.set(false);
      }
    });
  }

  /// Keeps this state on the calling thread: for an orderly stop.
  public void keepNow(HouseState state) {
    snapshots.keep(
        new Snapshots.Snapshot(
            state.seq(),
            state.at().toEpochMilli(),
            state.mono(),
            state.semantics(),
            StateJson.write(state)));
  }

  @Override
  public Optional<HouseState> newest() {
    return snapshots.newest().flatMap(StateSnapshots::state);
  }

  @Override
  public Optional<HouseState> before(long seq) {
    return snapshots.before(seq).flatMap(StateSnapshots::state);
  }

  private static Optional<HouseState> state(Snapshots.Snapshot snapshot) {
    try {
      return Optional.of(StateJson.read(snapshot));
    } catch (Malformed | IllegalArgumentException e) {
      LOG.warn(
          "the snapshot at {} cannot be read; the journal is replayed instead", snapshot.seq(), e);
      return Optional.empty();
    }
  }
}
