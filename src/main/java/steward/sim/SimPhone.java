package steward.sim;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// A phone with OwnTracks in HTTP mode: what does not get through is queued, and sent later in a
/// burst, out of order. Confined to one caller at a time.
public final class SimPhone {
  private final HookCaller caller;
  private final String path;
  private final Map<String, String> headers;
  private final List<String> queue = new ArrayList<>();
  private boolean offline;

  public SimPhone(HookCaller caller, String path, String user, String device, String password) {
    this.caller = caller;
    this.path = path;
    String basic =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    headers =
        Map.of(
            "Authorization",
            "Basic " + basic,
            "X-Limit-U",
            user,
            "X-Limit-D",
            device,
            "Content-Type",
            "application/json");
  }

  /// A fix as the app writes it.
  ///
  /// @param accuracy in metres; negative to leave it out, as phones do for 0
  /// @param tst seconds since 1970
  public static String location(double lat, double lon, double accuracy, long tst) {
    String acc = accuracy < 0 ? "" : String.format(Locale.ROOT, "\"acc\":%.0f,", accuracy);
    return String.format(
        Locale.ROOT,
        "{\"_type\":\"location\",\"tid\":\"ph\",\"lat\":%.6f,\"lon\":\"%.6f\",%s\"batt\":64,\"t\":\"u\",\"tst\":%d,\"created_at\":%d}",
        lat,
        lon,
        acc,
        tst,
        tst + 3);
  }

  public static String transition(String event, String region, long tst) {
    return "{\"_type\":\"transition\",\"event\":\"%s\",\"desc\":\"%s\",\"acc\":20,\"tst\":%d,\"wtst\":1}"
        .formatted(event, region, tst);
  }

  /// Without a network everything is queued.
  public void offline(boolean now) {
    offline = now;
  }

  public int queued() {
    return queue.size();
  }

  public Future<Boolean> say(String message) {
    queue.add(message);
    return offline ? Future.succeededFuture(false) : flush();
  }

  /// Sends the queue out of order.
  public Future<Boolean> burst(long seed) {
    Collections.shuffle(queue, new Random(seed));
    return flush();
  }

  /// Sends what is queued; what is not taken stays.
  public Future<Boolean> flush() {
    List<String> all = List.copyOf(queue);
    queue.clear();
    Future<Boolean> done = Future.succeededFuture(true);
    for (String one : all) {
      done =
          done.compose(before ->
              caller
                  .post(path, headers, one)
                  .map(said -> {
                    if (!said.isTaken()) queue.add(one);
                    return before && said.isTaken();
                  }));
    }
    return done;
  }
}
