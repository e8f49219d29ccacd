package steward.api;

import java.util.LinkedHashMap;
import java.util.Map;

/// The JSON Schemas of the documents about the radio of the things and the tunnel of people.
final class WaysSchemas {
  private WaysSchemas() {}

  static Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    all.put("WifiKey", Schema.object("id! text, hardware! text, since! instant"));
    all.put(
        "Wifi",
        Schema.object(
            """
            on! truth, name! text?, hidden! truth, visibleUntil! instant?, security! text?,
            country! text?, channel! whole?, interface! text?, by! text, problem! text?,
            keys! [WifiKey], says! [text]\
            """));
    all.put(
        "WifiCard",
        Schema.object(
            """
            id! text, name! text, passphrase! text, hidden! truth, uri! text, qr! [text],
            lines! [text], says! [text]\
            """));
    all.put("WifiKeyWish", Schema.object("id! text, hardware! text"));
    all.put("WifiSpan", Schema.object("for! text"));
    all.put("WayFile", Schema.object("path! text, text! text"));
    all.put("WayFiles", Schema.object("files! [WayFile], steps! [text], unseen! [text]"));
    all.put(
        "VpnPeer",
        Schema.object(
            """
            client! id, name! text, user! text, publicKey! text, addresses! [text],
            keyMadeHere! truth, since! instant, seen! instant?, received! whole?, sent! whole?\
            """));
    all.put(
        "Vpn",
        Schema.object(
            """
            on! truth, publicKey! text?, port! whole?, endpoints! [text], addresses! [text],
            by! text, problem! text?, peers! [VpnPeer]\
            """));
    all.put("VpnWish", Schema.object("publicKey text"));
    all.put(
        "VpnProfile",
        Schema.object(
            """
            client! id, addresses! [text], keyMadeHere! truth, file! text, profile! text,
            qr! [text]\
            """));
    return all;
  }
}
