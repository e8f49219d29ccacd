package steward.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A webhook.
///
/// @param id the public part of its address, or of an outgoing one its name for the driver
/// @param thing the id of the thing that it is
/// @param device the UDN of the device that its calls are for
/// @param isOut whether the house calls, rather than is called
/// @param kind who calls
/// @param proof how the caller proves itself
/// @param hash the SHA-256 of the secret in hex digits, where that suffices; else empty
/// @param sealed the sealed secret where it must be known to check a signature; else empty
/// @param target the sealed address that it sends to; else empty
/// @param grants JSON texts: what a call may ask directly
/// @param off why nothing is sent any more; empty while it is on
public record WebhookRow(
    String id,
    String thing,
    String device,
    boolean isOut,
    String kind,
    String proof,
    String hash,
    String sealed,
    String target,
    List<String> grants,
    Instant since,
    Optional<Instant> called,
    String off) {
  public WebhookRow {
    grants = List.copyOf(grants);
  }

  public WebhookRow withSecret(String otherHash, String otherSealed) {
    return new WebhookRow(
        id,
        thing,
        device,
        isOut,
        kind,
        proof,
        otherHash,
        otherSealed,
        target,
        grants,
        since,
        called,
        "");
  }

  public WebhookRow calledAt(Instant at) {
    return new WebhookRow(
        id,
        thing,
        device,
        isOut,
        kind,
        proof,
        hash,
        sealed,
        target,
        grants,
        since,
        Optional.of(at),
        off);
  }

  public WebhookRow off(String why) {
    return new WebhookRow(
        id, thing, device, isOut, kind, proof, hash, sealed, target, grants, since, called, why);
  }

  /// Without secrets.
  @Override
  public String toString() {
    return "WebhookRow[" + thing + ", " + kind + "]";
  }
}
