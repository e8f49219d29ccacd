package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A house without an owner, seen from a neighbour on its network and from behind a router: two
/// addresses in a network namespace, of which only one is on the attached network.
class RoutedNetworkTest {
  private static final String ROUTED = "10.213.78.2";
  private static final String ROUTED_6 = "fd13:78::2";

  @TempDir Path home;

  private Neighbourhood near;

  @BeforeEach
  void begin() throws Exception {
    near = Neighbourhood.make();
    near.behind(ROUTED);
    near.behind(ROUTED_6);
  }

  @AfterEach
  void end() throws Exception {
    if (near != null) near.close();
  }

  private String status(String from, String to, int port, String path) throws Exception {
    return near.inside(
        "curl",
        "-k",
        "-s",
        "-g",
        "-m",
        "20",
        "-o",
        "/dev/null",
        "-w",
        "%{http_code}",
        "--interface",
        from,
        "https://" + to + ":" + port + path);
  }

  @Test
  void only_a_neighbour_finds_the_claim() throws Exception {
    try (RunningHouse house =
        RunningHouse.on(home, "https.port=0", "https.certificate-port=0", "https.listen=home")) {
      int port = house.house.port("https");
      for (var way :
          List.of(
              List.of(Neighbourhood.NEIGHBOUR, ROUTED, Neighbourhood.HERE),
              List.of(Neighbourhood.NEIGHBOUR_6, ROUTED_6, "[" + Neighbourhood.HERE_6 + "]"))) {
        String neighbour = way.get(0);
        String routed = way.get(1);
        String here = way.get(2);
        assertThat(status(neighbour, here, port, "/healthz")).isEqualTo("200");
        assertThat(status(neighbour, here, port, "/claim")).isEqualTo("200");
        assertThat(status(neighbour, here, port, "/api/v1/claim/status")).isEqualTo("200");
        assertThat(status(neighbour, here, port, "/api/v1/house")).isEqualTo("404");
        assertThat(status(routed, here, port, "/healthz")).isEqualTo("200");
        for (String path : List.of("/", "/claim", "/api/v1/claim/status", "/api/v1/authority"))
          assertThat(status(routed, here, port, path)).as(routed + path).isEqualTo("404");
      }
      assertThat(
              near.inside(
                  "curl",
                  "-s",
                  "-m",
                  "5",
                  "-w",
                  "%{http_code}",
                  "http://" + Neighbourhood.HERE + ":" + house.house.port("http") + "/healthz"))
          .as("the plain door is on the loopback interface only")
          .isEqualTo("000");
    }
  }
}
