package steward.network.audit;

import java.time.LocalDate;
import java.time.Month;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Which devices are never asked: where harm would be worse than not knowing.
final class Spared {
  private static final Set<String> ALARMS =
      Set.of("alarm", "panel", "siren", "smoke", "gas", "carbon", "medical", "leak", "water");
  private static final Set<String> LOCKS = Set.of("lock", "unlock", "door", "gate", "garage");
  private static final Set<String> HEATING =
      Set.of("climate", "heat", "thermostat", "heating", "boiler", "radiator");
  private static final double FROST_BELOW = 5;
  private static final double TROPIC = 23.5;

  private Spared() {}

  /// Why it is left alone; empty where it need not be.
  static Optional<String> why(Subject device, LocalDate today, Outside outside) {
    if (hasAny(device, ALARMS)) return Optional.of("alarms are left alone");
    if (hasAny(device, LOCKS)) return Optional.of("locks are left alone");
    if (hasAny(device, HEATING) && mayFreeze(today, outside))
      return Optional.of("heating is left alone while it may freeze outside");
    return Optional.empty();
  }

  private static boolean hasAny(Subject device, Set<String> words) {
    return device.dangers().stream().anyMatch(words::contains);
  }

  /// What the house knows of the weather and of where it stands.
  ///
  /// @param celsius outside, where something measures it
  /// @param latitude in degrees, where the house knows its place
  record Outside(OptionalDouble celsius, OptionalDouble latitude) {
    static final Outside UNKNOWN = new Outside(OptionalDouble.empty(), OptionalDouble.empty());
  }

  /// By what is measured outside; else from October to April in the north and from April to October
  /// in the south; where nobody knows the place either it may always.
  static boolean mayFreeze(LocalDate today, Outside outside) {
    if (outside.celsius().isPresent()) return outside.celsius().getAsDouble() < FROST_BELOW;
    if (outside.latitude().isEmpty()) return true;
    double latitude = outside.latitude().getAsDouble();
    if (Math.abs(latitude) < TROPIC) return false;
    Month month = today.getMonth();
    boolean isNorthernSummer =
        month.compareTo(Month.MAY) >= 0 && month.compareTo(Month.SEPTEMBER) <= 0;
    boolean isSouthernSummer =
        month.compareTo(Month.NOVEMBER) >= 0 || month.compareTo(Month.MARCH) <= 0;
    return latitude > 0 ? !isNorthernSummer : !isSouthernSummer;
  }
}
