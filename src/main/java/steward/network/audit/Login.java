package steward.network.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import steward.value.Bytes;

/// A login that is printed everywhere, and how one question tells whether a device takes it.
enum Login {
  /// A Kasa or Tapo device shows, to whoever greets it, a hash of its account; without an owner
  /// that is one of three published accounts. So nothing is tried at all: what it shows is
  /// compared. Its driver's session ends by the greeting and is made anew by itself.
  KLAP;

  private static final int SEED = 16;
  private static final int HASH = 32;
  private static final String[][] PUBLISHED = {
    {"kasa@tp-link.net", "kasaSetup"}, {"test@tp-link.net", "test"}, {"", ""}
  };

  String title() {
    return switch (this) {
      case KLAP -> "the published set-up accounts of Kasa and Tapo";
    };
  }

  /// @param seed 16 random bytes
  Bytes question(String host, Bytes seed) {
    String head =
        "POST /app/handshake1 HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: application/octet-stream\r\nContent-Length: "
            + seed.length()
            + "\r\nConnection: close\r\n\r\n";
    return Bytes.wrap(joined(head.getBytes(StandardCharsets.US_ASCII), seed.toArray()));
  }

  /// Whether the answer shows that it takes a published login; empty where the answer says nothing.
  Optional<Boolean> takes(Bytes seed, Bytes answer) {
    byte[] all = answer.toArray();
    int body = bodyAt(all);
    boolean isWhole = body > 0 && all.length - body >= SEED + HASH;
    if (!isWhole || !Heard.of(answer).startsWith("HTTP/1.1 200")) return Optional.empty();
    byte[] remote = Arrays.copyOfRange(all, body, body + SEED);
    byte[] hash = Arrays.copyOfRange(all, body + SEED, body + SEED + HASH);
    for (String[] account : PUBLISHED) {
      byte[] name = account[0].getBytes(StandardCharsets.UTF_8);
      byte[] word = account[1].getBytes(StandardCharsets.UTF_8);
      byte[] older = digest("MD5", joined(digest("MD5", name), digest("MD5", word)));
      byte[] newer = digest("SHA-256", joined(digest("SHA-1", name), digest("SHA-1", word)));
      byte[] local = seed.toArray();
      boolean fits =
          MessageDigest.isEqual(hash, digest("SHA-256", joined(local, older)))
              || MessageDigest.isEqual(hash, digest("SHA-256", joined(local, remote, newer)));
      if (fits) return Optional.of(true);
    }
    return Optional.of(false);
  }

  /// Where the body begins; -1 where there is no head.
  private static int bodyAt(byte[] all) {
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    return end < 0 ? -1 : end + 4;
  }

  private static byte[] joined(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int[] at = {0};
    IntStream.range(0, parts.length)
        .forEach(i -> {
          System.arraycopy(parts[i], 0, all, at[0], parts[i].length);
          at[0] += parts[i].length;
        });
    return all;
  }

  // Old hashes, since the devices have no other.
  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
