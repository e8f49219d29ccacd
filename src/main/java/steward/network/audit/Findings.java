package steward.network.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts together what is known of one device: of its family, of its firmware, what was seen without
/// asking it, and what it showed when it was asked. Where two speak of one check the worse one
/// counts.
final class Findings {
  private static final int STORM_A_MINUTE = 60;

  private final Subject device;
  private final Facts facts;
  private final Seen seen;
  private final Optional<Run> run;
  private final Optional<String> twin;
  private final Instant now;

  /// @param twin the name of another device that showed the same key
  Findings(
      Subject device,
      Facts facts,
      Seen seen,
      Optional<Run> run,
      Optional<String> twin,
      Instant now) {
    this.device = device;
    this.facts = facts;
    this.seen = seen;
    this.run = run;
    this.twin = twin;
    this.now = now;
  }

  /// One for each check, in their order.
  List<Finding> all() {
    var all = new ArrayList<Finding>();
    for (Check check : Check.values()) all.add(of(check));
    return all;
  }

  private Finding of(Check check) {
    Optional<Finding> asked =
        run.stream()
            .flatMap(r -> r.findings().stream())
            .filter(f -> f.check() == check)
            .findFirst();
    Optional<Finding> known =
        switch (check) {
          case EXPLOITED_FAULT, KNOWN_FAULT -> Optional.of(fault(check));
          case FIRMWARE -> Optional.of(firmware());
          case CHATTER -> chatter();
          case ALONE -> alone();
          case CLOUD_IN_CLEAR -> cloud();
          case UPDATES_IN_CLEAR -> updates();
          case CALM -> calm();
          case TLS -> sharedKey();
          case CONTROL,
              DEFAULT_LOGIN,
              DEBUG_PORTS,
              PLAIN_SPEECH,
              SUPPORT,
              DISCLOSURE,
              LOGIN_IN_CLEAR,
              SECRETS_IN_CLEAR,
              OTHER_PORTS,
              GUESSING,
              CONTACT,
              OUT_OF_SIGHT ->
              Optional.empty();
        };
    Optional<Finding> said = facts.said(check);
    return worse(asked, worse(known, said)).orElseGet(() -> nothing(check));
  }

  private static Optional<Finding> worse(Optional<Finding> one, Optional<Finding> other) {
    if (one.isEmpty()) return other;
    if (other.isEmpty()) return one;
    return rank(other.get()) < rank(one.get()) ? other : one;
  }

  private static int rank(Finding finding) {
    return switch (finding.verdict()) {
      case FAIL -> 0;
      case WARN -> 1;
      case PASS -> 2;
      case INFO -> 3;
      case DECLARED -> 4;
      case UNKNOWN -> 5;
      case NOT_ASSESSED -> 6;
    };
  }

  private Finding nothing(Check check) {
    return switch (check) {
      case OUT_OF_SIGHT ->
          Finding.known(check, Verdict.NOT_ASSESSED, "The network does not show these.");
      case GUESSING ->
          Finding.known(check, Verdict.NOT_ASSESSED, "The steward never guesses passwords.");
      case CONTACT, SUPPORT ->
          Finding.known(check, Verdict.UNKNOWN, "The steward's lists do not say.");
      case TLS ->
          facts.isGentle()
              ? Finding.known(
                  check, Verdict.NOT_ASSESSED, "TLS is not tried on a device like this.")
              : Finding.known(check, Verdict.UNKNOWN, "Nobody asked it yet.");
      case DEBUG_PORTS, OTHER_PORTS ->
          Finding.known(check, Verdict.UNKNOWN, "Nobody asked it yet.");
      case CHATTER, CLOUD_IN_CLEAR, UPDATES_IN_CLEAR, CALM ->
          Finding.known(check, Verdict.UNKNOWN, "Nobody watched it for long enough.");
      case SECRETS_IN_CLEAR, LOGIN_IN_CLEAR ->
          Finding.known(check, Verdict.UNKNOWN, "Nothing of the kind was seen yet.");
      case CONTROL,
          DEFAULT_LOGIN,
          EXPLOITED_FAULT,
          KNOWN_FAULT,
          PLAIN_SPEECH,
          ALONE,
          DISCLOSURE,
          FIRMWARE ->
          Finding.known(check, Verdict.UNKNOWN, "Nobody knows it yet.");
    };
  }

