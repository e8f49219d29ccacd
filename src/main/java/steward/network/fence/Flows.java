package steward.network.fence;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steward.value.Malformed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What the kernel counted, from the fence's own counters and sets: sums for each thing, and what
/// went where. A flow is forgotten an hour after its last packet; then its count begins anew.
///
/// @param counters by name: `ID_up` and `ID_down` for each thing, `own_up`, `own_down`, `denied`,
///   `unknown` (senders that are not what they say) and `from_home`; also [#UNREADABLE]
/// @param up what things sent out, by their hardware address
/// @param down what came back to them, by their network address
/// @param denied what was refused, or not answered: by hardware address
/// @param own what the steward itself sent out
/// @param told who played the router within the last hour, as the fence and the bridge heard it
/// @param strays what came with a hardware address at a port where that one may not be
public record Flows(
    Map<String, Count> counters,
    List<Up> up,
    List<Down> down,
    List<Up> denied,
    List<Own> own,
    List<Rival> told,
    List<Stray> strays) {
  /// The counter of elements that say nothing, such as of a sender that nobody can be: anybody in
  /// the network of the things can send such a frame. Absent where there is none.
  public static final String UNREADABLE = "unreadable";

  private static final ObjectMapper JSON = new ObjectMapper();

  public record Count(long packets, long bytes) {
    public static final Count NONE = new Count(0, 0);
  }

  /// @param protocol `tcp`, `udp`, `icmp` …, or a number
  /// @param port 0 for protocols without
  public record Up(Hardware thing, InetAddress to, String protocol, int port, Count count) {}

  /// See [Up].
  public record Down(InetAddress thing, InetAddress from, String protocol, int port, Count count) {}

  /// See [Up].
  public record Own(InetAddress to, String protocol, int port, Count count) {}

  /// Nothing of it came through.
  ///
  /// @param port the interface at which it came
  public record Stray(Hardware thing, String port, Count count) {}

  /// Nobody plays the router, and nothing strayed.
  public Flows(
      Map<String, Count> counters, List<Up> up, List<Down> down, List<Up> denied, List<Own> own) {
    this(counters, up, down, denied, own, List.of(), List.of());
  }

  public Flows {
    counters = Map.copyOf(counters);
    up = List.copyOf(up);
    down = List.copyOf(down);
    denied = List.copyOf(denied);
    own = List.copyOf(own);
    told = List.copyOf(told);
    strays = List.copyOf(strays);
  }

  /// Who behaved within the last hour as only the steward may.
  public List<Rival> rivals() {
    return Rival.of(told);
  }

  /// The count of this name; none where there is no such counter.
  public Count counter(String name) {
    return counters.getOrDefault(name, Count.NONE);
  }

  /// @param text what nft tells in JSON, one document a command
  /// @throws IOException if it is nothing of the kind
  static Flows read(String text) throws IOException {
    var into = new Flows.Gathered();
    try (var documents = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      while (documents.hasNext())
        for (JsonNode one : documents.next().path("nftables")) into.take(one);
    } catch (JacksonException | IllegalArgumentException | Malformed e) {
      throw new IOException("what nft told cannot be read: " + e.getMessage(), e);
    }
    if (!into.counters.containsKey("denied")) throw new IOException("nft told of no fence");
    return new Flows(
        into.counters, into.up, into.down, into.denied, into.own, into.told, into.strays);
  }

  private static final class Gathered {
    private final Map<String, Count> counters = new TreeMap<>();
    private final List<Up> up = new ArrayList<>();
    private final List<Down> down = new ArrayList<>();
    private final List<Up> denied = new ArrayList<>();
    private final List<Own> own = new ArrayList<>();
    private final List<Rival> told = new ArrayList<>();
    private final List<Stray> strays = new ArrayList<>();

    void take(JsonNode one) {
      JsonNode counter = one.path("counter");
      if (counter.isObject()) counters.put(counter.path("name").asString(""), count(counter));
      String set = one.path("set").path("name").asString("");
      for (JsonNode each : one.path("set").path("elem")) {
        JsonNode elem = each.path("elem");
        try {
          Optional<Rival.Part> part = part(set);
          if (part.isPresent()) told.add(rival(elem.path("val"), part.get()));
          else element(set, elem.path("val").path("concat"), count(elem.path("counter")));
        } catch (IllegalArgumentException | Malformed _) {
          counters.merge(UNREADABLE, new Count(1, 0), (a, b) -> new Count(a.packets() + 1, 0));
        }
      }
    }

    private static Count count(JsonNode counter) {
      return new Count(counter.path("packets").asLong(0), counter.path("bytes").asLong(0));
    }

    /// The sets of those who play the router, in the fence and at the bridge.
    private static Optional<Rival.Part> part(String set) {
      return switch (set) {
        case "plays_dhcp" -> Optional.of(Rival.Part.ADDRESSES);
        case "plays_router" -> Optional.of(Rival.Part.ROUTE);
        case "plays_gateway" -> Optional.of(Rival.Part.GATEWAY);
        default -> Optional.empty();
      };
    }

    private static Rival rival(JsonNode station, Rival.Part part) {
      return new Rival(new Hardware(station.asString("")), Set.of(part));
    }

    private void element(String set, JsonNode key, Count count) {
      switch (set) {
        case "up4", "up6" -> up.add(up(key, count));
        case "denied4", "denied6", "other4", "other6" -> denied.add(up(key, count));
        case "down4", "down6" ->
            down.add(new Down(address(key, 0), address(key, 1), word(key, 2), port(key, 3), count));
        case "own4", "own6" -> own.add(new Own(address(key, 0), word(key, 1), port(key, 2), count));
        case "strays" -> strays.add(new Stray(new Hardware(word(key, 0)), word(key, 1), count));
        default -> {
          // A set of another kind, of a newer helper.
        }
      }
    }

    private static Up up(JsonNode key, Count count) {
      return new Up(new Hardware(word(key, 0)), address(key, 1), word(key, 2), port(key, 3), count);
    }

    private static String word(JsonNode key, int place) {
      return key.path(place).asString("");
    }

    private static InetAddress address(JsonNode key, int place) {
      return InetAddress.ofLiteral(word(key, place));
    }

    private static int port(JsonNode key, int place) {
      return key.path(place).asInt(0);
    }
  }
}
