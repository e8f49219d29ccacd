package steward.drivers.sonoff;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import steward.driver.Payload;
import steward.value.Bytes;

/// The WebSocket session of a stock device of firmware 1.0 to 1.5 with this house in its cloud's
/// place. Pure; immutable.
///
/// The device registers with its own key and gets one for the session, which must be another and
/// stays the same. Each of its requests is answered; each of ours is acknowledged by its sequence,
/// or lost after 5 s. A change that we asked for is not reported back by itself, so it is asked for
/// after the acknowledgement.
///
/// @param key of the session
/// @param asker who registered; empty before
/// @param unanswered what we sent and when, by its sequence
/// @param heard when it last said anything
public record StockSession(
    String key,
    Optional<Dispatch.Asker> asker,
    SequencedMap<String, Instant> unanswered,
    long lastSequence,
    Instant heard) {
  public static final Duration HEARTBEAT = Duration.ofSeconds(145);
  public static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  /// At this many unanswered requests none are added.
  public static final int UNANSWERED_MAX = 8;

  /// A longer text is answered as unreadable.
  public static final int TEXT_MAX = 16 * 1024;

  public StockSession {
    unanswered = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(unanswered));
  }

  /// What happened.
  public sealed interface Happened {
    /// The device said who it is, and its key is the one that is known, if one is.
    record Registered(Dispatch.Asker device) implements Happened {}

    /// It reported its state, or a part of it.
    record Reported(Payload params) implements Happened {}

    /// It took, or refused, what we sent.
    record Acknowledged(String sequence, int error) implements Happened {}

    /// It did not answer what we sent: its state must be asked for again.
    record LostSequence(String sequence) implements Happened {}

    /// Left unread, and why.
    record Unread(String why) implements Happened {}
  }

  /// The session afterwards, what to send, and what happened.
  public record Move(StockSession session, List<String> send, List<Happened> happened) {
    public Move {
      send = List.copyOf(send);
      happened = List.copyOf(happened);
    }
  }

  /// @param key of the session, random
  public static StockSession begin(UUID key, Instant now) {
    return new StockSession(key.toString(), Optional.empty(), new LinkedHashMap<>(), 0, now);
  }

  private StockSession with(Optional<Dispatch.Asker> who, Instant now) {
    return new StockSession(key, who, unanswered, lastSequence, now);
  }

  private Move move(StockSession next, String send, Happened... happened) {
    return new Move(next, send.isEmpty() ? List.of() : List.of(send), List.of(happened));
  }

  /// Takes a text from the device.
  ///
  /// @param known the key of the device of this id that is kept; empty answers that it is new
  public Move said(String text, Known known, Instant now) {
    if (text.equals("ping")) return move(with(asker, now), "pong");
    if (text.length() > TEXT_MAX)
      return move(
          with(asker, now), error("", 400), new Happened.Unread("a text too long to be read"));
    Bytes bytes = Bytes.utf8(text);
    Optional<Payload> json = Payload.json(bytes).filter(Payload::isObject);
    if (json.isEmpty())
      return move(with(asker, now), error("", 400), new Happened.Unread("a text that is no JSON"));
    String action = json.get().at("action").textOr("");
    if (action.equals("register")) return registered(bytes, known, now);
    if (asker.isEmpty())
      return move(
          with(asker, now), error("", 406), new Happened.Unread("a word before it registered"));
    String id = asker.get().id();
    if (!json.get().at("deviceid").textOr(id).equalsIgnoreCase(id))
      return move(
          with(asker, now), error(id, 406), new Happened.Unread("a word for another device"));
    return action.isEmpty() ? acknowledged(json.get(), now) : asked(action, json.get(), now);
  }

  /// The key that is kept for a device.
  @FunctionalInterface
  public interface Known {
    Optional<String> keyOf(String id);
  }

  private Move registered(Bytes bytes, Known known, Instant now) {
    Optional<Dispatch.Asker> device = Dispatch.asker(bytes);
    if (device.isEmpty())
      return move(
          with(asker, now), error("", 400), new Happened.Unread("a register without id and key"));
    String id = device.get().id();
    boolean isOther = asker.isPresent() && !asker.get().id().equals(id);
    boolean isForged = known.keyOf(id).map(kept -> !device.get().hasKey(kept)).orElse(false);
    if (isOther || isForged || device.get().hasKey(key)) {
      return move(
          with(asker, now), error(id, 406), new Happened.Unread("a register with a wrong key"));
    }
    String answer =
        answer(id, ",\"config\":{\"hb\":1,\"hbInterval\":" + HEARTBEAT.toSeconds() + "}");
    return move(with(device, now), answer, new Happened.Registered(device.get()));
  }

  private Move asked(String action, Payload json, Instant now) {
    String id = asker.orElseThrow().id();
    StockSession next = with(asker, now);
    return switch (action) {
      case "date" -> move(next, answer(id, ",\"date\":\"" + date(now) + "\""));
      case "update" ->
          json.at("params").isObject()
              ? move(next, answer(id, ""), new Happened.Reported(json.at("params")))
              : move(next, error(id, 400), new Happened.Unread("an update without a state"));
      // Timers run in the device; this house has its own and gives it none.
      case "query" -> move(next, answer(id, ",\"params\":0"));
      default -> move(next, error(id, 400), new Happened.Unread("an action that is not known"));
    };
  }

  private Move acknowledged(Payload json, Instant now) {
    String sequence = json.at("sequence").textOr("");
    StockSession next = with(asker, now);
    if (!unanswered.containsKey(sequence))
      return move(next, "", new Happened.Unread("an answer to nothing that was asked"));
    var open = new LinkedHashMap<>(unanswered);
    open.remove(sequence);
    next = new StockSession(key, asker, open, lastSequence, now);
    int error = json.at("error").wholeOr(-1);
    var happened = new ArrayList<Happened>();
    happened.add(new Happened.Acknowledged(sequence, error));
    if (json.at("params").isObject()) happened.add(new Happened.Reported(json.at("params")));
    return new Move(next, List.of(), happened);
  }

  /// Sends a change of state.
  ///
  /// @param params an object, such as `{"switch":"on"}`
  /// @return nothing sent where it is not registered, or where too much is unanswered
  public Move put(String params, Instant now) {
    return request("update", params, now);
  }

  /// Asks for the state: its answer holds it.
  public Move ask(Instant now) {
    return request("query", "[]", now);
  }

  private Move request(String action, String params, Instant now) {
    if (asker.isEmpty() || unanswered.size() >= UNANSWERED_MAX) return move(this, "");
    long number = Math.max(now.toEpochMilli(), lastSequence + 1);
    String sequence = String.valueOf(number);
    var open = new LinkedHashMap<>(unanswered);
    open.put(sequence, now);
    String text =
        "{\"action\":\""
            + action
            + "\",\"deviceid\":\""
            + asker.get().id()
            + "\",\"apikey\":\""
            + key
            + "\",\"userAgent\":\"app\",\"sequence\":\""
            + sequence
            + "\",\"ts\":0,\"params\":"
            + params
            + ",\"from\":\"app\"}";
    return move(new StockSession(key, asker, open, number, heard), text);
  }

  /// Gives up what was not answered in time.
  public Move late(Instant now) {
    var open = new LinkedHashMap<>(unanswered);
    var lost = new ArrayList<Happened>();
    for (Map.Entry<String, Instant> one : unanswered.entrySet()) {
      if (one.getValue().plus(ANSWER_WITHIN).isAfter(now)) continue;
      open.remove(one.getKey());
      lost.add(new Happened.LostSequence(one.getKey()));
    }
    return new Move(new StockSession(key, asker, open, lastSequence, heard), List.of(), lost);
  }

  /// With three figures behind the second, whatever they are.
  private static String date(Instant now) {
    String text = now.truncatedTo(ChronoUnit.MILLIS).toString();
    return text.length() == 20 ? text.replace("Z", ".000Z") : text;
  }

  private String answer(String id, String more) {
    return "{\"error\":0,\"deviceid\":\"" + id + "\",\"apikey\":\"" + key + "\"" + more + "}";
  }

  private String error(String id, int error) {
    return "{\"error\":" + error + (id.isEmpty() ? "" : ",\"deviceid\":\"" + id + "\"") + "}";
  }

  /// Without keys.
  @Override
  public String toString() {
    return "StockSession[" + asker + ", unanswered " + unanswered.size() + "]";
  }
}
