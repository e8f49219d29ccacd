package steward.netd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

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

  private static List<Plan.Row> gone(Plan now, Plan next) {
    var kept = new HashSet<>(next.all("thing"));
    return now.all("thing").stream().filter(thing -> !kept.contains(thing)).toList();
  }

  /// Whatever was for a time ends with its thing: let in again, it begins with nothing.
  static String ended(Plan now, Plan next) {
    var text = new StringBuilder();
    for (Plan.Row thing : gone(now, next))
      for (String set : TIMED)
        Template.of(set + ".nft", now, thing)
            .lines()
            .filter(line -> !line.contains("SECONDS"))
            .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /// At which hardware the things that are new have their addresses, for good: where no port of a
  /// bridge is judged, one could say that it is another.
  static String neighbours(Plan now, Plan next) {
    var text = new StringBuilder(unknown(now, Optional.of(next)));
    var known = new HashSet<>(now.all("thing"));
    for (Plan.Row thing : next.all("thing"))
      if (!known.contains(thing)) text.append(Template.of("neighbour.links", next, thing));
    return text.toString();
  }

  /// The same for those that are gone.
  static String unknown(Plan now, Optional<Plan> next) {
    var kept = new HashSet<>(next.map(it -> it.all("thing")).orElse(List.of()));
    var text = new StringBuilder();
    for (Plan.Row thing : now.all("thing"))
      if (!kept.contains(thing))
        text.append(
            Template.of("neighbour.links", now, thing).replaceFirst("neigh replace", "neigh del"));
    return text.toString();
  }
}
