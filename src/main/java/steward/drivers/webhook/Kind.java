package steward.drivers.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What calls a webhook, and where in its calls the event, its time and its values stand. Source:
/// the services' own documentation of their requests.
enum Kind {
  /// Anything that its owner describes.
  GENERIC("Caller", Map.of("event", "/event")),
  /// An applet's action “Make a web request”, with the body that the set-up steps give.
  IFTTT(
      "IFTTT",
      Map.of("event", "/event", "time", "/at", "observe.bed", "/event bed_in=in bed_out=out")),
  /// A notification of Withings: a form with `appli`, 50 in bed and 51 out of bed.
  WITHINGS(
      "Withings",
      Map.of(
          "event",
          "/appli 50=bed_in 51=bed_out 1=weight 2=temperature 4=pressure 16=activity 44=sleep 46=user",
          "time",
          "/date /startdate",
          "observe.bed",
          "/appli 50=in 51=out",
          "need",
          "/userid /appli")),
  GITHUB("GitHub", Map.of("event", "@x-github-event", "need", "@x-github-event")),
  STRIPE("Stripe", Map.of("event", "/type", "time", "/created", "need", "/type")),
  /// Standard Webhooks: `type`, `timestamp`, `data`.
  STANDARD("Caller", Map.of("event", "/type", "time", "/timestamp"));

  private final String maker;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final Map<String, String> parts;

  Kind(String maker, Map<String, String> parts) {
    this.maker = maker;
    this.parts = Map.copyOf(parts);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Kind> labelled(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  static String labels() {
    return String.join(", ", Arrays.stream(values()).map(Kind::label).toList());
  }

  String maker() {
    return maker;
  }

  /// The parts of a sheet that its owner need not write.
  Map<String, String> parts() {
    return parts;
  }
}
