package steward.netd;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// Whether the tables in the kernel are still as we made them: a digest of their rules and of the
/// elements that we alone put in. What the kernel and dnsmasq fill, and counts, are not in it.
final class Seal {
  private String made = "";

  /// We changed the tables ourselves: what they are now is what we made.
  void made(Plan plan) {
    made = "";
    try {
      made = digest(plan);
    } catch (IOException e) {
      System.err.println("what was made could not be looked at: " + e.getMessage());
    }
  }

  /// Looks now. Where we could not look after a change of our own, this look takes the digest.
  boolean holds(Plan plan) throws IOException {
    String now = digest(plan);
    if (made.isEmpty()) made = now;
    return made.equals(now);
  }

  private static String digest(Plan plan) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var said = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
      // As if typed: in one file nft 1.0.6 finds no set after its first question.
      Command.run(Template.of("rules", plan), said, "nft", "-s", "-t", "-i");
      Command.run(once(Template.of("elements", plan)), said, "nft", "-s", "-i");
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Policies may share a name, and so its sets.
  private static String once(String text) {
    return text.lines().distinct().collect(Collectors.joining("\n", "", "\n"));
  }
}
