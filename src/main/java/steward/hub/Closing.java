package steward.hub;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a part of the house is closed: what fails is logged, and the others are closed all the same.
interface Closing {
  Logger LOG = LoggerFactory.getLogger(StewardHouse.class);

  void close() throws Exception;

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
