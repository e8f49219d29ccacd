package steward.hook;

import steward.access.Refusal;
import steward.access.Refusal.Why;
import steward.rights.Judge;
import steward.value.Malformed;

/// Whether a wished hook can be made, and with which proof and secret.
final class Wishes {
  private static final int SECRET_LENGTH_MIN = 16;
  private static final int SECRET_LENGTH_MAX = 200;

  private Wishes() {}

  static Proof outProof(Hooks.Wish wish) {
    if (!wish.kind().isTarget())
      throw new Malformed("/kind", "standard or ifttt to send", wish.kind().label());
    Endpoint.read(wish.target().orElseThrow());
    return wish.kind() == HookKind.STANDARD ? Proof.STANDARD : Proof.PATH;
  }

  static Proof proof(Hooks.Wish wish) {
    Proof proof = wish.proof().orElse(wish.kind().proofs().getFirst());
    if (!wish.kind().proofs().contains(proof))
      throw new Malformed(
          "/proof",
          "one of " + wish.kind().proofs().stream().map(Proof::label).toList(),
          proof.label());
    return proof;
  }

  static void checkDeeds(Hooks.Wish wish, Proof proof) {
    if (wish.deeds().size() > Hooks.DEEDS_MAX)
      throw new Malformed("/perform", "at most " + Hooks.DEEDS_MAX, wish.deeds().size() + "");
    for (Deed deed : wish.deeds()) {
      if (Judge.isManaging(deed.action().kind().label()))
        throw new Refusal(Why.MALFORMED, "A webhook cannot have codes of a remote learnt.");
      if (Judge.isGuarded(deed.action().kind().label()) && !proof.coversTime())
        throw new Refusal(
            Why.MALFORMED,
            "A webhook may unlock only where its calls are signed together with their time: standard or stripe.");
    }
  }

  static String secret(Hooks.Wish wish, Proof proof, boolean isOut) {
    if (wish.secret().isEmpty()) {
      // The key of IFTTT stands in the address itself.
      return isOut && !proof.isSigned() ? "" : Signatures.secret(proof);
    }
    String given = wish.secret().get();
    boolean isUsable =
        proof.isSigned()
            && given.length() >= SECRET_LENGTH_MIN
            && given.length() <= SECRET_LENGTH_MAX
            && isKey(proof, given);
    if (!isUsable)
      throw new Malformed(
          "/secret",
          "only for signatures, %d to %d characters"
              .formatted(SECRET_LENGTH_MIN, SECRET_LENGTH_MAX),
          "another");
    return given;
  }

  private static boolean isKey(Proof proof, String secret) {
    try {
      return Signatures.key(proof, secret).length >= SECRET_LENGTH_MIN;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
