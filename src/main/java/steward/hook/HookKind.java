package steward.hook;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import steward.store.WebhookTable;

/// Who calls, or is called: the proofs that it can give, the answer that it needs, and by what a
/// repeat of its calls is known.
public enum HookKind {
  GENERIC(
      "webhook", 202, Duration.ofSeconds(10), Proof.BEARER, Proof.BASIC, Proof.PATH, Proof.GITHUB),
  IFTTT("webhook", 202, Duration.ofSeconds(10), Proof.BEARER, Proof.PATH),
  /// Must be answered with 200 within 2 s, and drops a subscription whose address does not answer
  /// HEAD.
  WITHINGS("webhook", 200, WebhookTable.REMEMBERED, Proof.PATH),
  GITHUB("webhook", 202, WebhookTable.REMEMBERED, Proof.GITHUB),
  STRIPE("webhook", 202, WebhookTable.REMEMBERED, Proof.STRIPE),
  STANDARD("webhook", 202, WebhookTable.REMEMBERED, Proof.STANDARD),
  /// A phone, which sends all that it could not send before in one burst.
  OWNTRACKS("owntracks", 200, WebhookTable.REMEMBERED, Proof.BASIC);

  private static final int BURST_MAX = 30;
  private static final int PHONE_BURST_MAX = 300;

  private final String family;
  private final int status;
  private final Duration same;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final List<Proof> proofs;

  HookKind(String family, int status, Duration same, Proof... proofs) {
    this.family = family;
    this.status = status;
    this.same = same;
    this.proofs = List.of(proofs);
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<HookKind> labelled(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  static String labels() {
    return String.join(", ", Arrays.stream(values()).map(HookKind::label).toList());
  }

  /// The family of the thing that its calls are for.
  String family() {
    return family;
  }

  /// The status of an answer to a call that was taken.
  int status() {
    return status;
  }

  /// For how long the same body without an id of its own counts as the same call.
  Duration same() {
    return same;
  }

  /// The proofs that it can give; the first is the usual one.
  List<Proof> proofs() {
    return proofs;
  }

  /// How many calls may come at once.
  int burst() {
    return this == OWNTRACKS ? PHONE_BURST_MAX : BURST_MAX;
  }

  /// Whether the house can send to it.
  boolean isTarget() {
    return this == STANDARD || this == IFTTT;
  }
}
