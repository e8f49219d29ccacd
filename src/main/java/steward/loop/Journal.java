package steward.loop;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Where entries are kept. Implemented by `store`. Thread-safe; appending never blocks on the disk.
public interface Journal {

  /// Takes the next entry, in order of its number. Called by the house thread only.
  void append(Entry entry);

  /// Completes when this entry and all before it would survive `kill -9` and, if `synced`, a power
  /// cut. Completes exceptionally when the disk refuses; the house runs on.
  CompletableFuture<Void> written(long seq, boolean synced);

  /// The number of the last entry, or 0.
  long last();

  /// The number of the oldest entry that is still kept, or 1.
  long first();

  /// Hands over the entries `from..to` that are kept, both included, in order. Sees everything
  /// appended before the call.
  void read(long from, long to, Consumer<Entry> reader);
}
