package steward.network.enclosure;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.network.enclosure.Station.Standing;
import steward.thing.ThingId;

/// Finds out which station is which device of the house. Confined to the lock of [Enclosure].
///
/// A hardware address that the device itself told makes its station a thing, and encloses it unless
/// a person decided otherwise: it was accepted. A network address alone makes it a thing only in
/// name; anybody can take an address.
final class Recognition {
  private final Inventory inventory;
  private final Instant now;

  Recognition(Inventory inventory, Instant now) {
    this.inventory = inventory;
    this.now = now;
  }

  void of(Member member) {
    if (member.thing().isPresent()) accepted(member, member.thing().get());
    else
      member
          .hardware()
          .flatMap(inventory::find)
          .or(() -> member.address().flatMap(inventory::at))
          .ifPresent(one ->
              inventory.note(one.with(one.edit().recognised("discovery:" + member.family()))));
  }

  private void accepted(Member member, ThingId thing) {
    if (member.hardware().isPresent()) {
      inventory
          .known(member.hardware().get(), now)
          .ifPresent(one -> byHardware(one, member, thing));
      return;
    }
    if (inventory.all().stream().anyMatch(one -> is(one, thing))) return;
    member
        .address()
        .flatMap(inventory::at)
        .filter(one -> one.station().thing().isEmpty())
        .ifPresent(one ->
            inventory.decide(one.with(one.edit().thing(Optional.of(thing)).recognised("thing"))));
  }

  private void byHardware(Kept one, Member member, ThingId thing) {
    var edit = one.edit().recognised("thing");
    if (one.station().thing().isEmpty()) edit.thing(Optional.of(thing));
    if (one.station().addresses().isEmpty())
      edit.addresses(member.address().map(List::<InetAddress>of).orElse(List.of()));
    if (!one.decided()) edit.standing(Standing.ENCLOSED);
    Kept after = one.with(edit);
    if (!after.equals(one)) inventory.decide(after);
  }

  private static boolean is(Kept one, ThingId thing) {
    return one.station().thing().filter(thing::equals).isPresent();
  }

  /// A thing that was removed leaves a station that somebody has to decide on.
  void without(Set<ThingId> things) {
    for (Kept one : List.copyOf(inventory.all())) {
      if (one.station().thing().isEmpty() || things.contains(one.station().thing().get())) continue;
      var edit = one.edit().thing(Optional.empty());
      if (!one.decided()) edit.standing(Standing.QUARANTINED).ended();
      inventory.decide(one.with(edit));
    }
  }
}
