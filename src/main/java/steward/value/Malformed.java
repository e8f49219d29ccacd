package steward.value;

import java.util.List;
import java.util.Optional;

/// Input that cannot be read: what, which one, and what was expected. Thrown at the border, before
/// anything is done.
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  public Malformed(List<Fault> faults) {
    super(faults.isEmpty() ? "malformed" : faults.getFirst().sentence());
    this.faults = List.copyOf(faults);
  }

  public Malformed(String at, String expected, String got) {
    this(List.of(new Fault(at, expected, got)));
  }

  public List<Fault> faults() {
    return faults;
  }

  /// Where a fault stands in a text that a person wrote.
  ///
  /// @param line from 1
  /// @param column from 1
  /// @param shown the whole fault for a screen of fixed width: the sentence, the line, and carets
  ///   below the place
  public record Mark(int line, int column, String shown) {}

  /// One fault: a JSON pointer, what was expected there, and what stood there.
  ///
  /// @param mark where it stands, if the document was a text
  public record Fault(String at, String expected, String got, Optional<Mark> mark) {
    public Fault {
      at = Text.clean(at);
      got = Text.clean(got.length() > 120 ? got.substring(0, 117) + "…" : got);
    }

    public Fault(String at, String expected, String got) {
      this(at, expected, got, Optional.empty());
    }

    Fault at(Mark place) {
      return new Fault(at, expected, got, Optional.of(place));
    }

    public String sentence() {
      return (at.isEmpty() ? "expected " : at + ": expected ") + expected + ", got " + got;
    }
  }
}
