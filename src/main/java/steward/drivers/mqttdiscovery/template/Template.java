package steward.drivers.mqttdiscovery.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.value.Text;

/// A template as a device announces it, read once and rendered for each message. Immutable.
///
/// A template is code from whoever can write to the broker: it reaches only the values it is given,
/// and its length, depth, steps and results are bounded. Nothing here throws. Source of the
/// language's facts: the MQTT discovery sheet, section 4.
@SuppressWarnings("ReferenceEquality") // there is one instance of what is undefined and of none
public final class Template {
  /// Longer templates are not read.
  public static final int LENGTH_MAX = 32 * 1024;

  /// The template that gives the payload as it came.
  public static final Template PLAIN = new Template("", List.of(), "", true);

  private static final int WHY_LENGTH_MAX = 120;

  private final String source;
  private final List<Statement> body;
  private final String why;
  private final boolean isPlain;

  private Template(String source, List<Statement> body, String why, boolean isPlain) {
    this.source = source;
    this.body = body;
    this.why = why;
    this.isPlain = isPlain;
  }

  /// Reads a template; an empty text is [#PLAIN].
  public static Template of(String source) {
    if (source.isEmpty()) return PLAIN;
    if (source.length() > LENGTH_MAX)
      return new Template("", List.of(), "it is longer than " + LENGTH_MAX + " characters", false);
    if (ButtonEvent.isParser(source)) return new Template(ButtonEvent.MARK, List.of(), "", false);
    try {
      return new Template(source, new TemplateReader(source).whole(), "", false);
    } catch (Broken e) {
      String said = Text.clean(String.valueOf(e.getMessage()));
      String reason = said.length() > WHY_LENGTH_MAX ? said.substring(0, WHY_LENGTH_MAX) : said;
      return new Template(source, List.of(), "it has " + reason, false);
    }
  }

  /// The text from which [#of] makes the same template again: a long one that is known is a mark.
  public static String brief(String source) {
    return ButtonEvent.isParser(source) ? ButtonEvent.MARK : source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template that && source.equals(that.source) && why.equals(that.why);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  /// Whether it can be rendered; otherwise [#why] says what is beyond us.
  public boolean isReadable() {
    return why.isEmpty();
  }

  public String why() {
    return why;
  }

  /// The result for a payload; nothing where the message is to change nothing.
  public Optional<String> render(Arrival payload) {
    if (isPlain) return Optional.of(payload.text().strip());
    if (!isReadable()) return Optional.empty();
    if (source.equals(ButtonEvent.MARK)) return ButtonEvent.render(payload.json());
    return render(payload.variables());
  }

  /// The result for these variables: texts, whole and other numbers, truth values.
  public Optional<String> render(Map<String, Object> variables) {
    if (!isReadable()) return Optional.empty();
    try {
      return Optional.of(new Evaluation(variables).whole(body).strip());
    } catch (Broken | NumberFormatException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /// A payload on its way through several templates: its JSON is read at most once. Confined to the
  /// handling of one message.
  public static final class Arrival {
    private final String text;
    private Optional<Object> json = Optional.empty();
    private boolean isRead;

    public Arrival(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    Object json() {
      if (!isRead) json = Json.read(text);
      isRead = true;
      return json.orElse(Python.UNDEFINED);
    }

    private Map<String, Object> variables() {
      var variables = new HashMap<String, Object>(4);
      variables.put("value", text);
      if (json() != Python.UNDEFINED) variables.put("value_json", json());
      return variables;
    }
  }
}