  private Finding firmware() {
    String firmware = device.firmware();
    return firmware.isBlank() || firmware.equals("unknown")
        ? Finding.known(Check.FIRMWARE, Verdict.UNKNOWN, "The house does not know its firmware.")
        : Finding.seen(Check.FIRMWARE, Verdict.INFO, "It says " + firmware + ".", now);
  }

  private Finding fault(Check check) {
    boolean wantsExploited = check == Check.EXPLOITED_FAULT;
    List<Fault> ofModel =
        Fault.of(device.model()).stream().filter(f -> f.exploited() == wantsExploited).toList();
    String asOf = ", as of " + Fault.AS_OF;
    List<Fault> here =
        ofModel.stream().filter(f -> f.isIn(device.firmware()).orElse(false)).toList();
    if (!here.isEmpty()) {
      Fault first = here.getFirst();
      String more = here.size() > 1 ? " And " + (here.size() - 1) + " more." : "";
      String sentence = first.id() + ": " + first.what() + " (" + first.source() + asOf + ").";
      return Finding.known(check, Verdict.FAIL, sentence + more);
    }
    if (ofModel.isEmpty())
      return Finding.known(
          check,
          Verdict.UNKNOWN,
          "The steward's list of "
              + Fault.all().size()
              + " faults has none of this model"
              + asOf
              + ".");
    boolean areOver =
        ofModel.stream().allMatch(f -> f.isIn(device.firmware()).filter(in -> !in).isPresent());
    String ids = String.join(", ", ofModel.stream().map(Fault::id).toList());
    return areOver
        ? Finding.known(check, Verdict.INFO, "Its firmware is newer than " + ids + asOf + ".")
        : Finding.known(
            check, Verdict.UNKNOWN, "Nobody can tell whether its firmware has " + ids + asOf + ".");
  }

  private boolean isWatched() {
    return seen.watched().filter(time -> time.compareTo(Watch.ENOUGH) >= 0).isPresent();
  }

  private Optional<Finding> chatter() {
    // Without a profile nobody can tell which names are too many.
    if (seen.beyond().isEmpty()) return Optional.empty();
    List<String> beyond = seen.beyond().get();
    int hosts = beyond.size();
    if (hosts > 0) {
      String some = String.join(", ", beyond.stream().limit(3).toList());
      String sentence =
          "It asked for " + some + (hosts > 3 ? " and " + (hosts - 3) + " more." : ".");
      return Optional.of(
          new Finding(Check.CHATTER, Verdict.WARN, sentence, hosts, Optional.of(now)));
    }
    if (!isWatched()) return Optional.empty();
    return Optional.of(
        Finding.seen(Check.CHATTER, Verdict.PASS, "It asked for no other in a day.", now));
  }

  private Optional<Finding> alone() {
    return seen.alone()
        .map(works ->
            works
                ? Finding.seen(
                    Check.ALONE, Verdict.PASS, "After a day without a way out it answers.", now)
                : Finding.seen(
                    Check.ALONE, Verdict.FAIL, "Without a way out it stopped answering.", now));
  }

  private Optional<Finding> cloud() {
    if (seen.plain().isEmpty()) return Optional.empty();
    if (seen.plain().get())
      return Optional.of(
          Finding.seen(Check.CLOUD_IN_CLEAR, Verdict.WARN, "It sends something without TLS.", now));
    if (!isWatched()) return Optional.empty();
    return Optional.of(
        Finding.seen(Check.CLOUD_IN_CLEAR, Verdict.PASS, "For a day nothing without TLS.", now));
  }

  private Optional<Finding> updates() {
    if (seen.plainUpdates().isEmpty()) return Optional.empty();
    String host = seen.plainUpdates().getFirst();
    return Optional.of(
        Finding.seen(
            Check.UPDATES_IN_CLEAR, Verdict.WARN, "It asked " + host + " without TLS.", now));
  }

  private Optional<Finding> calm() {
    if (seen.retries().isEmpty()) return Optional.empty();
    int times = seen.retries().getAsInt();
    Verdict verdict = times > STORM_A_MINUTE ? Verdict.WARN : Verdict.PASS;
    return Optional.of(
        Finding.seen(Check.CALM, verdict, "Refused, it tries " + times + " times a minute.", now));
  }

  private Optional<Finding> sharedKey() {
    return twin.map(other ->
        Finding.seen(Check.TLS, Verdict.FAIL, "It shows the same key as " + other + ".", now));
  }
}
