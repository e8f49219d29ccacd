package steward.drivers.hue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import steward.driver.Payload;
import steward.thing.Message;
import steward.value.Bytes;
import steward.value.Text;

/// Reads what CLIP v2 answers: `{"errors":[{"description"}],"data":[…]}`, both of which may be
/// filled at once.
///
/// @param read whether it could be read at all
record Clip(boolean read, List<Payload> data, List<String> errors) {
  private static final int ERRORS_MAX = 5;
  private static final int ERROR_LENGTH_MAX = 160;

  static Clip of(Message.HttpResponse answer) {
    Optional<Payload> json = Payload.json(answer.body());
    if (json.isEmpty() || !json.get().isObject()) return new Clip(false, List.of(), List.of());
    List<String> errors =
        json.get().at("errors").items().stream()
            .limit(ERRORS_MAX)
            .map(error -> cut(error.at("description").textOr("an error without words")))
            .toList();
    return new Clip(json.get().at("data").isList(), json.get().at("data").items(), errors);
  }

  private static String cut(String text) {
    String clean = Text.clean(text).strip();
    return clean.length() > ERROR_LENGTH_MAX ? clean.substring(0, ERROR_LENGTH_MAX) + "…" : clean;
  }

  /// What went wrong, in the bridge's own words; empty where nothing did.
  String complaint() {
    return errors.stream().map(one -> "“" + one + "”").collect(Collectors.joining(", "));
  }

  /// Of a lamp that is off a bridge complains although it does what it is asked.
  boolean isOnlyWarning() {
    return !errors.isEmpty()
        && errors.stream().allMatch(error -> error.contains("may not have effect"));
  }

  List<Resource> resources() {
    var resources = new ArrayList<Resource>();
    for (Payload one : data) Resource.read(one).ifPresent(resources::add);
    return resources;
  }

  /// An envelope of the event stream: `update`, `add`, `delete`, `error`, or a later word.
  record Envelope(String type, List<Payload> data) {}

  /// The envelopes of one event; empty where it cannot be read.
  static Optional<List<Envelope>> envelopes(String text) {
    return Payload.json(Bytes.utf8(text))
        .filter(Payload::isList)
        .map(list ->
            list.items().stream()
                .map(one -> new Envelope(one.at("type").textOr(""), one.at("data").items()))
                .toList());
  }
}
