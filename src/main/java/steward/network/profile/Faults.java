package steward.network.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import steward.value.Malformed;

/// All that is wrong with a file, so that whoever wrote it mends it in one go. Confined to one
/// reading.
final class Faults {
  private final List<Malformed.Fault> all = new ArrayList<>();

  /// What is read, or where that is refused something else to go on with.
  <T> T or(T otherwise, Supplier<T> read) {
    try {
      return read.get();
    } catch (Malformed e) {
      all.addAll(e.faults());
      return otherwise;
    }
  }

  void check(Runnable reads) {
    or(
        "",
        () -> {
          reads.run();
          return "";
        });
  }

  /// @throws Malformed with all of them, where there is one
  void end() {
    if (!all.isEmpty()) throw new Malformed(all);
  }
}
