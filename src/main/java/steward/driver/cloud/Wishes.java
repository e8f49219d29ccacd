package steward.driver.cloud;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steward.driver.Turns;

/// The order of what is asked: commands in theirs, before what is only read.
final class Wishes {
  private Wishes() {}

  /// The one that is asked, and those that wait.
  static List<Wish> all(Turns<Wish> turns) {
    var all = new ArrayList<Wish>(turns.waiting());
    turns.asked().ifPresent(asked -> all.add(0, asked));
    return all;
  }

  static Turns<Wish> of(List<Wish> all) {
    if (all.isEmpty()) return Turns.none();
    return new Turns<>(Optional.of(all.getFirst()), all.subList(1, all.size()));
  }

  /// With a command more.
  ///
  /// @param isUnderWay whether the first was sent already
  static Turns<Wish> with(Turns<Wish> turns, Wish.Do deed, boolean isUnderWay) {
    var all = new ArrayList<>(all(turns));
    int place = isUnderWay ? Math.min(1, all.size()) : 0;
    while (place < all.size() && all.get(place) instanceof Wish.Do) place++;
    all.add(place, deed);
    return of(all);
  }

  /// The commands that must not be sent any more at that moment.
  static List<Wish.Do> late(Turns<Wish> turns, Instant then) {
    return all(turns).stream()
        .flatMap(wish -> wish instanceof Wish.Do deed ? Stream.of(deed) : Stream.empty())
        .filter(deed -> then.isAfter(deed.until()))
        .toList();
  }

  static Turns<Wish> without(Turns<Wish> turns, List<Wish.Do> some) {
    return of(all(turns).stream().filter(wish -> !some.contains(wish)).toList());
  }

  /// Without a command that was not sent yet.
  static Turns<Wish> without(Turns<Wish> turns, long command) {
    return of(
        all(turns).stream()
            .filter(wish ->
                !(wish instanceof Wish.Do deed && deed.command() == command && !deed.gone()))
            .toList());
  }

  /// Without what is only read.
  static Turns<Wish> commands(Turns<Wish> turns) {
    return of(all(turns).stream().filter(wish -> wish instanceof Wish.Do).toList());
  }
}
