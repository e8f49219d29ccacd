package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import steward.loop.Time;

final class LivingProof {
  public static void main(String[] arguments) throws Exception {
    long from = System.nanoTime();
    try (var living = new LivingHome(Path.of(arguments[0]), Time.system())) {
      System.out.println("up " + (System.nanoTime() - from) / 1_000_000);
      living.byHand("daikin", "daikin", "\"host\":\"10.77.0.21\",\"mac\":\"409F38D107AC\"");
      living.byHand("hue", "bridge", "\"host\":\"10.77.0.22\",\"id\":\"" + LivingHome.BRIDGE + "\"");
      living.putUp();
      System.out.println("fence " + (System.nanoTime() - from) / 1_000_000);
      for (var t : living.tenants()) {
        System.out.println(t.name() + " " + t.lease() + " at " + (System.nanoTime() - from) / 1_000_000);
      }
      System.out.println(living.get("/ledger"));
      System.out.println(living.asked("GET", "/network/stations", "").body());
      System.out.println(living.asked("GET", "/things", "").body());
      living.asked("POST", "/inbox/look", "{}");
      await().until(() -> living.state("daikin").equals("present"));
      System.out.println("daikin present " + (System.nanoTime() - from) / 1_000_000);
      System.out.println(living.perform("daikin", "{\"action\":\"mode\",\"to\":\"cool\"}"));
      for (var t : living.tenants()) System.out.println(t.name() + " " + t.callHome());
      Thread.sleep(3000);
      System.out.println(living.asked("GET", "/inbox", "").body());
      System.out.println(living.asked("GET", "/ledger", "").body());
    } catch (Throwable e) {
      e.printStackTrace(System.out);
    }
    System.exit(0);
  }
}
