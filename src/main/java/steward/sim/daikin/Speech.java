package steward.sim.daikin;

import java.util.Random;
import steward.sim.daikin.Exchange.Answer;
import steward.sim.daikin.Exchange.Request;

/// A protocol as an adapter's firmware answers it. Guarded by its device.
interface Speech {
  Answer answer(Request request);

  /// What the adapter is, and how oddly it behaves: shared by all protocols of one device. Guarded
  /// by its device.
  final class Traits {
    final String mac;
    final Random chance;
    String name = "Living";
    String version = "1_2_54";
    String network = "Home, sweet (°,,°) home";
    String password = "";
    String key = "0123456789012";
    String registered = "";
    boolean splitSwing;
    boolean ampersands;
    boolean shuffled;
    boolean fewDays;
    boolean withoutAutoGoal;
    boolean longVanes;
    int refusals;
    int htmls;

    Traits(String mac, Random chance) {
      this.mac = mac;
      this.chance = chance;
    }
  }

  /// Carries a change out, after the time that the unit needs.
  interface Later {
    void change(Runnable change);
  }
}
