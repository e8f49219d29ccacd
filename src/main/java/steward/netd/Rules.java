package steward.netd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The texts that put a plan in force, whole or as what differs from another. Pure.
final class Rules {
  private static final List<String> TIMED = List.of("learn", "window", "cut");

  private Rules() {}

  /// What the tables of a plan look things up in: alone it changes nothing.
  static String declared(Plan plan) {
    return Template.of("sets.nft", plan);
  }

  /// All tables of a plan.
  static String whole(Plan plan) {
    return joined(Template.of("fence.nft", plan)) + joined(Template.of("bridge.nft", plan));
  }

  /// The elements of a set in one command: the kernel takes a message of limited length at once.
  private static String joined(String text) {
    var sets = new TreeMap<String, StringJoiner>();
    var rest = new StringBuilder();
    for (String line : text.lines().toList()) {
      int brace = line.indexOf('{');
      if (line.startsWith("add element"))
        sets.computeIfAbsent(
                line.substring(0, brace), set -> new StringJoiner(",", set + "{", "}\n"))
            .add(line.substring(brace + 1, line.length() - 1));
      else rest.append(line).append('\n');
    }
    sets.values().forEach(rest::append);
    return rest.toString();
  }

  /// What is new is declared first; then elements go and come, and last the rules over names, which
  /// change with the names alone. Whatever both plans have is not touched.
  static String difference(Plan now, Plan next) {
    List<String> before = elements(now, next);
    List<String> after = elements(next, now);
    var gone = new HashSet<>(before);
    after.forEach(gone::remove);
    var text = new StringBuilder();
    List<String> zones = Template.of("zones.nft", now).lines().toList();
    Template.of("zones.nft", next)
        .lines()
        .filter(line -> !zones.contains(line))
        .forEach(line -> text.append(line).append('\n'));
    text.append(ended(now, next));
    // A counter goes after the elements that count with it: the kernel refuses it before.
    for (String line : before.reversed())
      if (gone.contains(line))
        text.append(line.replaceFirst("add", "delete").replaceFirst(" : [^}]*}", " }"))
            .append('\n');
    after.removeAll(before);
    text.append(joined(String.join("\n", after)));
    String named = Template.of("named.nft", next);
    return named.equals(Template.of("named.nft", now)) ? text.toString() : text + named;
  }

  /// The elements of the things that are otherwise in another plan.
  private static List<String> elements(Plan plan, Plan other) {
    var lines = new ArrayList<String>();
    for (Plan.Row thing : plan.all("thing"))
      if (!plan.of(thing).equals(other.of(thing)))
        for (String text : List.of("counters.nft", "thing.nft", "at-bridge.nft"))
          Template.of(text, plan, thing).lines().forEach(lines::add);
    return lines;
  }

  /// Whatever was for a time ends with its thing: let in again, it begins with nothing.
  static String ended(Plan now, Plan next) {
    var text = new StringBuilder();
    var gone = new ArrayList<>(now.all("thing"));
    var stay = next.all("thing").stream().map(Rules::who).collect(Collectors.toSet());
    gone.removeIf(thing -> stay.contains(who(thing)));
    for (Plan.Row thing : gone)
      for (String set : TIMED)
        Template.of(set + ".nft", now, thing)
            .lines()
            .filter(line -> !line.contains("SECONDS"))
            .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /// Another list of names makes it no other thing.
  private static List<String> who(Plan.Row thing) {
    return List.of(thing.value("id"), thing.value("mac"), thing.value("ip4"));
  }

  /// What a plan puts at interfaces: addresses, ports, and at which hardware each thing has its
  /// address, for good. Where no port of a bridge is judged, one could say that it is another.
  private static Set<String> links(Plan plan) {
    return Template.of("fence.links", plan)
        .lines()
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// From one plan's interfaces to another's, by what differs.
  static String links(Plan now, Plan next) {
    Set<String> fresh = links(next);
    fresh.removeAll(links(now));
    return unlinked(now, Optional.of(next)) + String.join("\n", fresh) + "\n";
  }

  /// Takes back what a plan puts there and the next one does not: compared is what is taken back,
  /// as a port of another bridge, or an address at other hardware, is the next one's.
  static String unlinked(Plan now, Optional<Plan> next) {
    Set<String> gone = undone(now);
    next.map(Rules::undone).ifPresent(gone::removeAll);
    return gone.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static Set<String> undone(Plan plan) {
    return links(plan).stream()
        .filter(line -> line.contains(" replace ") || line.contains(" master "))
        .map(line -> line.replaceFirst(" replace ", " del ").replaceFirst(" nodad$", ""))
        .map(line -> line.replaceFirst(" lladdr \\S+(.*) nud permanent$", "$1"))
        .map(line -> line.replaceFirst(" master .*", " nomaster"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// Whether the things are elsewhere in the next plan, and nothing else of it is where they were.
  static boolean leaves(Plan now, Plan next) {
    String old = now.value("things", "interface");
    return Stream.of("things", "home", "vpn")
        .noneMatch(kind -> next.all(kind, "interface").contains(old));
  }
}
