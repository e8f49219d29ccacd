package steward.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import steward.driver.OwnTopics;
import steward.driver.TopicFilter;

/// Parts the topics of the broker among devices and bridges, so that no two have the same. Pure.
///
/// Devices name their own topics, so a hostile one may name those of another, or all. Whoever was
/// granted a topic first keeps it; nothing is granted that somebody else uses, with or without a
/// name of its own on the broker, nor the steward's and the broker's own topics, nor the places
/// where families announce themselves.
final class TopicClaims {
  static final int FILTER_LENGTH_MAX = 300;
  static final int FILTERS_MAX = 200;
  static final String STEWARDS = "steward/#";

  private final List<TopicFilter> sightings;

  /// What somebody uses.
  ///
  /// @param who for a sentence
  record Used(String who, Collection<String> filters) {}

  /// @param sightings where devices of all families announce themselves
  TopicClaims(Collection<String> sightings) {
    this.sightings = new TreeSet<>(sightings).stream().map(TopicFilter::new).toList();
  }

  /// The part of what a device wants that it may have.
  ///
  /// @param had what was granted to it before
  OwnTopics granted(OwnTopics wanted, OwnTopics had, List<Used> others) {
    return new OwnTopics(
        part(wanted.publishes(), had.publishes(), others, this::isPublic),
        part(wanted.announces(), had.announces(), others, _ -> true),
        part(wanted.subscribes(), had.subscribes(), others, _ -> true),
        part(wanted.shared(), had.shared(), others, _ -> true));
  }

  private static Set<String> part(
      Set<String> wanted, Set<String> had, List<Used> others, Predicate<String> fits) {
    var part = new LinkedHashSet<String>();
    for (String filter : new TreeSet<>(wanted)) {
      if (part.size() == FILTERS_MAX) break;
      boolean free = had.contains(filter) || other(filter, others).isEmpty();
      if (free && isSafe(filter) && fits.test(filter)) part.add(filter);
    }
    return part;
  }

  private boolean isPublic(String filter) {
    return sightings.stream().noneMatch(sighting -> sighting.meets(filter));
  }

  /// Who else uses a topic that the filter matches.
  static Optional<String> other(String filter, List<Used> others) {
    var mine = new TopicFilter(filter);
    return others.stream()
        .filter(used -> used.filters().stream().anyMatch(mine::meets))
        .map(Used::who)
        .findFirst();
  }

  /// Whether it is a filter that names at least something before its first wildcard, and that is
  /// neither the steward's nor the broker's.
  static boolean isSafe(String filter) {
    if (filter.length() > FILTER_LENGTH_MAX || !TopicFilter.isFilter(filter)) return false;
    int wildcard = filter.replace('#', '+').indexOf('+');
    String named = wildcard < 0 ? filter : filter.substring(0, wildcard);
    return !filter.startsWith("$")
        && named.chars().anyMatch(c -> c != '/')
        && filter.chars().noneMatch(c -> c < ' ' || c == 0x7f)
        && !new TopicFilter(STEWARDS).meets(filter);
  }

  /// Whether a bridge may own everything below a prefix.
  boolean isPrefix(String prefix) {
    return prefix.indexOf('+') < 0
        && prefix.indexOf('#') < 0
        && !prefix.endsWith("/")
        && !prefix.contains("//")
        && isSafe(prefix + "/#")
        && isPublic(prefix + "/#");
  }
}
