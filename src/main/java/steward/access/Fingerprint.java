package steward.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import steward.value.Bytes;
import steward.value.Sha256;

/// What a certificate is recognised by: the hashes of its bytes, for people to compare.
///
/// @param sha256 pairs of capital hex digits with colons, as browsers and openssl show it
/// @param sha1 the same, for old clients that show nothing else; accepted nowhere
/// @param words the first 88 bits of the SHA-256 as eight words of eleven bits
public record Fingerprint(String sha256, String sha1, List<String> words) {
  static final int WORDS = 8;
  static final int BITS_PER_WORD = 11;

  private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

  public Fingerprint {
    words = List.copyOf(words);
  }

  public static Fingerprint of(X509Certificate certificate) {
    try {
      byte[] encoded = certificate.getEncoded();
      byte[] sha256 = Sha256.of(encoded);
      byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(encoded);
      return new Fingerprint(
          PAIRS.formatHex(sha256), PAIRS.formatHex(sha1), words(Bytes.wrap(sha256)));
    } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /// What a key is recognised by through all its certificates: the SHA-256 of its
  /// SubjectPublicKeyInfo in base64, as `curl --pinnedpubkey sha256//…` takes it.
  public static String pin(X509Certificate certificate) {
    byte[] key = certificate.getPublicKey().getEncoded();
    return Base64.getEncoder().encodeToString(Sha256.of(key));
  }

  /// The SHA-256 of a certificate in small hex digits without colons, as it is stored.
  public static String hex(X509Certificate certificate) {
    return of(certificate).sha256().replace(":", "").toLowerCase(Locale.ROOT);
  }

  /// Whether a person typed exactly these eight words, in any letters and with any space between;
  /// compared in a time that does not tell where they differ.
  public boolean isWords(String typed) {
    return isEqual(
        String.join(" ", words),
        typed.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s,-]+", " "));
  }

  /// The same for all 64 hex digits of the SHA-256, with or without colons. SHA-1 never matches.
  public boolean isHex(String typed) {
    return isEqual(
        sha256.replace(":", ""), typed.toUpperCase(Locale.ROOT).replaceAll("[\\s:]+", ""));
  }

  private static boolean isEqual(String known, String typed) {
    return MessageDigest.isEqual(
        known.getBytes(StandardCharsets.UTF_8), typed.getBytes(StandardCharsets.UTF_8));
  }

  /// The eight words of a hash of at least eleven bytes.
  static List<String> words(Bytes hash) {
    List<String> all = wordList();
    var words = new ArrayList<String>(WORDS);
    for (int word = 0; word < WORDS; word++) {
      int index = 0;
      for (int bit = word * BITS_PER_WORD; bit < (word + 1) * BITS_PER_WORD; bit++) {
        index = (index << 1) | ((hash.at(bit / 8) >> (7 - bit % 8)) & 1);
      }
      words.add(all.get(index));
    }
    return words;
  }

  /// The 2048 words in their order, which never changes: it is part of what people compare.
  static List<String> wordList() {
    try (var in = Fingerprint.class.getResourceAsStream("words.txt")) {
      if (in == null) throw new IllegalStateException("words.txt is missing from the jar");
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
