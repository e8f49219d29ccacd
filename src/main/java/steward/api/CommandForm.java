package steward.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.rights.Judge;
import steward.rights.Target;
import steward.task.Command;
import steward.thing.ActionKind;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;
import tools.jackson.core.JacksonException;

/// How a command is asked for and answered in JSON, the same on every face.
public final class CommandForm {
  private CommandForm() {}

  /// A command and its outcome so far.
  public static Map<String, @Nullable Object> of(Command command) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", command.id());
    json.put("thing", command.thing().value());
    json.put("action", command.action().json());
    json.put("outcome", command.outcome().state().label());
    json.put("final", command.outcome().isFinal());
    json.put("reason", command.outcome().reason());
    json.put("since", Json.instant(command.outcome().since()));
    json.put("cause", command.causes().isEmpty() ? null : command.causes().getFirst());
    return json;
  }

  /// What an action of a thing is in the table of rights: to unlock or to learn is more than to
  /// perform.
  public static Target target(Target.OneThing one, String action) {
    if (action.equals(ActionKind.UNLOCK.label())) return new Target.Danger(one.id(), one.room());
    return Judge.isManaging(action) ? new Target.Lesson(one.id(), one.room()) : one;
  }

  /// Reads what somebody sent.
  ///
  /// @throws Malformed if it is no JSON
  public static Tree read(byte[] document) {
    try {
      return Tree.of(Json.MAPPER.readValue(document, Object.class));
    } catch (JacksonException e) {
      String what = Text.clean(String.valueOf(e.getOriginalMessage()));
      throw new Malformed("", "JSON", what.length() > 160 ? what.substring(0, 160) : what);
    }
  }

  /// The document as it is sent.
  public static byte[] bytes(Map<String, ?> document) {
    return Json.bytes(document);
  }
}
