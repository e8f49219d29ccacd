package steward.drivers.tasmota;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import steward.driver.Driver;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Step;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;

/// Measures the CPU time of one driver step for each of the messages that a house hears most. Not a
/// test: run `main`.
final class HotPath {
  private static final int ROUNDS = 8;
  private static final int MESSAGES = 200_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private HotPath() {}

  public static void main(String[] args) {
    var family = new TasmotaFamily();
    var offer =
        family.byHand(steward.thing.Binding.of("tasmota", "topic", "dev042", "relays", "1"));
    var profile =
        Profile.of(offer.things().getFirst().binding())
            .withSensors(
                List.of(
                    "/ENERGY/Power",
                    "/ENERGY/Total",
                    "/ENERGY/Today",
                    "/ENERGY/Voltage",
                    "/ENERGY/Current"));
    var thing = Plan.offer(profile, offer.device()).things().getFirst();
    Thing lamp = thing.accepted(new ThingId("t"), 1, "t", "Hall");
    var driver = family.driver(List.of(lamp));
    measure(driver, "plain POWER", "stat/dev042/POWER", "ON");
    measure(driver, "RESULT", "stat/dev042/RESULT", "{\"POWER\":\"ON\"}");
    measure(
        driver,
        "SENSOR",
        "tele/dev042/SENSOR",
        "{\"Time\":\"2026-11-21T18:00:00\",\"ENERGY\":{\"TotalStartTime\":\"2026-01-01T00:00:00\",\"Total\":72.814,"
            + "\"Yesterday\":0.1,\"Today\":0.05,\"Period\":0,\"Power\": 42,\"ApparentPower\":50,\"ReactivePower\":20,"
            + "\"Factor\":0.84,\"Voltage\":230,\"Current\":0.217}}");
  }

  private static <S> void measure(Driver<S> driver, String name, String topic, String payload) {
    var input = new Input.Came(Message.Publish.of(topic, payload), Moment.at(Instant.EPOCH));
    S state = driver.start();
    double best = Double.MAX_VALUE;
    long effects = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < MESSAGES; i++) {
        Step<S> step = driver.on(state, input);
        state = step.state();
        effects += step.effects().size();
      }
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - before) / (double) MESSAGES);
    }
    int bytes = Bytes.utf8(payload).length();
    System.out.printf(
        Locale.ROOT,
        "%-12s %4d bytes, %d readings: %.0f ns of CPU%n",
        name,
        bytes,
        effects / ROUNDS / MESSAGES,
        best);
  }
}
