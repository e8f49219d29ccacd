package steward.network.enclosure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.fence.Ports.Protocol;
import steward.network.fence.Subnet;
import steward.value.Malformed;
import steward.value.Tree;

/// A lane as a document, `{"kind":"out","to":"api.example.com","protocol":"tcp","ports":"443",…}`,
/// and as a sentence. Pure.
public final class Lanes {
  /// A station with more lanes of its own is refused; those that its family needs come on top.
  public static final int LANES_MAX = 48;

  private static final int WORD_MAX = 260;
  private static final Set<String> MEMBERS =
      Set.of("kind", "to", "from", "protocol", "ports", "six", "windowOnly", "says");
  private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

  private Lanes() {}

  /// @throws Malformed naming the place
  public static List<Lane> read(Tree list) {
    List<Tree> items = list.items();
    if (items.size() > LANES_MAX) throw list.wrong("at most " + LANES_MAX + " lanes");
    return items.stream().map(Lanes::one).distinct().toList();
  }

  private static Lane one(Tree json) {
    json.only(MEMBERS);
    Ports ports = ports(json);
    boolean windowOnly = json.has("windowOnly") && json.get("windowOnly").truth();
    try {
      return switch (json.get("kind").text(WORD_MAX)) {
        case "out" ->
            new Lane.Out(
                Host.parse(json.get("to").text(WORD_MAX)),
                ports,
                json.has("six") && json.get("six").truth(),
                windowOnly);
        case "exact" ->
            new Lane.Exact(Subnet.parse(json.get("to").text(WORD_MAX)), ports, windowOnly);
        case "in" -> new Lane.In(Subnet.parse(json.get("from").text(WORD_MAX)), ports);
        case "knock" -> new Lane.Knock(ports, windowOnly);
        default -> throw json.get("kind").wrong("out, exact, in or knock");
      };
    } catch (Malformed e) {
      throw e.faults().getFirst().at().startsWith(json.at() + "/") ? e : within(json, e);
    }
  }

  private static Malformed within(Tree json, Malformed e) {
    var fault = e.faults().getFirst();
    return new Malformed(json.at() + fault.at(), fault.expected(), fault.got());
  }

  private static Ports ports(Tree json) {
    String protocol = json.has("protocol") ? json.get("protocol").text(WORD_MAX) : "tcp";
    Protocol of =
        switch (protocol) {
          case "tcp" -> Protocol.TCP;
          case "udp" -> Protocol.UDP;
          default -> throw json.get("protocol").wrong("tcp or udp");
        };
    String text = json.get("ports").text(WORD_MAX);
    var match = PORTS.matcher(text);
    if (!match.matches()) throw json.get("ports").wrong("a port such as 443, or 8000-8010");
    int first = Integer.parseInt(match.group(1));
    int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
    try {
      return new Ports(of, first, last);
    } catch (Malformed _) {
      throw json.get("ports").wrong("ports from 1 to 65535, the lower one first");
    }
  }

  /// The document of a lane, with its sentence.
  public static Map<String, Object> json(Lane lane) {
    var json = new LinkedHashMap<String, Object>();
    switch (lane) {
      case Lane.Out out -> {
        json.put("kind", "out");
        json.put("to", out.host().toString());
        json.put("six", out.six());
        json.put("windowOnly", out.windowOnly());
      }
      case Lane.Exact exact -> {
        json.put("kind", "exact");
        json.put("to", exact.target().toString());
        json.put("windowOnly", exact.windowOnly());
      }
      case Lane.In in -> {
        json.put("kind", "in");
        json.put("from", in.source().toString());
      }
      case Lane.Knock knock -> {
        json.put("kind", "knock");
        json.put("windowOnly", knock.windowOnly());
      }
    }
    json.put("protocol", lane.ports().protocol().toString());
    json.put("ports", figures(lane.ports()));
    json.put("says", says(lane));
    return json;
  }

  private static String figures(Ports ports) {
    return ports.first() == ports.last()
        ? Integer.toString(ports.first())
        : ports.first() + "-" + ports.last();
  }

  /// What a lane allows, without an end mark.
  public static String says(Lane lane) {
    String at =
        (lane.ports().first() == lane.ports().last() ? " port " : " ports ")
            + figures(lane.ports())
            + " ("
            + lane.ports().protocol().toString().toUpperCase(Locale.ROOT)
            + ")";
    return switch (lane) {
      case Lane.Out out ->
          "out to "
              + (out.host().zone() ? "everything below " + out.host().name() : out.host().name())
              + at
              + (out.six() ? ", over IPv6 too" : "")
              + whenOpen(lane);
      case Lane.Exact exact -> "out to " + exact.target() + at + whenOpen(lane);
      case Lane.In in -> "in from " + in.source() + " of the home network," + at;
      case Lane.Knock _ -> "to the steward itself," + at + whenOpen(lane);
    };
  }

  private static String whenOpen(Lane lane) {
    return isWindowOnly(lane) ? ", only while a window is open" : "";
  }

  /// Whether it is open only while the station is brought in.
  static boolean isWindowOnly(Lane lane) {
    return switch (lane) {
      case Lane.Out out -> out.windowOnly();
      case Lane.Exact exact -> exact.windowOnly();
      case Lane.Knock knock -> knock.windowOnly();
      case Lane.In _ -> false;
    };
  }

  /// The same lane, open only while the station is brought in, where there is such a thing.
  static boolean isForWindow(Lane lane) {
    return !(lane instanceof Lane.In) && lane.equals(forWindow(lane));
  }

  static Lane forWindow(Lane lane) {
    return switch (lane) {
      case Lane.Out out -> new Lane.Out(out.host(), out.ports(), out.six(), true);
      case Lane.Exact exact -> new Lane.Exact(exact.target(), exact.ports(), true);
      case Lane.In in -> in;
      case Lane.Knock knock -> new Lane.Knock(knock.ports(), true);
    };
  }
}
