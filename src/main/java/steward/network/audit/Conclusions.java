package steward.network.audit;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import steward.value.Sha256;

/// What follows from what a device answered, and no more than that.
final class Conclusions {
  private static final int RSA_MIN = 2048;
  private static final int SHOWN_MAX = 12;
  private static final int TLS_12 = 0x0303;
  private static final int DEBUG_MIN = 2;

  private Conclusions() {}

  /// @param whole whether all of it was asked: only then a door that was not found is closed
  static List<Finding> of(List<Prober.Asked> asked, boolean whole) {
    var found = new ArrayList<Finding>();
    if (asked.isEmpty()) return found;
    Instant at = asked.getLast().at();
    debug(asked, whole, at).ifPresent(found::add);
    doors(asked, whole, at).ifPresent(found::add);
    pages(asked, found);
    tls(asked, whole, at).ifPresent(found::add);
    login(asked).ifPresent(found::add);
    return found;
  }

  private static List<Integer> open(List<Prober.Asked> asked) {
    return asked.stream()
        .filter(one -> one.reply().state() == Touch.State.OPEN)
        .map(one -> one.question().port())
        .distinct()
        .sorted()
        .toList();
  }

  private static String words(List<Integer> ports) {
    String some =
        ports.stream()
            .limit(SHOWN_MAX)
            .map(String::valueOf)
            .collect(java.util.stream.Collectors.joining(", "));
    return ports.size() > SHOWN_MAX ? some + " …" : some;
  }

  private static Optional<Finding> debug(List<Prober.Asked> asked, boolean whole, Instant at) {
    List<Integer> open = open(asked).stream().filter(Ports::isDebug).toList();
    if (!open.isEmpty())
      return Optional.of(
          Finding.seen(
              Check.DEBUG_PORTS, Verdict.FAIL, "TCP " + words(open) + " stands open.", at));
    // Silence is no refusal: something may listen behind it.
    List<Prober.Asked> debug =
        asked.stream().filter(one -> Ports.isDebug(one.question().port())).toList();
    List<Integer> ports =
        debug.stream().map(one -> one.question().port()).distinct().sorted().toList();
    boolean areClosed =
        ports.size() >= DEBUG_MIN
            && debug.stream().allMatch(one -> one.reply().state() == Touch.State.REFUSED);
    if (!whole || !areClosed) return Optional.empty();
    String sentence = "TCP " + words(ports) + " do not listen.";
    return Optional.of(Finding.seen(Check.DEBUG_PORTS, Verdict.PASS, sentence, at));
  }

  /// Those that nobody greets are its driver's, or speak what is judged elsewhere.
  private static Optional<Finding> doors(List<Prober.Asked> asked, boolean whole, Instant at) {
    List<Integer> others =
        asked.stream()
            .filter(one -> one.reply().state() == Touch.State.OPEN)
            .filter(one -> one.question() instanceof Question.Greeting)
            .map(one -> one.question().port())
            .filter(port -> !Ports.isDebug(port))
            .distinct()
            .sorted()
            .toList();
    List<Integer> all = open(asked);
    if (all.isEmpty() && !whole) return Optional.empty();
    Verdict verdict = others.isEmpty() ? Verdict.INFO : Verdict.WARN;
    String sentence = all.isEmpty() ? "No door was found open." : "Open: TCP " + words(all) + ".";
    return Optional.of(Finding.seen(Check.OTHER_PORTS, verdict, sentence, at));
  }

  private static void pages(List<Prober.Asked> asked, List<Finding> found) {
    for (Prober.Asked one : asked) {
      String answer = Heard.of(one.reply().heard());
      if (!(one.question() instanceof Question.FirstPage(int port)) || !answer.startsWith("HTTP/"))
        continue;
      String asks = Heard.header(answer, "www-authenticate").toLowerCase(Locale.ROOT);
      String server = Heard.header(answer, "server");
      String where = "TCP " + port;
      if (asks.startsWith("basic"))
        add(
            found,
            Finding.seen(
                Check.LOGIN_IN_CLEAR,
                Verdict.FAIL,
                where + " asks for a password over plain HTTP.",
                one.at()));
      if (server.matches(".*\\d.*"))
        add(
            found,
            Finding.seen(
                Check.DISCLOSURE,
                Verdict.WARN,
                where + " tells everybody “" + shortened(server) + "”.",
                one.at()));
      if (server.startsWith("Tasmota")) tasmota(where, answer, asks, one.at(), found);
    }
  }

