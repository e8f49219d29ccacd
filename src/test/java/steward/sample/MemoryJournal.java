package steward.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import steward.loop.Entry;
import steward.loop.HouseState;
import steward.loop.Journal;

/// A journal and its snapshots in memory, for tests of the house without a disk.
public final class MemoryJournal implements Journal, HouseState.States {
  private final List<Entry> entries = new ArrayList<>();
  private Optional<HouseState> state = Optional.empty();

  @Override
  public synchronized void append(Entry entry) {
    if (entry.seq() != entries.size() + 1) {
      throw new IllegalStateException("entry " + entry.seq() + " after " + entries.size());
    }
    entries.add(entry);
  }

  @Override
  public CompletableFuture<Void> written(long seq, boolean synced) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized long last() {
    return entries.size();
  }

  @Override
  public long first() {
    return 1;
  }

  @Override
  public synchronized void read(long from, long to, Consumer<Entry> reader) {
    List.copyOf(entries.subList((int) Math.max(0, from - 1), (int) Math.min(to, entries.size())))
        .forEach(reader);
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// Loses everything after this entry, as a crash does.
  public synchronized void cut(long last) {
    while (entries.size() > last) entries.removeLast();
    if (state.isPresent() && state.get().seq() > last) state = Optional.empty();
  }

  @Override
  public synchronized void keep(HouseState newer) {
    state = Optional.of(newer);
  }

  @Override
  public synchronized Optional<HouseState> newest() {
    return state;
  }

  @Override
  public synchronized Optional<HouseState> before(long seq) {
    return state.filter(kept -> kept.seq() <= seq);
  }

  public synchronized void forgetState() {
    state = Optional.empty();
  }
}
