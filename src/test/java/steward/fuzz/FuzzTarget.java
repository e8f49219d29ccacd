package steward.fuzz;

import java.util.List;

/// Something that reads what anybody may send. Whatever it throws is a fault.
///
/// In the normal check it is fed with its seeds and mutations of them; `./steward fuzz NAME` lets
/// Jazzer look for inputs that take ways through the code which none took before.
public interface FuzzTarget {

  /// How it is called on the command line.
  String name();

  /// Inputs that are good, or were once a fault.
  List<byte[]> seeds();

  /// Reads one input, and checks what must hold whatever it is.
  void take(byte[] input);

  /// Throws unless this holds.
  static void mustHold(boolean holds, String otherwise) {
    if (!holds) throw new AssertionError(otherwise);
  }
}