  /// Its page can do all that the device can.
  private static void tasmota(
      String where, String answer, String asks, Instant at, List<Finding> found) {
    boolean isOpen = answer.matches("(?s)HTTP/1\\.[01] 200 .*");
    if (isOpen)
      add(found, Finding.seen(Check.CONTROL, Verdict.FAIL, where + " asks for no password.", at));
    else if (!asks.isEmpty())
      add(found, Finding.seen(Check.CONTROL, Verdict.PASS, where + " asks for a password.", at));
  }

  private static void add(List<Finding> found, Finding one) {
    if (found.stream().noneMatch(older -> older.check() == one.check())) found.add(one);
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static Optional<Finding> tls(List<Prober.Asked> asked, boolean whole, Instant at) {
    var faults = new ArrayList<String>();
    var seen = new ArrayList<String>();
    var speaking = new TreeSet<Integer>();
    var refusing = new TreeSet<Integer>();
    for (Prober.Asked one : asked) {
      if (!(one.question() instanceof Question.Hello hello)) continue;
      Optional<TlsHello.Shown> shown = TlsHello.read(one.reply().heard());
      if (shown.isEmpty()) continue;
      String where = "TCP " + hello.port();
      if (shown.get().isRefusal()) {
        seen.add(where + " refuses TLS " + hello.offer().title());
        if (hello.offer() == TlsHello.Offer.ONLY_10) refusing.add(hello.port());
        continue;
      }
      seen.add(where + " speaks " + shown.get().words());
      speaking.add(hello.port());
      if (shown.get().version() < TLS_12) faults.add(where + " takes " + shown.get().words());
      shown.get().certificate().ifPresent(leaf -> faults.addAll(faults(leaf, one.at())));
    }
    if (seen.isEmpty()) {
      boolean wasAsked = asked.stream().anyMatch(one -> one.question() instanceof Question.Hello);
      if (!whole || !wasAsked) return Optional.empty();
      return Optional.of(
          Finding.seen(Check.TLS, Verdict.NOT_ASSESSED, "No port of it speaks TLS.", at));
    }
    String evidence = String.join("; ", faults.isEmpty() ? seen : faults) + ".";
    if (!faults.isEmpty()) return Optional.of(Finding.seen(Check.TLS, Verdict.FAIL, evidence, at));
    if (!whole) return Optional.empty();
    // Whoever shows nothing but refusals, or does not refuse the old ones aloud, has shown nothing.
    boolean isSound = !speaking.isEmpty() && refusing.containsAll(speaking);
    Verdict verdict = isSound ? Verdict.PASS : Verdict.NOT_ASSESSED;
    return Optional.of(Finding.seen(Check.TLS, verdict, evidence, at));
  }

  private static List<String> faults(X509Certificate leaf, Instant at) {
    var faults = new ArrayList<String>();
    if (leaf.getNotAfter().toInstant().isBefore(at)) faults.add("its certificate has expired");
    if (leaf.getPublicKey() instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < RSA_MIN)
      faults.add("its key has " + rsa.getModulus().bitLength() + " bits only");
    String signed = leaf.getSigAlgName().toUpperCase(Locale.ROOT);
    if (signed.startsWith("SHA1") || signed.startsWith("MD5"))
      faults.add("its certificate is signed with " + signed);
    return faults;
  }

  private static Optional<Finding> login(List<Prober.Asked> asked) {
    for (Prober.Asked one : asked) {
      if (!(one.question() instanceof Question.OneLogin login)) continue;
      Optional<Boolean> takes = login.login().takes(login.seed(), one.reply().heard());
      if (takes.isEmpty()) return Optional.empty();
      Verdict verdict = takes.get() ? Verdict.FAIL : Verdict.PASS;
      String sentence =
          takes.get()
              ? "It takes one of " + login.login().title() + "."
              : "It takes none of " + login.login().title() + ".";
      return Optional.of(Finding.seen(Check.DEFAULT_LOGIN, verdict, sentence, one.at()));
    }
    return Optional.empty();
  }

  /// The SHA-256 of the public key that it showed, in hexadecimal figures.
  static Optional<String> key(List<Prober.Asked> asked) {
    return asked.stream()
        .filter(one -> one.question() instanceof Question.Hello)
        .flatMap(one -> TlsHello.read(one.reply().heard()).stream())
        .flatMap(shown -> shown.certificate().stream())
        .map(leaf -> Sha256.hex(leaf.getPublicKey().getEncoded()))
        .findFirst();
  }
}
