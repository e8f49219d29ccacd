package steward.cli;

import java.util.Map;
import steward.value.Tree;

/// What is asked by whoever sits at the machine: a new setup code, a way back in, and the
/// passphrase of people's secrets.
final class MachineVerbs {
  private static final String HIDDEN = "It is asked for, and not shown while you type.";

  private MachineVerbs() {}

  static Verb recover() {
    return Verb.of(
            "recover",
            "At the machine, when all is lost: make a new client for a master.",
            MachineVerbs::recovered)
        .example("steward recover");
  }

  static Verb setupCode() {
    return Verb.of(
            "setup-code",
            "At the machine: open the claim of a house without an owner again.",
            MachineVerbs::reopened)
        .more("The new code stands on the console of the steward, as the first did.")
        .example("steward setup-code");
  }

  static Verb unlock() {
    return Verb.of(
            "unlock",
            "At the machine: open people's secrets with their passphrase.",
            MachineVerbs::unlocked)
        .more(HIDDEN)
        .example("steward unlock");
  }

  static Verb passphrase() {
    return Verb.of(
            "passphrase",
            "Put people's secrets under a passphrase, asked for after each start.",
            MachineVerbs::locked)
        .flag("--remove", "Take the passphrase away.")
        .more(HIDDEN)
        .example("steward passphrase");
  }

  private static Exit recovered(Asked asked) throws Failure {
    Tree made = asked.api().post("/recover", Map.of());
    if (!asked.printed(made)) Shown.enrolment(asked, made);
    return Exit.DONE;
  }

  private static Exit reopened(Asked asked) throws Failure {
    Tree status = asked.api().post("/claim/reopen", Map.of());
    if (!asked.printed(status)) {
      asked
          .screen()
          .line(
              "Open until %s; the new code stands on the steward's console."
                  .formatted(asked.time(Part.text(status, "until"))));
    }
    return Exit.DONE;
  }

  private static Exit unlocked(Asked asked) throws Failure {
    String passphrase = asked.secret("Passphrase:", "a terminal");
    asked.api().post("/unlock", Map.of("passphrase", passphrase));
    if (!asked.json()) asked.screen().line("Unlocked.");
    return Exit.DONE;
  }

  private static Exit locked(Asked asked) throws Failure {
    boolean isRemoved = asked.flag("--remove");
    String passphrase = isRemoved ? "" : asked.secret("New passphrase:", "a terminal");
    if (!isRemoved && !passphrase.equals(asked.secret("Once more:", "a terminal")))
      throw new Failure(Exit.USAGE, "the two are not the same, so nothing was changed");
    asked.api().put("/passphrase", Map.of("passphrase", passphrase));
    if (!asked.json()) asked.screen().line(isRemoved ? "Taken away." : "Set.");
    return Exit.DONE;
  }
}
