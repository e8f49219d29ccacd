package steward.hub;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One part that ends with the house.
interface Closing {
  Logger LOG = LoggerFactory.getLogger(Closing.class);

  void close() throws Exception;

  /// Closes it; that it fails keeps no other part open.
  static void quietly(String what, Closing closing) {
    try {
      closing.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("{} did not close in order", what, e);
    }
  }
}
