package steward.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import steward.value.Sha256;

/// One served file, plain and compressed, with the strong tag of its bytes. Immutable.
record Asset(String type, Buffer plain, Buffer zipped, String hash) {

  static Asset of(String type, byte[] bytes) {
    return new Asset(
        type, Buffer.buffer(bytes), Buffer.buffer(gzip(bytes)), Sha256.hex(bytes).substring(0, 16));
  }

  static Asset of(String type, String text) {
    return of(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The entity tag of the compressed or the plain form: two forms are two entities.
  String tag(boolean compressed) {
    return "\"" + hash + (compressed ? "-gz\"" : "\"");
  }

  /// How a policy names these bytes when they stand inline: `sha256-…`.
  static String policyHash(String inline) {
    byte[] digest = Sha256.of(inline.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var zip = new BestGzip(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  /// Compression is done once at start, so it may take its time.
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
