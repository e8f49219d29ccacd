package steward.sim.kasa;

/// How a device behaves: each of its faults can be switched. Confined to its device's context.
public final class Manners {
  private final Body body;
  private final KasaSpeech kasa;
  private final TapoSpeech tapo;
  private final XorSide old;
  private final KlapGate gate;
  private final HttpSide http;

  Manners(Body body, KasaSpeech kasa, TapoSpeech tapo, XorSide old, KlapGate gate, HttpSide http) {
    this.body = body;
    this.kasa = kasa;
    this.tapo = tapo;
    this.old = old;
    this.gate = gate;
    this.http = http;
  }

  /// What can go wrong with one answer of the old port.
  public enum Fault {
    /// It announces more than it sends.
    TOO_LONG,
    /// An empty message.
    EMPTY,
    /// It ends in the middle of the JSON.
    TRUNCATED,
    /// Random bytes.
    GARBAGE,
    /// It closes the connection instead.
    CLOSED,
    /// It announces an impossible length.
    HUGE
  }

  /// Says that it obeys, and does not.
  public void lie(boolean on) {
    body.lies = on;
  }

  /// Refuses orders with this number; 0 takes them again.
  public void refuse(int code) {
    kasa.refusal = code;
    tapo.refusal = code;
  }

  /// The next answer of the old port goes wrong in this way.
  public void next(Fault fault) {
    old.next(fault);
  }

  /// This share of the answers of the old port is garbage.
  public void garbage(double share) {
    old.garbage = share;
  }

  /// Takes requests on the old port and answers none.
  public void hang(boolean on) {
    old.hangs = on;
  }

  /// Breaks connections when it is asked more often than twice a second.
  public void tire(boolean on) {
    old.tires = on;
  }

  /// “Third-party compatibility” is off.
  public void closed(boolean on) {
    gate.closed = on;
  }

  /// The session is gone, as after another program's handshake.
  public void forgetSession() {
    gate.forget();
  }

  /// Each session serves one request; what comes after it is answered with what is no HTTP.
  public void oneRequestPerSession(boolean on) {
    gate.oneRequest = on;
    gate.talksNonsense = on;
  }

  /// HTTP answers do not tell their length.
  public void withoutLength(boolean on) {
    http.withoutLength = on;
  }
}
