package steward.value;

import java.util.List;

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

  /// One fault: a JSON pointer, what was expected there, and what stood there.
  public record Fault(String at, String expected, String got) {
    public Fault {
      at = Text.clean(at);
      got = Text.clean(got.length() > 120 ? got.substring(0, 117) + "…" : got);
    }

    public String sentence() {
      return (at.isEmpty() ? "expected " : at + ": expected ") + expected + ", got " + got;
    }
  }
}
