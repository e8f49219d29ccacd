package steward.drivers.kasa;

import java.util.List;
import java.util.Optional;
import steward.driver.Offer;

/// What was learnt of a device since its link began. Immutable.
///
/// @param metered whether it measures, once it was asked
/// @param toMeter the outlets whose meters are asked next
/// @param settled it has answered in this dialect
/// @param shut why it lets nobody in; empty where it does
record Known(
    Optional<Profile> profile,
    Optional<Boolean> metered,
    List<String> toMeter,
    boolean smart,
    boolean settled,
    Optional<Offer> told,
    String shut) {
  Known {
    toMeter = List.copyOf(toMeter);
  }

  static Known nothing(boolean smart) {
    return new Known(
        Optional.empty(), Optional.empty(), List.of(), smart, false, Optional.empty(), "");
  }

  Known seen(Profile now) {
    Profile whole = now.withMeter(metered.orElse(now.metered()));
    return new Known(Optional.of(whole), metered, toMeter, smart, true, told, "");
  }

  Known withMetered(boolean now) {
    return new Known(
        profile.map(p -> p.withMeter(now)), Optional.of(now), toMeter, smart, settled, told, shut);
  }

  Known withToMeter(List<String> parts) {
    return new Known(profile, metered, parts, smart, settled, told, shut);
  }

  Known inOtherDialect() {
    return new Known(profile, metered, toMeter, !smart, settled, told, shut);
  }

  Known told(Offer offer) {
    return new Known(profile, metered, toMeter, smart, settled, Optional.of(offer), shut);
  }

  Known shut(String why) {
    return new Known(profile, metered, toMeter, smart, settled, told, why);
  }
}
