package steward.hook;

import java.util.Optional;

/// The steps by which a person tells a service about a hook.
public final class Steps {
  private Steps() {}

  /// @param port of the listener, where it is on
  public static String of(Hooks.Made made, Optional<Integer> port) {
    Hook hook = made.hook();
    String steps = hook.isOut() ? sending(hook) : called(made);
    if (hook.isOut()) return steps;
    String where =
        port.map(number ->
                "The listener is on port "
                    + number
                    + ". Services outside reach it by a name of yours with HTTPS: let your reverse proxy or"
                    + " tunnel pass only paths below /hook/ to this port, and nothing else to this house.\n")
            .orElse(
                "The listener is off: set webhooks.port, and let a reverse proxy with HTTPS pass only paths"
                    + " below /hook/ to it.\n");
    return where + steps;
  }

  private static String called(Hooks.Made made) {
    String url = "https://YOUR-NAME" + made.path();
    return switch (made.hook().kind()) {
      case IFTTT -> ifttt(made, url);
      case WITHINGS ->
          """
          1. At developer.withings.com, register an application of your own and link your account.
          2. Subscribe with action=subscribe, once with appli=50 (in bed) and once with appli=51 (out of bed), and
             callbackurl=%s
             Withings asks this address with HEAD first; it must be HTTPS with a name, port 443, at most 255 characters.
          3. Withings signs nothing: whoever knows the address can say that somebody went to bed. Name your userid
             in the sheet, and bind nothing to it that matters.
          4. A subscription ends without notice when the house does not answer for a while. List the subscriptions
             every day (action=list), and subscribe again when one is missing.
          """
              .formatted(url);
      case GITHUB ->
          """
          In the repository's settings, Webhooks, Add webhook:
          Payload URL   %s
          Content type  application/json
          Secret        %s
          The signature has no time: a repeated body is found out for a day, and after that is not.
          """
              .formatted(url, shown(made));
      case STRIPE ->
          """
          Add an endpoint with the URL %s. Stripe makes its signing secret itself (whsec_…): make this hook with
          that secret ('--secret -' reads it from the input).
          """
              .formatted(url);
      case STANDARD ->
          """
          URL     %s
          Secret  %s
          The caller signs as Standard Webhooks says (webhook-id, webhook-timestamp, webhook-signature). Its clock
          may be off by five minutes.
          """
              .formatted(url, shown(made));
      case OWNTRACKS ->
          """
          In the OwnTracks app, Settings, Connection:
          Mode            HTTP
          URL             %s
          Authentication  on, the user as in this thing, the password %s
          Name a region "Home" in the app, or give the zone to this thing. The house keeps at home or away,
          never where.
          """
              .formatted(url, shown(made));
      case GENERIC ->
          """
          POST %s
          %s
          JSON, a form or plain text in UTF-8, at most 64 KiB. The answer 202 has an id; GET the address with
          /calls/ID behind it, with the same credential, tells what became of the call.
          """
              .formatted(url, credential(made));
    };
  }

  private static String ifttt(Hooks.Made made, String url) {
    String header =
        made.hook().proof() == Proof.PATH
            ? "(none: the secret is in the URL)"
            : "X-Steward-Secret: " + made.secret();
    return """
    In the applet's action "Make a web request":
    URL                 %s
    Method              POST
    Content type        application/json
    Additional headers  %s
    Body                {"event":"bed_in","who":"<<<{{DeviceUser}}>>>","at":"{{DateandTime}}"}
    The three angle brackets keep quotation marks in a name from breaking the JSON. For out of bed make a
    second applet with "bed_out".
    IFTTT signs nothing, promises no delivery, and may call late, twice or never. Its own log says "success"
    when the request was sent, not when your house did anything: ask the id in the answer for that.
    """
        .formatted(url, header);
  }

  private static String credential(Hooks.Made made) {
    return switch (made.hook().proof()) {
      case BEARER -> "with the header   Authorization: Bearer " + made.secret();
      case BASIC -> "with basic authentication, any user, the password " + made.secret();
      case PATH -> "The secret is a part of the address: it will stand in logs along the way.";
      case GITHUB ->
          "with the header   X-Hub-Signature-256: sha256=<HMAC-SHA-256 of the body, in hex>, key "
              + shown(made);
      case STANDARD, STRIPE -> "signed, with the key " + shown(made);
    };
  }

  private static String shown(Hooks.Made made) {
    return made.secret().isEmpty() ? "as you gave it" : made.secret();
  }

  private static String sending(Hook hook) {
    if (hook.kind() == HookKind.IFTTT)
      return """
      The applet's trigger is "Receive a web request"; the text of a notice is its Value1, its own id Value2.
      To see whether the applet runs, give it a second action, "Make a web request", that calls an IFTTT hook
      of this house ('steward webhooks add "Came back" --kind ifttt') with the body {"event":"back","id":"{{Value2}}"}:
      with the notice it then stands that its applet ran, and after how long.
      IFTTT answers with success also where no applet has this event, where the applet failed, and where the
      service behind it did nothing. The house therefore says "sent, cannot be checked", never "done". Let nothing
      depend on it alone: no heating, no lock, no alarm.
      """;
    return """
    Each notice is a POST with {"type":"house.notice","timestamp":…,"data":{"text":…}}, signed as Standard Webhooks
    says. The receiver checks webhook-signature over the raw body, refuses a webhook-timestamp that is five minutes
    off, and takes each webhook-id once: a notice that is tried again has the same id.
    An answer 2xx means "taken in", no more. 410 turns the hook off. Redirects are not followed.
    """;
  }
}
