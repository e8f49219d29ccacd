package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.loop.Fact;
import steward.value.Tree;

/// A day of the house without any way to the Internet: what it is there for goes on, and nothing
/// even tries to leave it. The house stands where the sun sets at about six all the year.
final class OfflineDay {
  private static final Pattern PACKETS = Pattern.compile("packets (\\d+)");

  /// What is two minutes late was missed.
  private static final Duration SUN_STEP = Duration.ofMinutes(1);

  private final LivingHome living;
  private final LivingClaims claims;
  private final RunningTime time;
  private int calls;

  OfflineDay(LivingHome living, LivingClaims claims, RunningTime time) {
    this.living = living;
    this.claims = claims;
    this.time = time;
  }

  /// What came to the home's router and was for somebody outside of it.
  private long bound() throws Exception {
    Matcher counter = PACKETS.matcher(living.home.router.run("nft list counter inet watch bound"));
    if (!counter.find()) throw new AssertionError("there is no counter");
    return Long.parseLong(counter.group(1)) + living.home.bare();
  }

  void goesOn() throws Exception {
    living.freshen();
    claims.lanes(living.kasa, "");
    claims.switchAll("on");
    claims.turn(claims.kasa(), "off");
    claims.turn(claims.lamp(), "off");
    rules();
    living.home.router.run("ip link set wan0 down");
    Tree before = living.get("/ledger");
    long bound = bound();
    day();
    assertThat(bound() - bound).as("packets for the Internet").isZero();
    Tree after = living.get("/ledger");
    for (String sum : new String[] {"left", "own"})
      assertThat(after.get(sum).get("bytes").number())
          .as(sum)
          .isEqualTo(before.get(sum).get("bytes").number());
    assertThat(after.get("names").get("passedOn").number())
        .as("names that left")
        .isEqualTo(before.get("names").get("passedOn").number());
    assertThat(
            after.get("refused").get("packets").number()
                - before.get("refused").get("packets").number())
        .as("that they tried is known")
        .isGreaterThanOrEqualTo(calls);
    assertThat(LivingClaims.gaps(after)).isEmpty();
    assertThat(living.get("/journal?kind=firing").get("items").items()).hasSize(4);
  }

  private void rules() throws Exception {
    rule("night", "{\"at\":\"22:00\"}", "sonoff", "\"turn\",\"to\":\"off\"");
    rule("morning", "{\"at\":\"06:00\"}", "daikin", "\"mode\",\"to\":\"heat\"");
    rule(
        "stairs",
        "{\"thing\":\"%s\",\"property\":\"motion\",\"becomes\":\"detected\"}"
            .formatted(claims.sensor()),
        claims.lamp(),
        "\"turn\",\"to\":\"on\"");
    rule("dusk", "{\"at\":\"sunset\"}", claims.kasa(), "\"turn\",\"to\":\"on\"");
  }

  private void rule(String id, String when, String thing, String action) throws Exception {
    living.ask(
        "PUT",
        "/activities/" + id,
        "{\"id\":\"%1$s\",\"name\":\"%1$s\",\"when\":[%2$s],\"perform\":[{\"thing\":\"%3$s\",\"action\":%4$s}]}"
            .formatted(id, when, thing, action));
  }

  private void day() throws Exception {
    Instant end = time.wall().plus(Duration.ofDays(1));
    until("22:00");
    becomes("sonoff", "switch", "off");
    until("06:00");
    becomes("daikin", "mode", "heat");
    until("12:00");
    living.hue.device().byHand("motion", "sensor", "{'motion':{'motion_report':{'motion':true}}}");
    becomes(claims.lamp(), "switch", "on");
    until("17:30");
    // No further than the sunset: a command has its seconds, too.
    Instant night = time.wall().plus(Duration.ofHours(1));
    while (time.wall().isBefore(night) && fired("dusk") == 0) pass(SUN_STEP);
    becomes(claims.kasa(), "switch", "on");
    passed(Duration.between(time.wall(), end));
  }

  private int fired(String activity) throws Exception {
    return living.get("/journal?kind=firing&subject=" + activity).get("items").items().size();
  }

  private void until(String clock) throws Exception {
    LocalTime now = time.wall().atOffset(ZoneOffset.UTC).toLocalTime();
    Duration left = Duration.between(now, LocalTime.parse(clock));
    passed(left.isNegative() ? left.plusDays(1) : left);
  }

  private void passed(Duration span) throws Exception {
    Instant goal = time.wall().plus(span);
    while (time.wall().isBefore(goal)) hour(Duration.between(time.wall(), goal));
  }

  /// An hour, or what is left, in which somebody calls home.
  private void hour(Duration left) throws Exception {
    var tenant = living.tenants().get(calls++ % living.tenants().size());
    assertThat(tenant.callHome()).as(tenant.name()).isEqualTo("none refused refused");
    pass(left.compareTo(Duration.ofHours(1)) < 0 ? left : Duration.ofHours(1));
  }

  /// The house notices what time it is with the next word that it hears.
  private void pass(Duration span) {
    time.pass(span);
    living.house().house.loop().taken(new Fact.Noted("It is later."), "house", "test").join();
  }

  private void becomes(String thing, String property, String value) {
    await()
        .untilAsserted(() ->
            assertThat(
                    living
                        .get("/things/" + thing)
                        .get("properties")
                        .get(property)
                        .get("value")
                        .node())
                .as(thing)
                .isEqualTo(value));
  }

  /// The counters do count: with one rule less a single call home is seen there.
  void control() throws Exception {
    long bound = bound();
    new Rules(living.home).without("forward", "goto from_things");
    living.sonoff.callHome();
    assertThat(bound()).as("without the rule").isGreaterThan(bound);
  }
}
