package steward.network.profile;

import java.util.ArrayList;
import java.util.List;
import steward.network.enclosure.Lanes;
import steward.network.fence.Host;
import steward.network.fence.Lane;

/// How two sets of ways out differ; ways in and to the steward do not count. Pure.
///
/// @param opens what is new
/// @param closes what would be gone
/// @param widens what is there already and would let more through
/// @param narrows what would let less through
public record Difference(
    List<Lane> opens, List<Lane> closes, List<Lane> widens, List<Lane> narrows) {

  public Difference {
    opens = List.copyOf(opens);
    closes = List.copyOf(closes);
    widens = List.copyOf(widens);
    narrows = List.copyOf(narrows);
  }

  public static Difference between(List<Lane> now, List<Lane> then) {
    List<Lane> before = outward(now);
    List<Lane> after = outward(then);
    var opens = new ArrayList<Lane>();
    var widens = new ArrayList<Lane>();
    for (Lane lane : after) {
      if (isCovered(lane, before)) continue;
      if (before.stream().anyMatch(old -> Cover.covers(lane, old))) widens.add(lane);
      else opens.add(lane);
    }
    var closes = new ArrayList<Lane>();
    var narrows = new ArrayList<Lane>();
    for (Lane lane : before) {
      if (isCovered(lane, after)) continue;
      boolean isHalf = after.stream().anyMatch(left -> Cover.covers(lane, left));
      if (isHalf) narrows.add(lane);
      else closes.add(lane);
    }
    return new Difference(opens, closes, widens, narrows);
  }

  private static boolean isCovered(Lane lane, List<Lane> by) {
    return by.stream().anyMatch(one -> Cover.covers(one, lane));
  }

  static List<Lane> outward(List<Lane> lanes) {
    return lanes.stream()
        .filter(lane ->
            switch (lane) {
              case Lane.Out _, Lane.Exact _ -> true;
              case Lane.In _, Lane.Knock _ -> false;
            })
        .toList();
  }

  public boolean isNone() {
    return opens.isEmpty() && closes.isEmpty() && widens.isEmpty() && narrows.isEmpty();
  }

  /// It in sentences; one where there is none.
  public List<String> sentences() {
    if (isNone()) return List.of("Nothing changes.");
    var all = new ArrayList<String>();
    for (Lane lane : opens) all.add("Opens the way " + Lanes.says(lane) + "." + wide(lane));
    for (Lane lane : widens) all.add("Widens to the way " + Lanes.says(lane) + "." + wide(lane));
    for (Lane lane : narrows) all.add("Narrows the way " + Lanes.says(lane) + ".");
    for (Lane lane : closes) all.add("Closes the way " + Lanes.says(lane) + ".");
    return List.copyOf(all);
  }

  private static String wide(Lane lane) {
    return lane instanceof Lane.Out(Host host, _, _, _) && host.zone()
        ? " That is wider than one name."
        : "";
  }
}
