package steward.mqtt;

import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Keeps what must outlive the broker: sessions, subscriptions, retained messages, messages of QoS
/// 1 and 2 that wait.
///
/// `put`, `delete`, `commit`, `hasChanges` and `accepts` are called on the broker's loop and do not
/// block; `load` and `close` block and are called elsewhere, before the first and after the last of
/// them.
public interface SessionStore extends AutoCloseable {

  /// Opens the store and hands over every value that is in it.
  void load(BiConsumer<StoreKey, byte[]> each) throws IOException;

  void put(StoreKey key, byte[] value);

  void delete(StoreKey key);

  /// Whether anything was put or deleted since the last commit.
  boolean hasChanges();

  /// Writes the changes since the last commit: all or none of them survive. Then says on some
  /// thread, in the order of the calls, whether they were written. Written means safe from the end
  /// of this process; a power cut may still cost what came after the last sync.
  void commit(Consumer<Boolean> done);

  /// False while the disk is full or broken or the store has reached its limit: new messages are
  /// then refused.
  boolean accepts();

  @Override
  void close() throws IOException;

  /// Keeps nothing.
  static SessionStore none() {
    return new SessionStore() {
      @Override
      public void load(BiConsumer<StoreKey, byte[]> each) {}

      @Override
      public void put(StoreKey key, byte[] value) {}

      @Override
      public void delete(StoreKey key) {}

      @Override
      public boolean hasChanges() {
        return false;
      }

      @Override
      public void commit(Consumer<Boolean> done) {
        done.accept(true);
      }

      @Override
      public boolean accepts() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
