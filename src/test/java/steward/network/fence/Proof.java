package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/// The proof itself, a program: runs inside the home of namespaces and tells one line for each
/// claim, `ok CLAIM` or `no CLAIM: why`. [FenceProofTest] starts it and reads them.
final class Proof {
  private final Home home;

  private Proof(Home home) {
    this.home = home;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (var home = new Home(folder)) {
      home.build();
      new Proof(home).all();
    } catch (Throwable e) {
      System.out.println("no the home is built: " + e);
      e.printStackTrace();
    }
    System.out.println("end");
    System.exit(0);
  }

  interface Claim {
    void hold() throws Exception;
  }

  /// Tells on one line whether it held.
  static void prove(String claim, Claim how) {
    long from = System.nanoTime();
    try {
      how.hold();
      System.out.println("ok " + claim);
    } catch (Throwable e) {
      System.out.println(
          "no " + claim + ": " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
      e.printStackTrace();
    }
    System.err.printf("%5d ms %s%n", (System.nanoTime() - from) / 1_000_000, claim);
  }

  private void all() throws Exception {
    var day = new EverydayClaims(home);
    var change = new ChangeClaims(home);
    var doors = new DoorClaims(home);
    var ground = new GroundClaims(home);
    prove("nothing is passed on before there are rules", day::nothingBeforeRules);
    home.startHelper();
    prove("a plan is tried, confirmed and in force", day::putUp);
    prove("things get their addresses and no way out", day::addresses);
    prove("an allowed host and port works, its neighbours do not", day::lanes);
    prove(
        "nothing of a local thing arrives in the Internet",
        () -> assertThat(day.leaked()).isZero());
    prove("every question for a name is answered by the house", day::names);
    prove("every question for the time is answered by the house", day::time);
    prove("things reach neither the home, the house's pages nor each other", day::inward);
    prove("neither home nor tunnel reaches a thing, the house does", day::outward);
    prove("forged addresses, routers and servers come to nothing", day::forged);
    prove("the counters are the bytes that arrived", day::counted);
    prove("what is refused is known with its thing", day::refusals);
    prove("a call home and a name that were refused are seen at once", day::seen);
    prove("a lane closes what runs on it, for a time and for good", change::cuts);
    prove("a window closes its doors by itself, whoever died", doors::windows);
    prove("a clone at another's cable gets nothing through", doors::locked);
    prove("a change of one thing leaves the others alone", change::changed);
    prove("who leaves the plan loses all, and what it had for a time", change::forgotten);
    prove("what is tried and put back leaves nothing", change::undone);
    prove("the things go behind another interface, and the old one is shut", ground::renamed);
    prove("a port goes back to whose it was, and the home's is not taken", ground::borrowed);
    prove("the rules outlive the helper, and a half-made change does not", change::helperDies);
    prove("a change that nobody confirms is put back", change::unconfirmed);
    prove("what somebody else changes is seen and put back", change::foreign);
    prove("many things", change::many);
    prove("a plan that cannot be read is closed", change::unreadable);
    prove("on a shared host the same holds, and without one rule it does not", change::control);
    var tunnel = new TunnelClaims(home);
    String missing = tunnel.missing();
    if (missing.isEmpty())
      prove("the tunnel leads to the owner's page, and nobody else in", tunnel::reach);
    else System.out.println("skipped the tunnel: " + missing);
  }
}
