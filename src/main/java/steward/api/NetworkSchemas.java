package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schemas of the documents about the closed network.
final class NetworkSchemas {
  private NetworkSchemas() {}

  static Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    all.put("LaneKind", Schema.words(List.of("out", "exact", "in", "knock")));
    all.put("Standing", Schema.words(List.of("quarantined", "enclosed", "refused")));
    all.put(
        "NetworkLane",
        Schema.object(
            "kind! LaneKind, to text, from text, protocol text, ports! text, six truth, windowOnly truth, says text"));
    all.put(
        "Station",
        Schema.object(
            """
            id! text, hardware! text, thing! id?, name! text, addresses! [text], given! text?, maker! text,
            called! text, asked! [text], first! instant, last! instant, recognised! [text],
            standing! Standing, lanes! [NetworkLane], own! [NetworkLane], suggested [NetworkLane],
            until! {instant}, port! text?, heardAt! text?, ports [text], trouble! text, says! text\
            """));
    all.put("StationList", Schema.list("Station"));
    all.put(
        "StationWish",
        Schema.object(
            "standing Standing, thing text, lanes [NetworkLane], port text, preview truth"));
    all.put("NetworkSpan", Schema.object("for! text, preview truth"));
    all.put("NetworkTry", Schema.object("token text, preview truth"));
    all.put(
        "NetworkDid",
        Schema.object(
            "done! truth, did! text, waits! truth, station Station, token text, until instant"));
    status(all);
    return all;
  }

  private static void status(Map<String, Object> all) {
    all.put("NetworkHelper", Schema.object("there! truth, trouble! text"));
    all.put("NetworkTrial", Schema.object("until! instant, mine! truth"));
    all.put(
        "NetworkGround",
        Schema.object(
            """
            things! text, ports! [text], home! text, four! text, six! text, wholeMachine! truth,
            upstream! [text]\
            """));
    all.put("NetworkLink", Schema.object("name! text, use! text, there! truth, up! truth"));
    all.put(
        "NetworkListener", Schema.object("name! text, protocol! text, port! whole, reach! text"));
    all.put(
        "Network",
        Schema.object(
            """
            mode! text, says! text, holds! text, helper! NetworkHelper, trial NetworkTrial,
            foreign! text, troubles! [text], ground NetworkGround, interfaces! [NetworkLink],
            listeners! [NetworkListener], counts! {whole}, waits! [text]\
            """));
    all.put("NetworkRows", Schema.object("gone! [text], new! [text]"));
    all.put("NetworkChange", Schema.object("ground! truth, says! [text], rows! NetworkRows"));
    all.put(
        "NetworkAdvice",
        Schema.object(
            """
            topology! text, files! {text}, steps! [text], unseen! [text],
            verified! [NetworkVerified]\
            """));
    all.put("NetworkVerified", Schema.object("verdict! text, says! text"));
  }
}
