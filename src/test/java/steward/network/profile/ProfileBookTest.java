package steward.network.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static steward.network.profile.Stations.NOON;
import static steward.network.profile.Stations.tcp;
import static steward.network.profile.Stations.udp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.network.fence.Lane;
import steward.network.profile.ProfileBook.Look;

/// What a settled thing wants beyond what it ever did is told, once, and opens nothing.
final class ProfileBookTest {
  private static final String ID = "s_020000000100";
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path home;

  private static List<NewWish> look(
      ProfileBook book, Instant at, String firmware, List<Lane> lanes, Wanted... wanted) {
    return book.look(Set.of(ID), List.of(new Look(ID, lanes, List.of(wanted), firmware)), at);
  }

  @Test
  void an_update_that_wants_new_names_is_told_once_and_also_after_a_start() {
    var book = new ProfileBook(home);
    List<Lane> none = List.of();
    Wanted old = tcp("api.washer.example", 443);
    Wanted fresh = tcp("spy.washer.example", 443);
    assertThat(look(book, NOON, "1.0", none, old)).as("while it is learnt").isEmpty();
    book.settle(ID, NOON.plus(DAY));
    var again = new ProfileBook(home);
    assertThat(look(again, NOON.plus(DAY), "1.0", none, old, udp("pool.ntp.org", 123))).isEmpty();
    Instant updated = NOON.plus(DAY.multipliedBy(2));
    List<NewWish> news =
        look(again, updated, "1.1", none, old, fresh, Wanted.name("new.example", 4, NOON, NOON));
    assertThat(news)
        .extracting(wish -> wish.says("The washer"))
        .containsExactly(
            "The washer wants what it never did before its update (from 1.0 to 1.1): out to"
                + " spy.washer.example port 443 (TCP). It stays shut until you open it.",
            "The washer wants what it never did before its update (from 1.0 to 1.1): out to"
                + " new.example (nobody saw which port). It stays shut until you open it.");
    var third = new ProfileBook(home);
    assertThat(look(third, updated.plus(DAY), "1.1", none, old, fresh)).isEmpty();
    assertThat(third.wishes(Optional.of(ID))).isEqualTo(news);
    assertThat(look(third, updated.plus(DAY.multipliedBy(5)), "1.1", none, tcp("late.example", 1)))
        .singleElement()
        .satisfies(wish -> assertThat(wish.afterUpdate()).isEmpty());
    look(
        third,
        updated.plus(DAY.multipliedBy(6)),
        "1.1",
        List.of(Lane.Out.to("spy.washer.example", 443)));
    assertThat(third.wishes(Optional.empty())).as("what was opened waits no more").hasSize(2);
    third.settle(ID, updated.plus(DAY.multipliedBy(7)));
    assertThat(third.wishes(Optional.empty())).isEmpty();
  }

  @Test
  void learning_ends_by_itself_and_the_next_server_of_many_is_no_news() {
    var book = new ProfileBook(home);
    var servers = new ArrayList<Wanted>();
    for (int i = 0; i < Proposer.MANY; i++) servers.add(tcp("czfe" + i + ".washer.example", 9543));
    assertThat(look(book, NOON, "", List.of(), servers.toArray(Wanted[]::new))).isEmpty();
    Instant after = NOON.plus(Acquaintance.LEARNING);
    assertThat(look(book, after, "", List.of(), tcp("czfe77.washer.example", 9543))).isEmpty();
    assertThat(book.settled(ID)).contains(after);
    assertThat(look(book, after, "", List.of(), tcp("czfe77.washer.example", 80))).hasSize(1);
  }

  @Test
  void a_flood_of_names_is_bounded_and_a_broken_memory_is_said() throws IOException {
    var book = new ProfileBook(home);
    book.settle(ID, NOON);
    var flood = new ArrayList<Wanted>();
    for (int i = 0; i < 1000; i++) flood.add(tcp("x.n" + i + ".example", 443));
    assertThat(look(book, NOON, "", List.of(), flood.toArray(Wanted[]::new)))
        .hasSize(Acquaintance.WISHES_MAX);
    assertThat(look(book, NOON, "", List.of(), flood.toArray(Wanted[]::new))).isEmpty();
    assertThat(Files.size(home.resolve("wants.json"))).isLessThan(10_000);
    book.look(Set.of(), List.of(), NOON);
    assertThat(book.wishes(Optional.empty())).as("before anything was seen").isNotEmpty();
    book.look(Set.of("s_020000000200"), List.of(), NOON);
    assertThat(book.wishes(Optional.empty())).as("it is gone").isEmpty();
    Files.writeString(home.resolve("wants.json"), "{\"s_1\":{\"since\":\"never\"}}");
    assertThat(new ProfileBook(home).troubles()).singleElement().asString().contains("learnt anew");
    assertThat(home.resolve("wants.json.unreadable")).exists();
  }
}
