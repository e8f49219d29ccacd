package steward.hub;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes one part after the other: what fails is said and stops none of the rest.
final class InOrder {
  private static final Logger LOG = LoggerFactory.getLogger(InOrder.class);

  /// How a part is closed.
  interface Closing {
    void close() throws Exception;
  }

  private InOrder() {}

  static void quietly(String what, Closing closing) {
    try {
      closing.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("{} did not close in order", what, e);
    }
  }
}
