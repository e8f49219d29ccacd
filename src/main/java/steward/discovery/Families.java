package steward.discovery;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import steward.driver.Family;
import steward.driver.Offer;
import steward.thing.Binding;
import steward.value.Malformed;

/// The families that can be brought in, and which of them this house does not want. Thread-safe.
final class Families {
  private final List<Family> all;
  private volatile Function<String, Optional<String>> barred = _ -> Optional.empty();

  Families(List<Family> all) {
    this.all = List.copyOf(all);
  }

  List<Family> all() {
    return all;
  }

  void bar(Function<String, Optional<String>> reasons) {
    barred = reasons;
  }

  List<String> filters() {
    return all.stream().flatMap(family -> family.sightingFilters().stream()).distinct().toList();
  }

  /// @throws Malformed if things of this family are not accepted in this house
  void refuseBarred(String family) {
    barred
        .apply(family)
        .ifPresent(why -> {
          throw new Malformed("/family", "a family that this house reaches", why);
        });
  }

  /// @throws Malformed if the family or the binding is wrong, or the family is not wanted
  Offer described(Binding binding) {
    Family family =
        all.stream()
            .filter(one -> one.name().equals(binding.family()))
            .findFirst()
            .orElseThrow(() ->
                new Malformed(
                    "/family",
                    "one of " + String.join(", ", all.stream().map(Family::name).toList()),
                    "'" + binding.family() + "'"));
    refuseBarred(family.name());
    return family.byHand(binding);
  }
}
