package steward.sim.broadlink;

/// The wrong ways of a simulated device, each switched by a test. Thread-safe.
public final class Faults {
  private int losses;
  private int answerLosses;
  private int corruptions;
  private int shortnesses;
  private int expiries;
  private boolean duplicates;
  private boolean lateAnswers;
  private boolean bareErrors;
  private boolean oldHellos;
  private boolean deafToHello;

  private int latencyMinMs = 1;
  private int latencyMaxMs = 5;
  private double lossShare;

  Faults() {}

  /// A home's Wi-Fi: answers after 20 to 200 ms, every twentieth datagram lost.
  public synchronized void wifi() {
    network(20, 200, 0.05);
  }

  /// @param newLossShare of all datagrams, either way, 0..1
  public synchronized void network(int newLatencyMinMs, int newLatencyMaxMs, double newLossShare) {
    latencyMinMs = newLatencyMinMs;
    latencyMaxMs = newLatencyMaxMs;
    lossShare = newLossShare;
  }

  /// The next commands never arrive.
  public synchronized void lose(int times) {
    losses = times;
  }

  /// The next answers never arrive.
  public synchronized void loseAnswers(int times) {
    answerLosses = times;
  }

  /// The next answers have a wrong checksum.
  public synchronized void corrupt(int times) {
    corruptions = times;
  }

  /// The next answers are cut off within their header.
  public synchronized void shorten(int times) {
    shortnesses = times;
  }

  /// The next commands are answered with an expired session.
  public synchronized void expire(int times) {
    expiries = times;
  }

  /// Every answer comes twice.
  public synchronized void duplicate(boolean on) {
    duplicates = on;
  }

  /// Before every answer the one before it comes once more.
  public synchronized void answerLate(boolean on) {
    lateAnswers = on;
  }

  /// Errors come without a payload.
  public synchronized void bareErrors(boolean on) {
    bareErrors = on;
  }

  /// Its hello ends before it says who it is.
  public synchronized void oldHellos(boolean on) {
    oldHellos = on;
  }

  /// A broadcast does not reach it.
  public synchronized void deafToHello(boolean on) {
    deafToHello = on;
  }

  synchronized int latencyMinMs() {
    return latencyMinMs;
  }

  synchronized int latencyMaxMs() {
    return latencyMaxMs;
  }

  synchronized double lossShare() {
    return lossShare;
  }

  synchronized boolean takesLoss() {
    return losses > 0 && losses-- > 0;
  }

  synchronized boolean takesAnswerLoss() {
    return answerLosses > 0 && answerLosses-- > 0;
  }

  synchronized boolean takesCorruption() {
    return corruptions > 0 && corruptions-- > 0;
  }

  synchronized boolean takesShortness() {
    return shortnesses > 0 && shortnesses-- > 0;
  }

  synchronized boolean takesExpiry() {
    return expiries > 0 && expiries-- > 0;
  }

  synchronized boolean hasDuplicates() {
    return duplicates;
  }

  synchronized boolean hasLateAnswers() {
    return lateAnswers;
  }

  synchronized boolean hasBareErrors() {
    return bareErrors;
  }

  synchronized boolean hasOldHellos() {
    return oldHellos;
  }

  synchronized boolean answersHello() {
    return !deafToHello;
  }
}
