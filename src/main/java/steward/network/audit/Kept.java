package steward.network.audit;

import java.time.Instant;
import java.util.Optional;

/// What is kept of a device between runs.
///
/// @param ticked whether its owner ever agreed that it is asked
/// @param fragile why it is not asked again; empty where nothing speaks against it
/// @param fragileFirmware with which firmware it was fragile: another one may be asked again
/// @param login when the one documented login was tried
public record Kept(
    boolean ticked,
    String fragile,
    String fragileFirmware,
    Optional<Instant> login,
    Optional<Run> run) {
  public static final Kept NOTHING = new Kept(false, "", "", Optional.empty(), Optional.empty());

  boolean isFragile(String firmware) {
    return !fragile.isEmpty() && fragileFirmware.equals(firmware);
  }

  Kept agreed() {
    return new Kept(true, fragile, fragileFirmware, login, run);
  }

  public Kept tried(Instant at) {
    return new Kept(ticked, fragile, fragileFirmware, Optional.of(at), run);
  }

  Kept after(Run last, String firmware) {
    return last.state() == Run.State.DISTRESS
        ? new Kept(ticked, last.sentence(), firmware, login, Optional.of(last))
        : new Kept(ticked, fragile, fragileFirmware, login, Optional.of(last));
  }
}
