package steward.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import steward.network.audit.Report;
import steward.network.audit.Run;
import steward.network.audit.Verdict;

/// The shapes of grades in the OpenAPI document.
final class GradeSchemas {
  private GradeSchemas() {}

  static Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    all.put("CheckVerdict", Schema.words(Stream.of(Verdict.values()).map(Verdict::label).toList()));
    all.put(
        "GradeStanding",
        Schema.words(Stream.of(Report.Standing.values()).map(Report.Standing::label).toList()));
    all.put(
        "GradeRunState",
        Schema.words(Stream.of(Run.State.values()).map(Run.State::label).toList()));
    letters(all);
    asking(all);
    all.put(
        "Grade",
        Schema.object(
            """
            may! truth, why! text, sentence! text, connections! whole, seconds! whole,
            ports! [whole], tls! truth, login! text\
            """));
    all.put("GradeWatch", Schema.object("seconds! whole?, enough! instant?, says! text"));
    all.put(
        "GradeProbe",
        Schema.object("at! instant, port! whole, did! text, saw! text, millis! whole"));
    all.put(
        "GradeRun",
        Schema.object(
            """
            state! GradeRunState, done! whole, of! whole, since! instant, at! instant, sentence! text,
            log! [GradeProbe]\
            """));
    all.put(
        "Grade",
        Schema.object(
            """
            thing! id, name! text, title! text, sold! Letter, enclosed Letter,
            standing! GradeStanding, advice! text, findings! [CheckFinding], faults! text,
            ticked! truth, fragile! text, loginTried! instant?, plan! GradePlan, watch! GradeWatch,
            run GradeRun\
            """));
    all.put(
        "GradeRow",
        Schema.object(
            """
            thing! id, name! text, room! text, family! text, sold! text, soldAtBest! truth,
            enclosed! text, enclosedAtBest! truth, coverage! whole, standing! GradeStanding,
            advice! text, at! instant?, run! text\
            """));
    all.put("GradeList", Schema.list("GradeRow"));
    all.put("StartGrade", Schema.object("agree! truth, login truth"));
    return all;
  }

  /// What it is worth, and why.
  private static void letters(Map<String, Object> all) {
    all.put("GradeReason", Schema.object("check! text, points! whole, sentence! text"));
    all.put(
        "Letter",
        Schema.object(
            """
            letter! text, least! text, points! whole, atBest! truth, coverage! whole,
            sentence! text, reasons! [GradeReason]\
            """));
    all.put(
        "CheckFinding",
        Schema.object(
            """
            check! text, title! text, verdict! CheckVerdict, evidence! text, provision! text, level! text,
            section! text, at! instant?\
            """));
  }

  /// What a run would do, and did.
  private static void asking(Map<String, Object> all) {
    all.put(
        "GradePlan",
        Schema.object(
            """
            may! truth, why! text, sentence! text, connections! whole, seconds! whole,
            ports! [whole], tls! truth, login! text\
            """));
  }
}
