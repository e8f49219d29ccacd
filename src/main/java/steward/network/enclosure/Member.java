package steward.network.enclosure;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.thing.ThingId;

/// A device that the house knows, as far as the network is concerned.
///
/// @param thing its first thing; none for a device that waits in the inbox
/// @param name what people call it
/// @param hardware where its family has it from the device itself
/// @param address where the house reaches it
/// @param knocks what its family needs of the steward
public record Member(
    Optional<ThingId> thing,
    String family,
    String name,
    Optional<Hardware> hardware,
    Optional<InetAddress> address,
    List<Lane> knocks) {
  public Member {
    knocks = List.copyOf(knocks);
  }
}
