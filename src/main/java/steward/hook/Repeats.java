package steward.hook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import steward.store.WebhookTable;
import steward.store.WebhookTable.Delivery;

/// The memory of what was delivered: a repeat does nothing, also after a restart. Thread-safe.
///
/// A call is known by the id that its sender signed, else by its body. An applet's body with a time
/// to the second in it tells of one event, however late it comes again. Where neither the id nor
/// the time is signed, both count: whoever repeats a call with another id is found out by its body.
final class Repeats {
  private static final int ID_LENGTH_MAX = 200;
  private static final Pattern MOMENT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}");

  private final WebhookTable table;

  Repeats(WebhookTable table) {
    this.table = table;
  }

  /// Remembers the call, on the disk, before anything is done about it.
  ///
  /// @return the delivery of which it is a repeat
  CompletableFuture<Optional<Delivery>> remember(
      Hook hook, Arrival arrival, String call, Instant now) {
    String id = id(hook, arrival);
    // A caller that gives each of its calls an id of its own is believed that they are different.
    boolean isOwnId = !id.isEmpty() && hook.proof() != Proof.GITHUB;
    boolean isOne = isOwnId || isDated(hook, arrival);
    Duration same = isOne ? WebhookTable.REMEMBERED : hook.kind().same();
    return table.remember(hook.id(), keys(hook, arrival, id), call, now, now.minus(same));
  }

  private static boolean isDated(Hook hook, Arrival arrival) {
    return hook.kind() == HookKind.IFTTT && MOMENT.matcher(arrival.body().text()).find();
  }

  private static List<String> keys(Hook hook, Arrival arrival, String id) {
    var keys = new ArrayList<String>();
    if (!id.isEmpty()) keys.add("id " + hashed(hook, id.getBytes(StandardCharsets.UTF_8)));
    if (id.isEmpty() || hook.proof() == Proof.GITHUB)
      keys.add("body " + hashed(hook, arrival.body().unsafeArray()));
    return keys;
  }

  private static String hashed(Hook hook, byte[] bytes) {
    byte[] one = hook.id().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Signatures.sha256(one, bytes));
  }

  private static String id(Hook hook, Arrival arrival) {
    String id =
        switch (hook.kind()) {
          case GITHUB -> arrival.header("x-github-delivery");
          case STANDARD -> arrival.header("webhook-id");
          case GENERIC, IFTTT ->
              arrival.header("idempotency-key").isEmpty()
                  ? arrival.header("webhook-id")
                  : arrival.header("idempotency-key");
          case STRIPE, WITHINGS, OWNTRACKS -> "";
        };
    return id.length() <= ID_LENGTH_MAX ? id : id.substring(0, ID_LENGTH_MAX);
  }

  /// Notes what became of a call that was taken.
  void became(String call, List<Long> entries) {
    var _ = table.became(call, entries).exceptionally(_ -> null);
  }

  /// Forgets a call that was refused: corrected, it may be sent again.
  CompletableFuture<Void> forget(String call) {
    return table.forget(call);
  }

  Optional<Delivery> delivery(Hook hook, String call) {
    return table.delivery(hook.id(), call);
  }
}
