package steward.network.profile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steward.network.fence.Lane;

/// What ways out a station could be given, from what it was seen to want. It changes nothing: the
/// owner ticks, and the enclosure is asked for those.
///
/// @param items at most [#ITEMS_MAX], those that are ticked first
/// @param left what needs no way, or found no room here, in sentences
public record Proposal(Instant from, Instant to, List<Item> items, List<String> left) {
  public static final int ITEMS_MAX = 60;

  public Proposal {
    items = List.copyOf(items);
    left = List.copyOf(left);
  }

  /// One way.
  ///
  /// @param ticked whether it is proposed to be open; else it is shown only
  /// @param why in a sentence
  /// @param names which names of it were seen, at most 20
  /// @param seen what came there; none where nothing was seen of it
  public record Item(
      Lane lane,
      boolean ticked,
      Set<Mark> marks,
      Need need,
      String why,
      List<String> names,
      Optional<Seen> seen) {
    public Item {
      marks = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(marks));
      names = List.copyOf(names);
    }
  }

  /// @param packets see [Wanted]
  /// @param bytes see [Wanted]
  public record Seen(long packets, long bytes, Instant first, Instant last) {
    static Seen of(Wanted one) {
      return new Seen(one.packets(), one.bytes(), one.first(), one.last());
    }

    Seen and(Seen other) {
      return new Seen(
          packets + other.packets,
          bytes + other.bytes,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  /// The ways that are ticked.
  public List<Lane> lanes() {
    return items.stream().filter(Item::ticked).map(Item::lane).distinct().toList();
  }
}
