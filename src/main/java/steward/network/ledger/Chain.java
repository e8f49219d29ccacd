package steward.network.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import steward.value.Bytes;
import steward.value.Sha256;
import steward.value.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/// The lines of the ledger, and how each hangs on the one before. Pure.
///
/// The hash of a line is the SHA-256 over the hash of the line before (32 bytes) and the line
/// without its own hash, in UTF-8. The first hangs on 32 zeros.
final class Chain {
  static final String BEGIN = "0".repeat(64);

  /// Of one block, or one day.
  private static final int UNPACKED_MAX = 64 << 20;

  private static final String HASH = ",\"hash\":\"";
  private static final int HASH_CHARACTERS = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Chain() {}

  /// An entry as it is hashed.
  static String line(long seq, Entry entry) {
    var json = new LinkedHashMap<String, Object>();
    json.put("seq", seq);
    json.putAll(entry.json());
    return text(json);
  }

  static String text(Object json) {
    return JSON.writeValueAsString(json);
  }

  /// @throws steward.value.Malformed if it is no JSON
  static Tree tree(String text) {
    try {
      return Tree.of(JSON.readValue(text, Object.class));
    } catch (JacksonException _) {
      throw new steward.value.Malformed("", "a line of JSON", "'" + cut(text) + "'");
    }
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) : text;
  }

  static String hash(String before, String line) {
    byte[] head = HexFormat.of().parseHex(before);
    byte[] body = line.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return Sha256.hex(all);
  }

  /// A line with its hash, as a statement has it.
  static String hashed(String line, String hash) {
    return line.substring(0, line.length() - 1) + HASH + hash + "\"}";
  }

  /// The line without its hash; empty where it has none.
  static String bare(String hashed) {
    int at = hashed.length() - HASH_CHARACTERS - 2 - HASH.length();
    return at > 0 && hashed.startsWith(HASH, at) ? hashed.substring(0, at) + "}" : "";
  }

  /// What is signed of a head.
  static String signed(long seq, Instant at, String hash) {
    return "steward-ledger-head\n" + seq + "\n" + at.toEpochMilli() + "\n" + hash;
  }

  static Bytes packed(List<String> lines) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    var bytes = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return Bytes.wrap(bytes.toByteArray());
  }

  /// @throws steward.value.Malformed if it was not packed here
  static List<String> unpacked(Bytes packed) {
    try (var in = new InflaterInputStream(new ByteArrayInputStream(packed.toArray()))) {
      byte[] bytes = in.readNBytes(UNPACKED_MAX);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new steward.value.Malformed("", "lines that were packed", String.valueOf(e));
    }
  }
}
