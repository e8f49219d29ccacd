package steward.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.value.Tree;

/// Where and what the house is.
final class PlaceVerbs {
  private PlaceVerbs() {}

  static Verb place() {
    return Verb.of("place", "Show where the house is, its modes and holidays.", PlaceVerbs::show)
        .part(
            Verb.of("show", "Show where the house is, its modes and holidays.", PlaceVerbs::show)
                .example("steward place show"))
        .part(
            Verb.of("set", "Change what is said; the rest stays.", PlaceVerbs::set)
                .option("--zone", "ZONE", "Its time zone, such as Europe/Zurich.")
                .option("--latitude", "DEGREES", "North of the equator, -90 to 90.")
                .option("--longitude", "DEGREES", "East of Greenwich, -180 to 180.")
                .option("--height", "METRES", "Above the sea.")
                .options("--mode", "MODE", "A mode of the house; all of them are given anew.")
                .options("--holiday", "DAY", "A day such as 2026-12-24; all are given anew.")
                .options("--yearly", "DAY", "A day of each year such as 12-24; all are given anew.")
                .example("steward place set --zone Europe/Zurich --latitude 47.4 --longitude 8.5")
                .example("steward place set --mode home --mode away --mode night")
                .example("steward place set --yearly 01-01 --yearly 12-25"))
        .example("steward place");
  }

  private static Exit show(Asked asked) throws Failure {
    return shown(asked, asked.api().get("/place"));
  }

  private static Exit shown(Asked asked, Tree place) {
    if (asked.printed(place)) return Exit.DONE;
    var screen = asked.screen();
    screen.line("Zone      " + Part.text(place, "zone"));
    String spot =
        place.has("latitude")
            ? "%s, %s, %s m"
                .formatted(
                    Part.text(place, "latitude"),
                    Part.text(place, "longitude"),
                    Part.text(place, "height"))
            : "unknown: the sun neither rises nor sets";
    screen.line("Spot      " + spot);
    screen.line("Modes     " + joined(place, "modes"));
    screen.line("Holidays  " + joined(place, "holidays"));
    screen.line("Yearly    " + joined(place, "yearly"));
    return Exit.DONE;
  }

  private static String joined(Tree place, String name) {
    return String.join(
        ", ", Part.items(place, name).stream().map(Tree::text).map(Screen::clean).toList());
  }

  private static final List<String> SAID =
      List.of("--zone", "--latitude", "--longitude", "--height");
  private static final List<String> LISTS = List.of("--mode", "--holiday", "--yearly");

  private static Exit set(Asked asked) throws Failure {
    if (SAID.stream().allMatch(one -> asked.option(one).isEmpty())
        && LISTS.stream().allMatch(one -> asked.options(one).isEmpty()))
      throw new Failure(Exit.USAGE, "give what to change, such as --zone Europe/Zurich");
    var body = new LinkedHashMap<String, Object>();
    Map<?, ?> now = asked.api().get("/place").object();
    now.forEach((name, value) -> {
      if (value != null) body.put(String.valueOf(name), value);
    });
    asked.option("--zone").ifPresent(zone -> body.put("zone", zone));
    for (String degrees : List.of("latitude", "longitude", "height")) {
      var given = asked.option("--" + degrees);
      if (given.isPresent()) body.put(degrees, number("--" + degrees, given.get()));
    }
    days(asked, "--mode", "modes", "", body);
    days(asked, "--holiday", "holidays", "", body);
    days(asked, "--yearly", "yearly", "--", body);
    return shown(asked, asked.api().put("/place", body));
  }

  private static double number(String option, String text) throws Failure {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw Asked.wrong(option, "a number", text);
    }
  }

  private static void days(
      Asked asked, String option, String member, String before, Map<String, Object> body) {
    List<String> given = asked.options(option);
    if (given.isEmpty()) return;
    body.put(
        member, given.stream().map(day -> day.startsWith(before) ? day : before + day).toList());
  }
}
