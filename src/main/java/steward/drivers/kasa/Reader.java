package steward.drivers.kasa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steward.driver.Effect;
import steward.driver.Offer;
import steward.driver.Payload;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.Udn;

/// Reads an answer into readings, standings and what is known of the device. Confined to one step.
final class Reader {
  private final Device device;
  private final Dialect dialect;
  private final Wire wire;
  private final Findings findings;
  private final List<Effect> standings = new ArrayList<>();
  private Known known;
  private String stranger = "";

  /// What an answer to a look was.
  enum Look {
    UNDERSTOOD,
    /// Another device is at the address.
    STRANGER,
    /// No description in this dialect.
    OTHER_DIALECT
  }

  Reader(Device device, Instant now, Dialect dialect, Known known, Wire wire) {
    this.device = device;
    this.dialect = dialect;
    this.known = known;
    this.wire = wire;
    findings = new Findings(device.things(), now);
  }

  Known known() {
    return known;
  }

  List<Effect> effects() {
    var all = new ArrayList<>(standings);
    all.addAll(findings.effects());
    return all;
  }

  /// Who is there instead.
  String stranger() {
    return stranger;
  }

  Look looked(Payload answer) {
    Optional<Profile> profile = dialect.profile(answer);
    if (profile.isEmpty()) return Look.OTHER_DIALECT;
    if (!profile.get().udn().equals(device.udn())) {
      stranger =
          "another device answers at its address: "
              + profile.get().mac()
              + ", a "
              + Findings.shown(profile.get().model());
      return Look.STRANGER;
    }
    known = known.seen(profile.get());
    Profile whole = known.profile().orElseThrow();
    dialect.read(answer, whole, findings);
    if (dialect.readMeter(answer, whole, device.udn(), findings) == Dialect.Metering.NO_METER) {
      known = known.withMetered(false);
    }
    known = known.withToMeter(toMeter(whole));
    stand(whole);
    return Look.UNDERSTOOD;
  }

  /// Which meters a look does not read by itself.
  private List<String> toMeter(Profile profile) {
    if (!profile.metered()) return List.of();
    boolean batched = dialect instanceof Iot(boolean batches) && batches;
    if (profile.kind() != Profile.Kind.STRIP) {
      return batched && known.metered().isPresent() ? List.of() : List.of("");
    }
    return profile.outlets().stream()
        .map(Outlet::part)
        .filter(part -> device.thing(device.udn().child(part)).isPresent())
        .toList();
  }

  private void stand(Profile profile) {
    String reason =
        wire.isOpenToAll()
            ? "answers, to anybody: it is not bound to your account but to a published one"
            : "answers";
    for (Thing thing : device.things()) {
      String part = Profile.part(thing.udn());
      boolean there = part.isEmpty() || profile.outlet(part).isPresent();
      standings.add(
          there
              ? new Effect.Stood(thing.udn(), Status.State.PRESENT, reason)
              : new Effect.Stood(
                  thing.udn(), Status.State.ERROR, "the strip does not name this outlet any more"));
    }
  }

  boolean metered(Payload answer, String part) {
    Profile profile = known.profile().orElseThrow();
    Udn udn = part.isEmpty() ? device.udn() : device.udn().child(part);
    switch (dialect.readMeter(answer, profile, udn, findings)) {
      case MEASURED -> known = known.withMetered(true);
      case NO_METER -> known = known.withMetered(false).withToMeter(List.of());
      case NOT_TOLD -> {}
    }
    return true;
  }

  /// What the device told of itself beyond what its things say; each of it once.
  Optional<Effect> learn() {
    if (known.profile().isEmpty() || !known.settled()) return Optional.empty();
    var manner = wire.klap() ? Reach.Manner.KLAP : Reach.Manner.XOR;
    Offer offer =
        Offers.of(known.profile().get(), device.reach().as(manner, dialect instanceof Smart), "");
    if (device.isDescribedBy(offer) || known.told().filter(offer::equals).isPresent()) {
      return Optional.empty();
    }
    known = known.told(offer);
    return Optional.of(new Effect.Learnt(offer));
  }
}
