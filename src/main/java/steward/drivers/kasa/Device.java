package steward.drivers.kasa;

import java.util.List;
import java.util.Optional;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Thing;
import steward.thing.Udn;

/// The device of a driver: its things, where it is, and by which accounts it may let us in.
record Device(List<Thing> things, Reach reach, List<Account> accounts) {
  Device {
    things = List.copyOf(things);
    accounts = List.copyOf(accounts);
  }

  static Device of(List<Thing> things, Kept kept) {
    Binding binding = things.getFirst().binding();
    return new Device(things, Reach.of(binding), Account.all(kept));
  }

  Udn udn() {
    return things.getFirst().udn().root();
  }

  Optional<Thing> thing(Udn udn) {
    return things.stream().filter(thing -> thing.udn().equals(udn)).findFirst();
  }

  /// What we call ourselves towards a device of Tapo's dialect: always the same.
  String terminal() {
    return java.util.HexFormat.of()
        .formatHex(Digests.md5(steward.value.Bytes.utf8("steward " + udn().value())).unsafeArray());
  }

  /// Whether the offer tells nothing that our things do not say, but for names and for things that
  /// nobody accepted.
  boolean isDescribedBy(Offer offer) {
    return offer.things().stream()
        .allMatch(now -> thing(now.udn()).map(thing -> isAlike(thing, now)).orElse(false));
  }

  private static boolean isAlike(Thing thing, Description now) {
    return thing.observes().equals(now.observes())
        && thing.abilities().equals(now.abilities())
        && thing.binding().equals(now.binding())
        && thing.kind().equals(now.kind())
        && thing.model().equals(now.model())
        && thing.firmware().equals(now.firmware());
  }

  /// Why none of our accounts opens the device, as far as it tells whose it is.
  String wrongAccount() {
    List<Account> own = accounts.stream().filter(Account::own).toList();
    if (own.isEmpty()) {
      return "it is bound to a TP-Link account: enter that account's e-mail address and password";
    }
    if (!reach.owner().matches("[0-9A-Fa-f]{32}") || reach.owner().matches("0+")) {
      return "it knows another e-mail address or password than those that you entered; it is not"
          + " asked again for a while";
    }
    boolean isOurs =
        own.stream().anyMatch(a -> Account.owner(a.email()).equalsIgnoreCase(reach.owner()));
    return isOurs
        ? "it belongs to the account that you entered, with another password: enter it anew"
        : "it belongs to another TP-Link account than the one that you entered";
  }
}
