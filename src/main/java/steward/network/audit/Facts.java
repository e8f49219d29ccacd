package steward.network.audit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What is known of a family, or of one way in which its devices are set up.
final class Facts {
  private final String title;
  private final Map<Check, Finding> said = new EnumMap<>(Check.class);
  private String remedy = "";
  private boolean gentle;
  private Optional<Login> login = Optional.empty();

  Facts(String title) {
    this.title = title;
  }

  Facts say(Check check, Verdict verdict, String evidence) {
    said.put(check, Finding.known(check, verdict, evidence));
    return this;
  }

  /// What its owner can do on the device itself about who controls it, after “you can”.
  Facts remedy(String words) {
    remedy = words;
    return this;
  }

  /// What can be done about this check.
  String remedy(Check check) {
    return check == Check.CONTROL && !remedy.isEmpty() ? remedy : check.advice();
  }

  /// Its server bears one connection only, or nobody knows: its driver's own door is left alone,
  /// and TLS is not tried on it.
  Facts gentle() {
    gentle = true;
    return this;
  }

  Facts login(Login documented) {
    login = Optional.of(documented);
    return this;
  }

  String title() {
    return title;
  }

  boolean isGentle() {
    return gentle;
  }

  /// The one documented login that may be tried, once.
  Optional<Login> login() {
    return login;
  }

  Optional<Finding> said(Check check) {
    return Optional.ofNullable(said.get(check));
  }
}
