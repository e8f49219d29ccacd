package steward.sim.sonoff;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import steward.value.Bytes;

/// What a simulated unit in DIY mode does with a firmware that is brought to it: it loads it by
/// ranges over HTTP, compares its digest, answers, and is gone. Thread-safe.
public final class OverTheAir {
  private static final int PART = 64 * 1024;
  private static final int IMAGE_MAX = 508 * 1024;
  private static final int HEADER_MAX = 4 * 1024;
  private static final long GONE_AFTER_MS = 200;

  private final String address;
  private volatile String version = "3.7.6";
  private volatile boolean unlocked = true;
  private volatile boolean hasInternet = true;
  private volatile boolean givesUp;
  private volatile byte[] runs = new byte[0];

  /// @param address its own
  OverTheAir(String address) {
    this.address = address;
  }

  String version() {
    return version;
  }

  boolean isUnlocked() {
    return unlocked;
  }

  /// It has firmware that is locked until its maker's server says otherwise.
  public void locked(String firmware, boolean reachesItsMaker) {
    version = firmware;
    unlocked = false;
    hasInternet = reachesItsMaker;
  }

  /// It loads a part and then loses its network.
  public void givesUp(boolean halfWay) {
    givesUp = halfWay;
  }

  /// The image that it runs since; empty for its maker's.
  public byte[] runs() {
    return runs.clone();
  }

  int unlock() {
    unlocked |= hasInternet;
    return unlocked ? 0 : 503;
  }

  /// @param gone what happens when it restarts with something else
  int load(JsonObject data, Runnable gone) {
    if (!unlocked) return 403;
    try {
      byte[] image = loaded(URI.create(data.getString("downloadUrl", "")));
      if (image.length > IMAGE_MAX) return 413;
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(image);
      if (!HexFormat.of().formatHex(digest).equals(data.getString("sha256sum", ""))) return 471;
      runs = image;
      var clock = new ScheduledThreadPoolExecutor(1);
      var _ = clock.schedule(gone, GONE_AFTER_MS, TimeUnit.MILLISECONDS);
      clock.shutdown();
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      return 424;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private byte[] loaded(URI from) throws IOException {
    var image = new ByteArrayOutputStream();
    long whole = 1;
    while (image.size() < whole) {
      if (givesUp && image.size() > 0) throw new IOException("its network is gone");
      var answer = part(from, image.size());
      whole = answer.whole();
      image.writeBytes(answer.bytes().toArray());
      if (whole > IMAGE_MAX) return new byte[IMAGE_MAX + 1];
    }
    return image.toByteArray();
  }

  private record Part(Bytes bytes, long whole) {}

  private Part part(URI from, int at) throws IOException {
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(from.getHost()), from.getPort()), 5_000);
      socket.setSoTimeout(5_000);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nRange: bytes=%d-%d\r\nConnection: close\r\n\r\n"
              .formatted(from.getPath(), from.getHost(), at, at + PART - 1);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String header = header(in);
      if (!header.startsWith("HTTP/1.1 206")) throw new IOException("no ranges: " + header);
      String range = header.replaceAll("(?s).*content-range: bytes \\d+-\\d+/(\\d+).*", "$1");
      return new Part(Bytes.wrap(in.readAllBytes()), Long.parseLong(range.strip()));
    }
  }

  private static String header(InputStream in) throws IOException {
    var header = new StringBuilder();
    while (!header.toString().endsWith("\r\n\r\n")) {
      int one = in.read();
      if (one < 0 || header.length() > HEADER_MAX) throw new IOException("no answer");
      header.append((char) one);
    }
    String text = header.toString();
    return text.substring(0, 12) + text.substring(12).toLowerCase(Locale.ROOT);
  }
}
