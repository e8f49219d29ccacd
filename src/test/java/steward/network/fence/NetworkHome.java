package steward.network.fence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import steward.loop.Time;

/// The home of `tools/network-home`: devices behind the fence, and it stays until it is ended.
final class NetworkHome {
  private NetworkHome() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Files.writeString(folder.resolve("pid"), "" + ProcessHandle.current().pid());
    var living = new LivingHome(folder, Time.system());
    Runtime.getRuntime().addShutdownHook(new Thread(living::close));
    new LivingClaims(living).movesIn();
    Files.writeString(folder.resolve("session"), living.session());
    System.out.println(
        "The home is up; Ctrl-C ends it. In another window: tools/network-home show");
    new CountDownLatch(1).await();
  }
}
