package steward.network.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.value.Malformed;
import steward.value.Tree;

/// What is kept of a device as JSON, and back.
public final class KeptForm {
  private KeptForm() {}

  public static Map<String, Object> of(Kept kept) {
    var json = new LinkedHashMap<String, Object>();
    json.put("ticked", kept.ticked());
    json.put("fragile", kept.fragile());
    json.put("firmware", kept.fragileFirmware());
    kept.login().ifPresent(at -> json.put("login", at.toString()));
    kept.run().ifPresent(run -> json.put("run", run(run)));
    return json;
  }

  private static Map<String, Object> run(Run run) {
    var json = new LinkedHashMap<String, Object>();
    json.put("state", run.state().label());
    json.put("since", run.since().toString());
    json.put("at", run.at().toString());
    json.put("of", run.of());
    json.put("log", run.log().stream().map(KeptForm::probe).toList());
    json.put("findings", run.findings().stream().map(KeptForm::finding).toList());
    run.key().ifPresent(key -> json.put("key", key));
    json.put("sentence", run.sentence());
    return json;
  }

  private static Map<String, Object> probe(Run.Probe probe) {
    return Map.of(
        "at", probe.at().toString(),
        "port", probe.port(),
        "did", probe.did(),
        "saw", probe.saw(),
        "millis", probe.millis());
  }

  private static Map<String, Object> finding(Finding finding) {
    var json = new LinkedHashMap<String, Object>();
    json.put("check", finding.check().label());
    json.put("verdict", finding.verdict().label());
    json.put("evidence", finding.evidence());
    json.put("times", finding.times());
    finding.at().ifPresent(at -> json.put("at", at.toString()));
    return json;
  }

  /// Empty where it is not what was written, as after the words of a check changed.
  public static Optional<Kept> readable(Tree json) {
    try {
      return Optional.of(read(json));
    } catch (Malformed | IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Kept read(Tree json) {
    return new Kept(
        json.get("ticked").truth(),
        json.get("fragile").text(),
        json.get("firmware").text(),
        json.find("login").map(at -> Instant.parse(at.text())),
        json.find("run").map(KeptForm::run));
  }

  private static Run run(Tree json) {
    List<Run.Probe> log = json.get("log").items().stream().map(KeptForm::probe).toList();
    return new Run(
        Run.State.labelled(json.get("state").text()),
        Instant.parse(json.get("since").text()),
        Instant.parse(json.get("at").text()),
        json.get("of").whole(0, Integer.MAX_VALUE),
        log,
        json.get("findings").items().stream().map(KeptForm::finding).toList(),
        json.find("key").map(Tree::text),
        json.get("sentence").text());
  }

  private static Run.Probe probe(Tree json) {
    return new Run.Probe(
        Instant.parse(json.get("at").text()),
        json.get("port").whole(1, 65_535),
        json.get("did").text(),
        json.get("saw").text(),
        json.get("millis").whole(0, Integer.MAX_VALUE));
  }

  private static Finding finding(Tree json) {
    String verdict = json.get("verdict").text();
    Optional<Verdict> known =
        List.of(Verdict.values()).stream().filter(v -> v.label().equals(verdict)).findFirst();
    return new Finding(
        Check.labelled(json.get("check").text()),
        known.orElseThrow(() -> json.get("verdict").wrong("a verdict")),
        json.get("evidence").text(),
        json.get("times").whole(1, Integer.MAX_VALUE),
        json.find("at").map(at -> Instant.parse(at.text())));
  }
}
