package steward.netd;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Whether the tables in the kernel are still as we made them: a digest of their rules and of the
/// elements that we alone put in. What the kernel and dnsmasq fill, and counts, are not in it.
final class Seal {
  private String made = "";

  /// All of it is of our making now. Taken at once: what somebody else does a moment later is seen.
  void take(Plan plan) {
    try {
      made = digest(plan);
    } catch (IOException _) {
      // The next look takes it.
      made = "";
    }
  }

  /// Looks now.
  boolean holds(Plan plan) throws IOException {
    String now = digest(plan);
    if (made.isEmpty()) made = now;
    return made.equals(now);
  }

  private static String digest(Plan plan) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      read(Machine.run(Template.of("rules", plan), "nft", "-s", "-t", "-f", "-"), digest);
      // As if typed: in one file nft 1.0.6 finds no set after its first question.
      for (String ours : List.of("elements", "ports"))
        read(Machine.run(Template.of(ours, plan), "nft", "-s", "-i"), digest);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void read(InputStream said, MessageDigest digest) throws IOException {
    try (var in = new DigestInputStream(said, digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }
}
