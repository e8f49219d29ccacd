package steward.drivers.webhook;

import java.time.Duration;
import java.util.Locale;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.value.Malformed;

/// What a hook that sends is, as its binding says. Its address and secret are not here: they are
/// sealed elsewhere.
///
/// @param host for people
record Target(Form form, String host) {

  /// The form of what is sent.
  enum Form {
    /// Standard Webhooks, signed: the receiver can tell a repeat by its id.
    STANDARD(
        Duration.ofMinutes(95),
        "that it was taken in says nothing of what the receiver did with it"),
    /// IFTTT's trigger “Receive a web request”. It answers alike whether an applet ran, failed or
    /// is not there at all.
    IFTTT(
        Duration.ofSeconds(90),
        "IFTTT answers the same whether an applet ran, failed or does not exist: whether anything"
            + " came of it cannot be known from here");

    private final Duration answeredWithin;
    private final String why;

    Form(Duration answeredWithin, String why) {
      this.answeredWithin = answeredWithin;
      this.why = why;
    }
  }

  /// @throws Malformed with the part that is wrong
  static Target read(Binding binding) {
    String label = binding.part("kind", "standard");
    Form form =
        switch (label) {
          case "standard" -> Form.STANDARD;
          case "ifttt" -> Form.IFTTT;
          default ->
              throw new Malformed("/binding/kind", "standard or ifttt to send", "'" + label + "'");
        };
    return new Target(form, binding.part("host", "the receiver"));
  }

  String label() {
    return form.name().toLowerCase(Locale.ROOT);
  }

  Expectation expectation() {
    return new Expectation.Unobservable(form.why, form.answeredWithin);
  }
}
