package steward.drivers.mqttdiscovery.template;

/// A template that cannot be read or evaluated; stays inside this package. Without a stack: it is
/// an ordinary answer to what devices send.
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Broken(String sentence) {
    super(sentence, null, false, false);
  }
}
