package steward.network.enclosure;

import java.util.Map;
import java.util.Set;
import steward.network.fence.Hardware;

/// Whose a hardware address is, for the makers that homes of this kind have most: a short list, no
/// register. Anything else is left without a maker. Pure.
final class Makers {
  private static final int PREFIX = 8;
  private static final int LOCAL_BIT = 0x02;

  /// What phones and computers make up, so that networks do not know them again.
  static final String PRIVATE = "private address";

  private static final Map<String, Set<String>> BY_MAKER =
      Map.ofEntries(
          Map.entry(
              "Espressif",
              Set.of(
                  "18:fe:34",
                  "24:0a:c4",
                  "24:62:ab",
                  "24:6f:28",
                  "24:a1:60",
                  "2c:3a:e8",
                  "2c:f4:32",
                  "30:ae:a4",
                  "3c:61:05",
                  "3c:71:bf",
                  "40:f5:20",
                  "48:3f:da",
                  "4c:11:ae",
                  "4c:75:25",
                  "50:02:91",
                  "54:5a:a6",
                  "5c:cf:7f",
                  "60:01:94",
                  "68:c6:3a",
                  "7c:9e:bd",
                  "80:7d:3a",
                  "84:0d:8e",
                  "84:cc:a8",
                  "84:f3:eb",
                  "8c:aa:b5",
                  "90:97:d5",
                  "94:b9:7e",
                  "98:cd:ac",
                  "98:f4:ab",
                  "a0:20:a6",
                  "a4:7b:9d",
                  "a4:cf:12",
                  "ac:67:b2",
                  "ac:d0:74",
                  "b4:e6:2d",
                  "b8:f0:09",
                  "bc:dd:c2",
                  "bc:ff:4d",
                  "c4:4f:33",
                  "c4:5b:be",
                  "c8:2b:96",
                  "c8:c9:a3",
                  "cc:50:e3",
                  "d8:a0:1d",
                  "d8:bf:c0",
                  "d8:f1:5b",
                  "dc:4f:22",
                  "e0:98:06",
                  "e8:68:e7",
                  "e8:db:84",
                  "ec:94:cb",
                  "ec:fa:bc",
                  "f4:cf:a2",
                  "fc:f5:c4")),
          Map.entry(
              "TP-Link",
              Set.of(
                  "00:31:92",
                  "10:27:f5",
                  "14:eb:b6",
                  "1c:3b:f3",
                  "1c:61:b4",
                  "30:de:4b",
                  "50:91:e3",
                  "50:c7:bf",
                  "54:af:97",
                  "5c:62:8b",
                  "60:32:b1",
                  "60:a4:b7",
                  "68:ff:7b",
                  "70:4f:57",
                  "74:da:88",
                  "78:8c:b5",
                  "98:25:4a",
                  "98:da:c4",
                  "9c:53:22",
                  "a8:42:a1",
                  "ac:15:a2",
                  "ac:84:c6",
                  "b0:4e:26",
                  "b0:95:75",
                  "b0:a7:b9",
                  "b0:be:76",
                  "c0:06:c3",
                  "cc:32:e5",
                  "d8:07:b6",
                  "d8:0d:17",
                  "e4:fa:c4",
                  "e8:48:b8")),
          Map.entry("AzureWave (in Daikin)", Set.of("40:9f:38", "c0:e4:34", "d0:c5:d3")),
          Map.entry(
              "Murata (in Daikin)",
              Set.of("00:9d:6b", "10:98:c3", "44:91:60", "5c:da:d4", "90:b6:86", "d0:17:69")),
          Map.entry(
              "Broadlink",
              Set.of(
                  "24:df:a7",
                  "34:ea:34",
                  "78:0f:77",
                  "a0:43:b0",
                  "b4:43:0d",
                  "c8:f7:42",
                  "e8:16:56",
                  "e8:70:72",
                  "ec:0b:ae")),
          Map.entry("Philips/Signify", Set.of("00:17:88", "ec:b5:fa", "c4:29:96")),
          Map.entry("Netatmo", Set.of("70:ee:50")),
          Map.entry(
              "Nest/Google",
              Set.of("18:b4:30", "64:16:66", "1c:f2:9a", "d8:eb:46", "f4:f5:d8", "f4:f5:e8")),
          Map.entry("Withings", Set.of("00:24:e4")),
          Map.entry(
              "Raspberry Pi",
              Set.of("28:cd:c1", "2c:cf:67", "b8:27:eb", "d8:3a:dd", "dc:a6:32", "e4:5f:01")));

  private Makers() {}

  /// The maker; empty where the list does not know it.
  static String of(Hardware station) {
    if ((Integer.parseInt(station.text().substring(0, 2), 16) & LOCAL_BIT) != 0) return PRIVATE;
    String prefix = station.text().substring(0, PREFIX);
    for (var maker : BY_MAKER.entrySet())
      if (maker.getValue().contains(prefix)) return maker.getKey();
    return "";
  }
}
