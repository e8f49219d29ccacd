package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schemas of the documents about what left the house. Null is what was not measured.
final class LedgerSchemas {
  private static final String SUMS =
      "left! LedgerCount, came! LedgerCount, refused! LedgerCount, inside! LedgerCount, names! LedgerNames";
  private static final String SPAN =
      "since! text, until! text, measured! truth, measuring! truth, why! text?, sentence! text, ";

  private LedgerSchemas() {}

  static Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    all.put("LedgerCount", nullable("packets! whole, bytes! whole"));
    all.put("LedgerNames", nullable("answered! whole, refused! whole, passedOn! whole"));
    all.put("LedgerGap", Schema.object("from! instant, to! instant, why! text"));
    all.put("LedgerAlert", Schema.object("at! instant, station! text, name! text, sentence! text"));
    all.put(
        "LedgerDay",
        Schema.object("day! text, measured! truth, left! whole?, refused! whole?, names! whole?"));
    all.put("LedgerSum", Schema.object("id! text, name! text, " + SUMS));
    String house =
        SPAN
            + SUMS
            + ", own! LedgerCount, gaps! [LedgerGap], alerts! [LedgerAlert], days! [LedgerDay], stations! [LedgerSum]";
    all.put("Ledger", Schema.object(house));
    all.put(
        "LedgerWay",
        Schema.object(
            """
            to! text, address! text, protocol! text, port! whole, verdict! LedgerVerdict, outward! truth,
            up! LedgerCount, down! LedgerCount, times! whole?, first! instant, last! instant\
            """));
    all.put("LedgerVerdict", Schema.words(List.of("allowed", "refused")));
    all.put(
        "LedgerAsked",
        Schema.object("name! text, verdict! text, passedOn! truth, times! whole, last! instant"));
    all.put("LedgerNote", Schema.object("at! instant, by! text, sentence! text"));
    all.put(
        "LedgerStation",
        Schema.object(
            "id! text, name! text, "
                + SPAN
                + SUMS
                + ", ways! [LedgerWay], asked! [LedgerAsked], notes! [LedgerNote], gaps! [LedgerGap], alerts! [LedgerAlert]"));
    all.put("LedgerKind", Schema.words(List.of("flow", "name", "gap", "alert", "note")));
    all.put(
        "LedgerEntry",
        Schema.object(
            """
            seq whole, kind! LedgerKind, from! instant, to instant, station! text, called! text,
            host text, address text, protocol text, port whole, verdict LedgerVerdict, outward truth,
            up [whole], down [whole], times whole, lane text?, name text, left truth, why text,
            by text, sentence text, hash text\
            """));
    all.put(
        "LedgerEntries", Schema.object("items! [LedgerEntry], next! whole?, open! [LedgerEntry]"));
    all.put("LedgerHead", Schema.object("seq! whole, hash! text"));
    all.put("LedgerKey", Schema.object("algorithm! text, key! text, fingerprint! text"));
    all.put(
        "LedgerStatement",
        Schema.object(
            house + ", month! text, house! text, head! LedgerHead, key! LedgerKey, text! text"));
    all.put("LedgerLine", Map.of("type", "object"));
    return all;
  }

  /// A reference cannot be null; what it refers to can.
  private static Map<String, Object> nullable(String members) {
    var schema = new LinkedHashMap<String, Object>(Schema.object(members));
    schema.put("type", List.of("object", "null"));
    return schema;
  }
}
