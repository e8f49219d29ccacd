package steward.network.enclosure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What lies between two plans of the fence, in rows and in words. Pure.
///
/// @param isGround whether the ground differs: then it wants a trial
/// @param says a sentence each
/// @param gone the rows that go
/// @param fresh the rows that come
public record Difference(
    boolean isGround, List<String> says, List<String> gone, List<String> fresh) {
  private static final int SENTENCES_MAX = 200;
  private static final Set<String> OF_THINGS =
      Set.of(
          "policy", "four", "zone", "name", "thing", "addr6", "lock", "knock", "lane4", "lane6",
          "to4", "to6", "in4", "in6");

  public Difference {
    says = List.copyOf(says);
    gone = List.copyOf(gone);
    fresh = List.copyOf(fresh);
  }

  public boolean isNone() {
    return gone.isEmpty() && fresh.isEmpty();
  }

  /// Those rows of a plan that say where the fence stands.
  static List<String> ground(List<String> rows) {
    return rows.stream().filter(row -> !OF_THINGS.contains(kind(row))).toList();
  }

  private static String kind(String row) {
    return row.split(" ", 2)[0];
  }

  /// @param called what people call the station of this id
  static Difference of(List<String> now, List<String> then, UnaryOperator<String> called) {
    var gone = new ArrayList<>(now);
    gone.removeAll(new HashSet<>(then));
    var fresh = new ArrayList<>(then);
    fresh.removeAll(new HashSet<>(now));
    var says = new ArrayList<String>();
    if (now.isEmpty() && !then.isEmpty())
      says.add("The fence is put up: until now nothing of it was confirmed.");
    var words = new Words(hosts(now, then), called, Set.copyOf(then));
    for (String row : gone) words.goes(row, kept(row, fresh)).ifPresent(says::add);
    for (String row : fresh) words.comes(row, kept(row, gone)).ifPresent(says::add);
    boolean ground = !ground(gone).isEmpty() || !ground(fresh).isEmpty();
    int more = says.size() - SENTENCES_MAX;
    if (more > 0) {
      says.subList(SENTENCES_MAX, says.size()).clear();
      says.add("And " + more + " more.");
    }
    return new Difference(ground, says.stream().distinct().toList(), gone, fresh);
  }

  /// The row of the same kind, and of the same thing, that stands on the other side.
  private static Optional<String> kept(String row, List<String> others) {
    String[] words = row.split(" ", -1);
    boolean ofThing = words[0].equals("thing") || words[0].equals("lock");
    String whose = ofThing ? words[0] + " " + words[1] + " " : words[0] + " ";
    return others.stream().filter(other -> other.startsWith(whose)).findFirst();
  }

  private static Map<String, String> hosts(List<String> now, List<String> then) {
    var hosts = new TreeMap<String, String>();
    for (List<String> rows : List.of(now, then))
      for (String row : rows) {
        String[] words = row.split(" ", -1);
        if (words[0].equals("name")) hosts.put(words[3], words[2]);
        if (words[0].equals("zone")) hosts.put(words[3], "everything below " + words[2]);
      }
    return hosts;
  }

  private record Words(Map<String, String> hosts, UnaryOperator<String> called, Set<String> then) {

    Optional<String> comes(String row, Optional<String> before) {
      String[] words = row.split(" ", -1);
      String was = before.map(one -> " (before: " + rest(one) + ")").orElse("");
      return switch (words[0]) {
        case "whole" -> one("Every port of this machine that is not the steward's is closed.");
        case "things" -> one("The network of the things is behind " + words[1] + was + ".");
        case "home" -> one("The home network is behind " + words[1] + was + ".");
        case "vpn" -> one("The steward's own tunnel is " + words[1] + was + ".");
        case "port" ->
            one(words[1] + " is joined to the network of the things, apart from the others.");
        case "net4" ->
            one("Among the things the steward is " + words[1] + "/" + words[2] + wasNet(before));
        case "net6" ->
            one("Over IPv6 the steward is " + words[1] + " among the things" + wasNet(before));
        case "page" ->
            one(port(words) + " of the steward is open to the home network and its tunnel.");
        case "open" -> one(port(words) + " of the steward is open to the home network.");
        case "guard" ->
            one(
                port(words)
                    + " of the steward is closed to all but things that have a lane to it.");
        case "reply" -> one("Answers of things to a search from port " + words[1] + " are let in.");
        case "hear" -> one("What things announce at port " + words[1] + " is let in.");
        case "upstream" -> one(words[1] + " is asked for the names that lanes lead to.");
        case "thing" ->
            before.filter(other -> isSameStation(other.split(" ", -1), words)).isPresent()
                ? Optional.empty()
                : one(
                    "%s (%s) gets the address %s."
                        .formatted(called.apply(words[1]), words[2], words[3]));
        case "lock" ->
            one(
                "%s is let in at %s alone: whatever has its hardware address at another port is not."
                    .formatted(called.apply(words[1]), words[2]));
        default -> lane(words).map(way -> called.apply(words[1]) + " may go " + way + ".");
      };
    }

    Optional<String> goes(String row, Optional<String> after) {
      String[] words = row.split(" ", -1);
      return switch (words[0]) {
        case "whole" -> one("Ports of other programs of this machine are left as they are.");
        case "things" ->
            Stream.of("home ", "vpn ", "port ").anyMatch(kind -> then.contains(kind + words[1]))
                ? Optional.empty()
                : one(
                    words[1]
                        + " is shut while this is tried; once it is confirmed, it is not fenced any more.");
        case "port" -> one(words[1] + " no longer belongs to the network of the things.");
        case "vpn" -> after.isPresent() ? Optional.empty() : one("The steward's tunnel is gone.");
        case "net6" -> after.isPresent() ? Optional.empty() : one("Things have no IPv6 any more.");
        case "page", "open", "guard" ->
            one(port(words) + " of the steward is no longer " + reach(words[0]) + ".");
        case "reply", "hear" -> one("Port " + words[1] + " is no longer heard from things.");
        case "upstream" -> one(words[1] + " is no longer asked for names.");
        case "thing" ->
            after.isPresent()
                ? Optional.empty()
                : one(called.apply(words[1]) + " is outside again: it reaches nothing.");
        case "lock" ->
            after.isPresent()
                ? Optional.empty()
                : one(called.apply(words[1]) + " is let in at any port again.");
        default ->
            lane(words).map(way -> called.apply(words[1]) + " may no longer go " + way + ".");
      };
    }

    /// It differs in the list of names that it may ask for, which its lanes say.
    private static boolean isSameStation(String[] one, String[] other) {
      return one[2].equals(other[2]) && one[3].equals(other[3]);
    }

    private static String reach(String kind) {
      return switch (kind) {
        case "page" -> "open to its owner";
        case "open" -> "open to the home network";
        default -> "filtered";
      };
    }

    private static Optional<String> one(String sentence) {
      return Optional.of(sentence);
    }

    private static String rest(String row) {
      return row.substring(row.indexOf(' ') + 1);
    }

    private static String wasNet(Optional<String> before) {
      return before
          .map(row -> row.split(" ", -1))
          .map(words -> " (before: " + words[1] + "/" + words[2] + ").")
          .orElse(".");
    }

    private static String port(String[] words) {
      return "Port " + words[2] + " (" + words[1].toUpperCase(Locale.ROOT) + ")";
    }

    /// `lane4 ID WHEN PROTOCOL PORTS SET`, `to4 … TARGET`, `in4 ID PROTOCOL PORTS SOURCE`, `knock
    /// ID WHEN PROTOCOL PORT`; what belongs to them is said with them.
    private Optional<String> lane(String[] words) {
      return switch (words[0]) {
        case "lane4", "to4" -> one("to " + where(words) + whenOpen(words[2]));
        case "lane6", "to6" -> one("to " + where(words) + " over IPv6" + whenOpen(words[2]));
        case "in4", "in6" ->
            one("where it is asked from " + words[4] + ", at " + ports(words[2], words[3]));
        case "knock" ->
            one("to the steward's own " + ports(words[3], words[4]) + whenOpen(words[2]));
        default -> Optional.empty();
      };
    }

    private String where(String[] words) {
      return hosts.getOrDefault(words[5], words[5]) + ", " + ports(words[3], words[4]);
    }

    private static String whenOpen(String when) {
      return when.equals("window") ? " while its window is open" : "";
    }

    private static String ports(String protocol, String ports) {
      return "port " + ports + " (" + protocol.toUpperCase(Locale.ROOT) + ")";
    }
  }
}
