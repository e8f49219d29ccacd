package steward.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Optional;
import steward.access.Fingerprint;
import steward.access.TerminalQr;
import steward.value.Tree;

/// `steward claim`: makes the first person of a house its owner, over a connection whose
/// certificate was compared before anything secret was sent.
final class ClaimVerb {
  private static final int WORDS = 8;
  private static final int HEX_DIGITS = 64;
  private static final int SHA1_DIGITS = 40;

  private ClaimVerb() {}

  static Verb claim() {
    return Verb.of(
            "claim",
            "Become the owner of a new house, by the fingerprint and the setup code on its console.",
            ClaimVerb::act)
        .local()
        .word("HOST", "1", "Where it is: a name or an address, and its port if that is not 8888.")
        .option(
            "--words",
            "WORDS",
            "The eight words of the fingerprint on the steward's console (else they are asked for).")
        .option("--fingerprint", "HEX", "The SHA-256 itself, 64 hex digits, instead of the words.")
        .option(
            "--code",
            "CODE",
            "The setup code on the console; '-' reads it from standard input (else it is asked for).")
        .option("--user", "NAME", "Your name (default: that of your account here).")
        .option("--client", "NAME", "The name of the device that you will sign in with.")
        .option(
            "--zone", "ZONE", "The house's time zone, such as Europe/Vienna (default: this one).")
        .flag("--json", "Print the answer as JSON.")
        .more(
            "The certificate on the wire is compared with the words before the code is sent. If they\n"
                + "differ, someone may be between you and the steward, and nothing is sent.")
        .example("steward claim steward.local")
        .example(
            "steward claim 192.168.1.7 --words \"abandon ability …\" --user Alice --client Laptop");
  }

  private static Exit act(Asked asked) throws Failure, IOException {
    Wire wire = Wire.of(asked.word(0));
    X509Certificate shown = wire.look();
    compare(asked, wire, Fingerprint.of(shown));
    Api api = wire.pinned(shown);
    isOpen(api);
    var body = new LinkedHashMap<String, Object>();
    String user =
        Prompt.line("Your name:", asked.option("--user"), System.getProperty("user.name", "owner"));
    body.put("user", user);
    body.put(
        "client",
        Prompt.line(
            "The device that you will sign in with:", asked.option("--client"), computer(user)));
    body.put("zone", zone(asked));
    body.put("code", code(asked));
    Tree answer = api.post("/claim", body);
    if (!asked.printed(answer)) told(asked.screen(), answer);
    return Exit.DONE;
  }

  /// Never tells what was seen on the wire: it would be typed off the screen instead of the
  /// console.
  private static void compare(Asked asked, Wire wire, Fingerprint shown) throws Failure {
    Optional<String> hex = asked.option("--fingerprint");
    boolean same;
    if (hex.isPresent()) {
      same = shown.isHex(hexDigits(hex.get()));
    } else {
      Optional<String> given = asked.option("--words");
      String words =
          given.isPresent()
              ? given.get()
              : Prompt.line(
                  "The eight words on the steward's console:", "--words or --fingerprint");
      same = shown.isWords(counted(words));
    }
    if (!same) throw differs(wire);
    asked.screen().err().println("The certificate is the one on the console.");
  }

  private static Failure differs(Wire wire) {
    return new Failure(
        Exit.UNSOUND,
        """
        what %s shows is not the certificate on the console: nothing was sent.
          Look at the console once more: the words change when the steward renews its certificate, \
        or starts in another home folder.
          If they were typed right, another machine answers there: one that has this name or \
        address, or one between you and the steward. Do not go on from this network.\
        """
            .formatted(wire.base()));
  }

  private static String counted(String words) throws Failure {
    int count = words.strip().split("[\\s,-]+").length;
    if (count != WORDS)
      throw new Failure(Exit.USAGE, "--words: expected eight words, got " + count);
    return words;
  }

  private static String hexDigits(String text) throws Failure {
    String digits = text.replaceAll("[\\s:]", "");
    if (digits.length() == SHA1_DIGITS)
      throw new Failure(
          Exit.USAGE, "--fingerprint: that is a SHA-1, which can be forged; give the SHA-256");
    if (digits.length() != HEX_DIGITS || !digits.matches("[0-9a-fA-F]+"))
      throw Asked.wrong("--fingerprint", "64 hex digits", text);
    return digits;
  }

  private static void isOpen(Api api) throws Failure {
    Tree status;
    try {
      status = api.get("/claim/status");
    } catch (Api.Refusal refusal) {
      if (refusal.exit() != Exit.NOT_FOUND) throw refusal;
      throw new Failure(
          Exit.NOT_TAKEN,
          "this house has an owner: ask a master for a client, or use 'steward recover' at the machine");
    }
    if (Part.text(status, "attached").equals("false"))
      throw new Failure(
          Exit.NOT_TAKEN,
          "a house is claimed only from its own network; this computer reaches it by another");
    if (Part.text(status, "open").equals("false"))
      throw new Failure(
          Exit.NOT_TAKEN, "the time for the claim is over: open it again at the steward's console");
  }

  private static String computer(String user) {
    try {
      return user + "'s " + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return user + "'s computer";
    }
  }

  private static String zone(Asked asked) throws Failure {
    String zone = asked.option("--zone").orElse(ZoneId.systemDefault().getId());
    try {
      return ZoneId.of(zone).getId();
    } catch (DateTimeException _) {
      throw Asked.wrong("--zone", "a time zone such as Europe/Vienna", zone);
    }
  }

  private static String code(Asked asked) throws Failure, IOException {
    Optional<String> given = asked.option("--code");
    String typed =
        given.isEmpty()
            ? Prompt.secret("The setup code on the console (it is not shown):", "--code")
            : given.get().equals("-") ? Prompt.input() : given.get();
    String digits = typed.replaceAll("[\\s-]", "");
    if (!digits.matches("[0-9]{8}"))
      throw new Failure(Exit.USAGE, "the setup code has eight digits"); // Never repeats it.
    return digits;
  }

  private static void told(Screen screen, Tree answer) {
    screen.line(
        "%s now owns this house, and signs in with %s."
            .formatted(Part.text(answer, "user", "name"), Part.text(answer, "client", "name")));
    if (!answer.has("enrolment")) return;
    Tree enrolment = answer.get("enrolment");
    String uri = Part.text(enrolment, "uri");
    screen.line("");
    screen.line("Add this to an authenticator app; it makes the codes to sign in with:");
    screen.line("");
    screen.line("  " + uri);
    TerminalQr.lines(uri, screen.live()).forEach(screen::line);
    screen.line("");
    screen.line("The secret name of this client, for another browser on it:");
    screen.line("  " + Part.text(enrolment, "secret"));
    screen.line("");
    screen.line("Recovery codes, each for one sign-in; keep them on paper. None is shown again:");
    for (Tree code : Part.items(enrolment, "recovery"))
      screen.line("  " + Screen.clean(String.valueOf(code.node())));
  }
}
