package steward.network.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import steward.value.Malformed;

/// All that is wrong with a file, so that whoever wrote it mends it in one go, up to a number with
/// which nobody is done soon. Confined to one reading.
final class Faults {
  static final int MOST = 50;

  private final List<Malformed.Fault> all = new ArrayList<>();

  /// What is read, or where that is refused something else to go on with.
  ///
  /// @throws Malformed where there are too many to go on
  <T> T or(T otherwise, Supplier<T> read) {
    try {
      return read.get();
    } catch (Malformed e) {
      all.addAll(e.faults());
      if (all.size() <= MOST) return otherwise;
      all.subList(MOST, all.size()).clear();
      all.add(new Malformed.Fault("", "at most " + MOST + " places to mend at once", "more"));
      throw new Malformed(all);
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
