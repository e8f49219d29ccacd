package steward.network.fence;

import static steward.network.fence.Proof.prove;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import steward.Patience;

/// The proof with somebody living in the home, a program as [Proof] is.
final class LivingProof {
  private LivingProof() {}

  public static void main(String[] arguments) {
    Awaitility.setDefaultTimeout(Patience.LIMIT);
    // Of this very day: certificates and sessions go by the machine's clock.
    Instant evening = LocalDate.now(ZoneOffset.UTC).atTime(19, 0).toInstant(ZoneOffset.UTC);
    var time = new RunningTime(evening);
    try (var living = new LivingHome(Path.of(arguments[0]), time)) {
      var claims = new LivingClaims(living);
      prove("devices are taken in behind the fence", claims::movesIn);
      prove("they obey the laptop, and call home in vain", claims::obey);
      prove("a call home is in the ledger", claims::written);
      prove("what goes through a lane is in the ledger to the byte", claims::counted);
      prove("a lane changes and another's data is whole", claims::undisturbed);
      prove("a device that the owner locked cannot be cloned elsewhere", claims::locked);
      prove("the fence outlives the steward, and everything obeys after it", claims::restarted);
      prove("a lane whose helper dies is the old one or the new", claims::helperDies);
      prove("without one rule the devices do call home, and the house says so", claims::control);
      var day = new OfflineDay(living, claims, time);
      prove("a day without the Internet is a day like any other", day::goesOn);
      prove("what would leave it is counted", day::control);
    } catch (Throwable e) {
      System.out.println("no the home is lived in: " + e);
      e.printStackTrace();
    }
    System.out.println("end");
    System.exit(0);
  }
}
