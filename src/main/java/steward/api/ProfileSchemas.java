package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The shapes of profiles, proposals and wishes in the OpenAPI document.
final class ProfileSchemas {
  private ProfileSchemas() {}

  static Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    all.put("ProfileUsual", Schema.words(List.of("always", "window", "never")));
    all.put("WorksLocally", Schema.words(List.of("all", "some", "none", "unknown")));
    all.put(
        "ProfileWay",
        Schema.object(
            """
            lane! NetworkLane, purpose! text, purposeSays! text, usual! ProfileUsual, wider! truth,
            why! text, stops! text, source! text\
            """));
    String profile =
        """
        id! id, title! text, maker! text, model! text, origin! text, families! [text],
        supported! truth, updated! instant, says! text, local! WorksLocally,
        ways! [ProfileWay], usual! [NetworkLane], steward! [text], notes! [text]\
        """;
    all.put("Profile", Schema.object(profile));
    all.put(
        "CheckedProfile",
        Schema.object(
            profile
                + ", replaces! truth, obstacle! text, now [NetworkLane], toProfile LaneDifference"));
    all.put("ProfileList", Schema.object("items! [Profile], troubles! [text], next! whole?"));
    all.put("MudFile", Map.of("type", "object"));
    all.put("ChooseProfile", Schema.object("profile! text"));
    ofStations(all);
    return all;
  }

  private static void ofStations(Map<String, Object> all) {
    all.put(
        "LaneDifference",
        Schema.object(
            """
            same! truth, opens! [NetworkLane], closes! [NetworkLane], widens! [NetworkLane], narrows! [NetworkLane],
            says! [text]\
            """));
    all.put(
        "ProposalItem",
        Schema.object(
            """
            lane! NetworkLane, ticked! truth, marks! [text], purpose! text, why! text, names! [text],
            packets! whole?, bytes! whole?, first! instant?, last! instant?, refused! truth,
            open! truth\
            """));
    all.put(
        "Proposal",
        Schema.object(
            """
            from! instant, to! instant, items! [ProposalItem], left! [text], toNow! LaneDifference,
            says! text, unmeasured! whole\
            """));
    all.put(
        "NetworkWish",
        Schema.object(
            """
            station! text, name! text, lane! NetworkLane, guessed! truth, at! instant,
            afterUpdate! text, says! text\
            """));
    all.put("NetworkWishList", Schema.list("NetworkWish"));
    all.put(
        "StationProfile",
        Schema.object(
            """
            station! text, name! text, thing! id?, profile Profile, badge! text, now! [NetworkLane],
            toProfile LaneDifference, proposal Proposal, settled! instant?,
            wishes! [NetworkWish]\
            """));
    all.put(
        "CutWords",
        Schema.object(
            """
            station! text, thing! id?, local! WorksLocally, says! text, stops! [text],
            stays! [text], unknown! [text]\
            """));
  }
}
