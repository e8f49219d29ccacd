package steward.hook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import steward.rights.Caller;
import steward.store.WebhookRow;
import steward.thing.ThingId;
import steward.thing.Udn;

/// A webhook, ready for being called or for sending. Immutable; without its secret in any text.
///
/// @param deeds what its calls may ask directly
public record Hook(WebhookRow row, HookKind kind, Proof proof, List<Deed> deeds) {
  public Hook {
    deeds = List.copyOf(deeds);
  }

  /// @throws RuntimeException if the row is of another version of the program
  static Hook of(WebhookRow row) {
    return new Hook(
        row,
        HookKind.labelled(row.kind()).orElseThrow(),
        Proof.labelled(row.proof()).orElseThrow(),
        row.grants().stream().map(Deed::read).toList());
  }

  /// The public part of its address.
  public String id() {
    return row.id();
  }

  public ThingId thing() {
    return new ThingId(row.thing());
  }

  public Udn device() {
    return new Udn(row.device());
  }

  public boolean isOut() {
    return row.isOut();
  }

  public Instant since() {
    return row.since();
  }

  public Optional<Instant> called() {
    return row.called();
  }

  /// Why it is off; empty while it is on.
  public String off() {
    return row.off();
  }

  /// Its caller, as the gate knows it.
  Caller.Hook caller() {
    return new Caller.Hook(
        row.thing(),
        proof.coversTime(),
        deeds.stream().map(Deed::grant).collect(Collectors.toSet()));
  }

  @Override
  public String toString() {
    return "Hook[" + row.thing() + "]";
  }
}
