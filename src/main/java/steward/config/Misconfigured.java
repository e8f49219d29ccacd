package steward.config;

import java.util.List;

/// The configuration cannot be used: every fault in it, each ready to be shown, with the line where
/// it has one.
public final class Misconfigured extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  Misconfigured(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
