package steward.sim.fence;

import java.util.List;

/// A station on the simulated network, and what it wants from the Internet all day.
///
/// @param hardware such as `a0:b1:c2:d3:00:01`
/// @param called what it calls itself when it asks for an address; `*` for nothing
/// @param wishes what it tries, again and again
public record SimStation(String hardware, String called, List<Wish> wishes) {
  /// The ports of the simulated bridge.
  public static final List<String> PORTS = List.of("things-1", "things-2");

  public SimStation {
    wishes = List.copyOf(wishes);
  }

  /// Where its cable is.
  public String port() {
    return PORTS.get(Math.floorMod(hardware.hashCode(), PORTS.size()));
  }

  /// Something that it tries.
  ///
  /// @param name whom it asks for; empty where it has an address in figures
  /// @param address where that is
  /// @param everySeconds between two tries
  /// @param bytes of one try that succeeds, outward; ten times as many come back
  public record Wish(
      String name, String address, String protocol, int port, int everySeconds, int bytes) {}

  private static Wish tcp(String name, String address, int port, int everySeconds, int bytes) {
    return new Wish(name, address, "tcp", port, everySeconds, bytes);
  }

  private static Wish time(String name, int everySeconds) {
    return new Wish(name, "198.18.7.123", "udp", 123, everySeconds, 76);
  }

  /// Those of the demo house: its own devices, two that need their clouds, one that nobody knows,
  /// and a telephone that strayed into the wrong network.
  public static List<SimStation> ofDemo() {
    return List.of(
        new SimStation(
            "a0:b1:c2:d3:00:01",
            "DaikinAP00001",
            List.of(
                tcp("api.daikinsmartdb.jp", "198.18.2.10", 443, 300, 900),
                tcp("scr.dspsph.com", "198.18.2.11", 443, 900, 700))),
        new SimStation(
            "a0:b1:c2:d3:00:02",
            "HS110",
            List.of(
                tcp("devs.tplinkcloud.com", "198.18.3.10", 50_443, 60, 600),
                time("time.nist.gov", 64))),
        new SimStation(
            "a0:b1:c2:d3:00:03",
            "HS300",
            List.of(
                tcp("n-devs.tplinkcloud.com", "198.18.3.11", 443, 90, 600),
                time("pool.ntp.org", 64))),
        new SimStation(
            "a0:b1:c2:d3:00:04",
            "Broadlink_RM4",
            List.of(tcp("eu.ibroadlink.com", "198.18.4.10", 443, 120, 500))),
        new SimStation(
            "a0:b1:c2:d3:00:08",
            "shellyplus1pm-a0b1c2d30008",
            List.of(tcp("repo.shelly.cloud", "198.18.6.10", 443, 1_800, 800))),
        new SimStation(
            "00:17:88:5a:11:c3",
            "Philips-hue",
            List.of(
                tcp("diag.meethue.com", "198.18.5.10", 443, 120, 1_200),
                tcp("ws.meethue.com", "198.18.5.11", 443, 240, 1_500),
                tcp("firmware.meethue.com", "198.18.5.12", 443, 3_600, 900))),
        new SimStation(
            "18:b4:30:00:4e:57",
            "Nest-4E57",
            List.of(
                tcp("frontdoor.nest.com", "198.18.8.10", 443, 600, 2_000),
                tcp("czfe42.transport.home.nest.com", "198.18.8.11", 9_543, 45, 640),
                tcp("logsink.devices.nest.com", "198.18.8.12", 9_543, 300, 9_000))),
        new SimStation(
            "70:ee:50:00:4e:41",
            "netatmo",
            List.of(tcp("netcom.netatmo.net", "198.18.9.10", 25_050, 600, 1_800))),
        new SimStation(
            "02:00:5e:13:37:01",
            "<b>IPCAM</b>",
            List.of(
                tcp("p2p-7.cam-cloud.example", "198.19.66.6", 8_443, 20, 400),
                new Wish("", "198.19.66.7", "udp", 32_100, 15, 60),
                new Wish("", "8.8.8.8", "tcp", 853, 180, 120))),
        new SimStation(
            "da:a1:19:00:ab:cd",
            "Mias-telephone",
            List.of(tcp("connectivity.example", "198.19.1.1", 80, 240, 300))));
  }
}
