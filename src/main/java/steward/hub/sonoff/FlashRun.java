package steward.hub.sonoff;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import steward.api.SonoffApi;
import steward.drivers.sonoff.Flash;
import steward.link.line.Line;
import steward.thing.Message;
import steward.thing.ThingId;

/// One replacing of firmware on its way: carries the conversation with the device, and looks how
/// far it loads the image. It ends after five minutes at the latest. Thread-safe.
final class FlashRun {
  /// The image is served for no longer.
  static final Duration SERVED_MAX = Duration.ofMinutes(5);

  private static final Duration LOOK_EACH = Duration.ofSeconds(1);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(300);

  /// The device bears one connection; its driver may have it just now.
  private static final int RESETS_MAX = 10;

  private final ThingId thing;
  private final String sha256;
  private final int length;
  private final Instant since;
  private final ImageServer server;
  private final BiFunction<Duration, Runnable, Runnable> later;
  private final Consumer<String> ended;
  private @Nullable Line line;
  private @Nullable Flash flash;
  private Message.@Nullable HttpRequest asked;
  private int resets;
  private boolean isOver;
  private boolean isUnknown;
  private String sentence = "is being begun";

  /// @param ended hears once how it ended
  FlashRun(
      ThingId thing,
      String sha256,
      int length,
      Instant since,
      ImageServer server,
      BiFunction<Duration, Runnable, Runnable> later,
      Consumer<String> ended) {
    this.thing = thing;
    this.sha256 = sha256;
    this.length = length;
    this.since = since;
    this.server = server;
    this.later = later;
    this.ended = ended;
  }

  synchronized void begin(Flash.Move first, Line open) {
    line = open;
    var _ = later.apply(SERVED_MAX, this::tooLate);
    go(first);
  }

  /// It could not even be begun.
  synchronized void fail(String why) {
    end(why);
  }

  private void go(Flash.Move move) {
    flash = move.flash();
    sentence = move.flash().sentence();
    resets = 0;
    move.send().ifPresent(this::send);
    switch (move.flash().stage()) {
      case TAKEN -> look();
      case REFUSED -> {
        if (!isUnknown) end(sentence);
      }
      case ASKING, UNLOCKING, LOADING -> {}
    }
  }

  private void send(Message.HttpRequest request) {
    asked = request;
    if (line != null) line.send(request);
  }

  /// What came from the device.
  synchronized void came(Message message) {
    Flash now = flash;
    if (isOver || now == null) return;
    switch (message) {
      case Message.HttpResponse answer -> go(now.answered(answer));
      case Message.Failed failed -> failed(now, failed);
      default -> {}
    }
  }

  private void failed(Flash now, Message.Failed failed) {
    Message.HttpRequest request = asked;
    boolean isReset = failed.why() == Message.Failed.Why.BROKEN;
    // An order to load is not given again once it was seen to be heard.
    boolean isRepeatable = now.stage() != Flash.Stage.LOADING || server.loaded() == 0;
    if (request != null && isReset && isRepeatable && resets < RESETS_MAX) {
      resets++;
      var _ = later.apply(AGAIN_AFTER, () -> again(request));
      return;
    }
    isUnknown = now.stage() == Flash.Stage.LOADING;
    go(now.failed(failed));
    if (isUnknown) look();
  }

  private synchronized void again(Message.HttpRequest request) {
    if (!isOver && line != null) line.send(request);
  }

  /// Some say yes before they have loaded it.
  private synchronized void look() {
    if (isOver) return;
    if (server.loaded() >= length) {
      end(
          "it loaded all "
              + length
              + " bytes. It does not tell whether the new firmware runs: it is gone from DIY mode"
              + " now, and what it became shows when that announces itself (Tasmota opens a Wi-Fi"
              + " tasmota-…)");
    } else {
      var _ = later.apply(LOOK_EACH, this::look);
    }
  }

  private synchronized void tooLate() {
    if (!isOver)
      end(
          sentence
              + "; after five minutes it had loaded "
              + server.loaded()
              + " of "
              + length
              + " bytes, and is served no longer. Look whether it is back before anything else");
  }

  private void end(String how) {
    sentence = how;
    isOver = true;
    server.close();
    if (line != null) line.close();
    ended.accept(how);
  }

  synchronized boolean isOver() {
    return isOver;
  }

  synchronized void close() {
    if (!isOver) end("the house stopped meanwhile");
  }

  synchronized SonoffApi.Flash shown() {
    Flash now = flash;
    String stage = now == null ? "asking" : now.stage().name().toLowerCase(java.util.Locale.ROOT);
    return new SonoffApi.Flash(
        thing, stage, sentence, sha256, length, server.loaded(), isOver, since);
  }
}
