package steward.network.enclosure;

import java.util.List;
import java.util.Optional;
import steward.network.enclosure.Station.Standing;
import steward.network.fence.Lane;

/// What a person wants of a station; what is absent stays as it is.
///
/// @param thing the id of a thing; an empty text takes the thing away from it
/// @param lanes all of them
/// @param port the only one where it may be; an empty text for any
public record Wish(
    Optional<Standing> standing,
    Optional<String> thing,
    Optional<List<Lane>> lanes,
    Optional<String> port) {
  public Wish {
    lanes = lanes.map(List::copyOf);
  }

  public static Wish standing(Standing standing) {
    return new Wish(Optional.of(standing), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Wish lanes(List<Lane> lanes) {
    return new Wish(Optional.empty(), Optional.empty(), Optional.of(lanes), Optional.empty());
  }

  public static Wish port(String port) {
    return new Wish(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(port));
  }
}
