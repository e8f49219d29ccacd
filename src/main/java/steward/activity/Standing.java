package steward.activity;

import java.time.Instant;

/// When an activity last fired and when it last looked at an event and let it pass; numbers of
/// journal entries, 0 for never.
public record Standing(
    long firedSeq, Instant firedAt, long heldSeq, Instant heldAt, String heldReason) {
  public static final Standing NEW = new Standing(0, Instant.EPOCH, 0, Instant.EPOCH, "");

  Standing fired(long seq, Instant at) {
    return new Standing(seq, at, heldSeq, heldAt, heldReason);
  }

  Standing held(long seq, Instant at, String reason) {
    return new Standing(firedSeq, firedAt, seq, at, reason);
  }
}
