package steward.network.audit;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A fault that is publicly known. The list is short, is part of the program, and shows its age: a
/// device that is not in it is not known to be well.
///
/// @param model the beginning of the model's name, in capitals
/// @param last the last firmware that has it, in figures; empty where no source says
/// @param fixed the first firmware without it; empty where none is known
/// @param exploited whether it was seen being used
public record Fault(
    String id,
    String model,
    Optional<String> last,
    Optional<String> fixed,
    boolean exploited,
    String what,
    String source) {

  /// When the list was last looked through.
  public static final LocalDate AS_OF = LocalDate.of(2026, 11, 22);

  private static final int BUILD_MIN = 1_000_000_000;

  private static final List<Fault> ALL =
      List.of(
          new Fault(
              "CVE-2020-6007",
              "BSB002",
              Optional.empty(),
              Optional.of("1935144040"),
              false,
              "the bridge can be taken over by radio while it looks for lamps",
              "Check Point, 2020"),
          new Fault(
              "CVE-2017-14797",
              "BSB002",
              Optional.of("1707040932"),
              Optional.empty(),
              false,
              "keys of its API can be read off the network",
              "NVD, 2017"),
          new Fault(
              "CVE-2021-4045",
              "C200",
              Optional.of("1.15"),
              Optional.empty(),
              true,
              "whoever reaches the camera can run programs on it",
              "FortiGuard, 2022"),
          ofOldTapo("L5"),
          ofOldTapo("P100"),
          ofOldTapo("P110"),
          new Fault(
              "the keys in the clear",
              "BSB001",
              Optional.empty(),
              Optional.empty(),
              false,
              "keys of its API can be read off the network, and old firmware shows each application those of the others",
              "one public description of its API"),
          new Fault(
              "the maker's service at UDP 1040",
              "HS1",
              Optional.empty(),
              Optional.empty(),
              false,
              "whoever is in its network can read and set its data by a login that everybody knows",
              "one public description of its protocols"));

  /// The login before KLAP, which their firmware from 1.1 to 1.3 brought, by model and region.
  private static Fault ofOldTapo(String model) {
    return new Fault(
        "CVE-2023-38906 to -38909",
        model,
        Optional.empty(),
        Optional.empty(),
        false,
        "its older login can be forged and repeated",
        "NVD, 2023");
  }

  /// How old the list is, for people.
  public static String age() {
    return "The list of " + ALL.size() + " known faults is as of " + AS_OF + ".";
  }

  static List<Fault> all() {
    return ALL;
  }

  /// Those of a model, whichever firmware.
  static List<Fault> of(String model) {
    String upper = model.toUpperCase(Locale.ROOT);
    return ALL.stream().filter(fault -> upper.startsWith(fault.model)).toList();
  }

  /// Whether this firmware has it; empty where that cannot be told.
  Optional<Boolean> isIn(String firmware) {
    int[] here = figures(firmware);
    Optional<int[]> limit = fixed.or(() -> last).map(Fault::figures);
    if (here.length == 0 || limit.isEmpty() || isBuild(here) != isBuild(limit.get()))
      return Optional.empty();
    int against = Arrays.compare(here, limit.get());
    return Optional.of(fixed.isPresent() ? against < 0 : against <= 0);
  }

  /// A number of a build cannot be compared with a version.
  private static boolean isBuild(int[] figures) {
    return figures[0] >= BUILD_MIN;
  }

  /// The figures of a version: a date or build behind a blank is none of them; what is no version
  /// has none.
  private static int[] figures(String version) {
    String word = version.strip().split("[ _(]", -1)[0];
    String bare = word.startsWith("v") ? word.substring(1) : word;
    if (!bare.matches("\\d{1,10}(\\.\\d{1,10}){0,5}")) return new int[0];
    try {
      int[] all = Arrays.stream(bare.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
      int build = all[all.length - 1];
      // A bridge tells 1.65.1965111030 where its older sort told 1965111030.
      return build >= BUILD_MIN ? new int[] {build} : all;
    } catch (NumberFormatException _) {
      return new int[0];
    }
  }
}
