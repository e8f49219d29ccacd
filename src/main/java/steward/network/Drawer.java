package steward.network;

import java.io.IOException;
import java.util.Map;

/// Where a part of the network keeps its few secrets by name, sealed on the disk. Thread-safe;
/// reading answers from memory, writing blocks.
public interface Drawer {
  /// Everything in it.
  Map<String, String> all();

  /// Keeps a text; an empty one removes it. Returns when it is on the disk.
  void put(String name, String text) throws IOException;
}
