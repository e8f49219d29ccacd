package steward.hook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import steward.access.Secrets;

/// Whether a call proves what its hook asks for. Thread-safe.
///
/// An HMAC over the body and the hash of what was given are computed for every call, also for one
/// of a hook that does not exist, so that the time of an answer tells nothing.
final class Credentials {
  static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int SIGNATURES_MAX = 10;
  private static final int GIVEN_LENGTH_MAX = 256;
  private static final byte[] NOBODYS = new byte[32];

  private final Secrets secrets;

  Credentials(Secrets secrets) {
    this.secrets = secrets;
  }

  /// What a sealed secret is for.
  static String purpose(String hook) {
    return "webhook " + hook;
  }

  /// What the sealed address of an outgoing hook is for.
  static String targetPurpose(String hook) {
    return "webhook target " + hook;
  }

  /// The secret that is kept sealed; empty where only its hash is.
  Optional<String> secret(Hook hook) {
    if (hook.row().sealed().isEmpty()) return Optional.empty();
    return secrets
        .unseal(Secrets.Kind.DEVICE, purpose(hook.id()), hook.row().sealed())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  boolean isProved(Optional<Hook> hook, Arrival call, Instant now) {
    Proof proof = hook.map(Hook::proof).orElse(Proof.GITHUB);
    byte[] key =
        hook.filter(one -> proof.isSigned())
            .flatMap(this::secret)
            .map(secret -> Signatures.key(proof, secret))
            .filter(one -> one.length > 0)
            .orElse(NOBODYS);
    byte[] expected = Signatures.hmac(key, before(proof, call), call.body().unsafeArray());
    byte[] given = Signatures.sha256(given(proof, call)).getBytes(StandardCharsets.US_ASCII);
    byte[] hash =
        hook.map(one -> one.row().hash().getBytes(StandardCharsets.US_ASCII)).orElse(NOBODYS);
    boolean isSigned = false;
    for (byte[] signature : signatures(proof, call))
      isSigned |= MessageDigest.isEqual(signature, expected);
    boolean isGiven = MessageDigest.isEqual(given, hash);
    boolean isRight = proof.isSigned() ? isInTime(proof, call, now) && isSigned : isGiven;
    return hook.isPresent() && isRight;
  }

  /// What is signed before the body.
  private static String before(Proof proof, Arrival call) {
    return switch (proof) {
      case STANDARD -> call.header("webhook-id") + "." + call.header("webhook-timestamp") + ".";
      case STRIPE -> first(call.header("stripe-signature"), "t=") + ".";
      case GITHUB, BEARER, BASIC, PATH -> "";
    };
  }

  private static boolean isInTime(Proof proof, Arrival call, Instant now) {
    String stamp =
        switch (proof) {
          case STANDARD -> call.header("webhook-timestamp");
          case STRIPE -> first(call.header("stripe-signature"), "t=");
          case GITHUB, BEARER, BASIC, PATH -> "";
        };
    if (!proof.coversTime()) return true;
    if (!stamp.matches("[0-9]{1,12}")) return false;
    Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(stamp)), now).abs();
    return off.compareTo(TOLERANCE) <= 0;
  }

  private static List<byte[]> signatures(Proof proof, Arrival call) {
    var found = new ArrayList<byte[]>();
    switch (proof) {
      case GITHUB -> {
        String header = call.header("x-hub-signature-256");
        if (header.startsWith("sha256=")) hex(header.substring(7)).ifPresent(found::add);
      }
      case STRIPE -> {
        for (String part : parts(call.header("stripe-signature"), ","))
          if (part.startsWith("v1=")) hex(part.substring(3)).ifPresent(found::add);
      }
      case STANDARD -> {
        for (String part : parts(call.header("webhook-signature"), " "))
          if (part.startsWith("v1,")) base64(part.substring(3)).ifPresent(found::add);
      }
      case BEARER, BASIC, PATH -> {}
    }
    return found;
  }

  private static List<String> parts(String header, String separator) {
    String[] parts = header.split(separator, SIGNATURES_MAX + 1);
    return List.of(parts).stream().limit(SIGNATURES_MAX).map(String::strip).toList();
  }

  private static String first(String header, String prefix) {
    return parts(header, ",").stream()
        .filter(part -> part.startsWith(prefix))
        .map(part -> part.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }

  private static Optional<byte[]> hex(String text) {
    try {
      return Optional.of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The secret that a call shows; an empty text where it shows none.
  private static String given(Proof proof, Arrival call) {
    String authorization = call.header("authorization");
    String given =
        switch (proof) {
          case PATH -> call.given();
          case BEARER ->
              authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                  ? authorization.substring(7).strip()
                  : call.header("x-steward-secret");
          case BASIC ->
              authorization.regionMatches(true, 0, "Basic ", 0, 6)
                  ? password(authorization.substring(6).strip())
                  : "";
          case STANDARD, STRIPE, GITHUB -> "";
        };
    return given.length() <= GIVEN_LENGTH_MAX ? given : "";
  }

  private static String password(String basic) {
    return base64(basic)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(pair -> pair.indexOf(':') >= 0)
        .map(pair -> pair.substring(pair.indexOf(':') + 1))
        .orElse("");
  }
}
