package steward.network.mdns;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// An announcer in a process of its own, for a network namespace. Answers each line of its input
/// with its host name and counters, and ends with its input.
final class AnnouncerProcess {
  private AnnouncerProcess() {}

  public static void main(String[] arguments) throws Exception {
    var announcer =
        new Announcer(
            new UUID(1, 2),
            "Steward",
            List.of(
                new Announcer.Service("_https._tcp", 8888),
                new Announcer.Service("_wss._tcp", 8888),
                new Announcer.Service("_ssh._tcp", 8889)),
            () -> Set.of("c-k3v9.local"));
    announcer.start();
    System.out.println("started");
    while (System.in.read() >= 0)
      System.out.println(
          announcer.hostName() + " " + announcer.counters() + " " + announcer.others());
    announcer.close();
  }
}
