package steward.network.mdns;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

/// A browser in a process of its own, for a network namespace: looks for the types of its arguments
/// and tells each service that it hears. Answers each line of its input with its counters, and ends
/// with its input.
final class BrowserProcess {
  private BrowserProcess() {}

  public static void main(String[] arguments) throws Exception {
    var browser =
        new Browser(
            List.of(arguments),
            (from, service) ->
                System.out.println(
                    "service %s %s '%s' %d %s"
                        .formatted(
                            from.getHostAddress(),
                            service.type(),
                            service.instance(),
                            service.port(),
                            service.texts().stream()
                                .map(text -> new String(text.toArray(), UTF_8))
                                .collect(Collectors.joining(" ")))));
    browser.start();
    System.out.println("started");
    while (System.in.read() >= 0) System.out.println(browser.counters());
    browser.close();
  }
}
