package steward.api;

import java.util.LinkedHashMap;
import java.util.Map;

/// The shapes of findings, rehearsals and cases in the OpenAPI document.
final class ProofSchemas {
  private ProofSchemas() {}

  static Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    all.put(
        "Finding",
        Schema.object(
            "kind! text, severity! text, activities! [text], sentence! text, example! [text]"));
    all.put("FindingList", Schema.list("Finding"));
    all.put("Invariant", Schema.object("never object, always object, sentence text"));
    all.put("InvariantList", Schema.list("Invariant"));
    all.put("InvariantItems", Schema.object("items! [Invariant]"));
    all.put("Rehearse", Schema.object("from instant, to instant, activity object, without truth"));
    all.put(
        "RehearsalLine",
        Schema.object(
            """
            at! instant, who! text, activity! text, kind! EntryKind, subject! text, seq whole,
            sentence! text\
            """));
    all.put(
        "Rehearsal",
        Schema.object(
            """
            from! whole, to! whole, begins! instant?, ends! instant?, entries! whole, exact! truth, sameMeaning! truth, whole! truth,
            lines! [RehearsalLine]\
            """));
    all.put(
        "RehearsalProgress",
        Schema.object("running! truth, done! whole, entries! whole, reaches! instant?"));
    all.put("WatchedEdge", Schema.object("edge! text, ends! truth, came! truth, why! text"));
    all.put(
        "WhyNot",
        Schema.object(
            """
            seq! whole, at! instant, happened! text, fired! truth, version! whole, sentences! [text],
            exact! truth, sameMeaning! truth, edges! [WatchedEdge], condition object\
            """));
    all.put("KeepCase", Schema.object("name! id, from instant, to instant"));
    all.put(
        "Case",
        Schema.object(
            """
            name! id, activity id, good! truth, inputs whole, expected [text], missing [text],
            more [text]\
            """));
    all.put("CaseList", Schema.list("Case"));
    all.put(
        "KeptCase",
        Schema.object(
            "name! id, activity id, readable! truth, at instant, inputs! whole, expected! [text]"));
    all.put("KeptCaseList", Schema.list("KeptCase"));
    return all;
  }
}
