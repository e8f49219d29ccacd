package steward.activity.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import steward.activity.Activity;
import steward.activity.text.ActivityText;
import steward.activity.text.Names;
import steward.thing.ThingId;
import steward.value.Tree;
import steward.value.YamlText;

final class ProverTest {
  private static final List<Invariant> USUAL =
      invariants(
          List.of(
              Map.of("never", Map.of("action", "unlock", "by", "cloud")),
              Map.of(
                  "never",
                  Map.of(
                      "thing",
                      "nursery-lamp",
                      "action",
                      "dim",
                      "level",
                      100,
                      "if",
                      Map.of("between", List.of("20:00", "06:00"))))));

  private static List<Invariant> invariants(Object list) {
    return InvariantText.read(Tree.of(list), new ProofHouse());
  }

  private static Tree yaml(String name) throws IOException {
    try (var in = ProverTest.class.getResourceAsStream("/steward/activity/" + name)) {
      return Tree.of(
          YamlText.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)).tree());
    }
  }

  private static Activity activity(Tree tree, Names names) {
    return ActivityText.read(tree, tree.get("id").text(), names);
  }

  private static List<Activity> clean() throws IOException {
    var names = new ProofHouse();
    return yaml("clean.yaml").items().stream().map(tree -> activity(tree, names)).toList();
  }

  @Test
  void there_is_nothing_to_find_in_fifty_ordinary_activities() throws IOException {
    List<Activity> clean = clean();
    assertThat(clean).hasSize(50);
    assertThat(Prover.prove(clean, new ProofHouse(), USUAL)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> each_planted_fault_is_found() throws IOException {
    return yaml("faulty.yaml").items().stream()
        .map(fault ->
            DynamicTest.dynamicTest(
                fault.get("kind").text() + " of " + fault.get("of").node(), () -> planted(fault)));
  }

  private static void planted(Tree fault) {
    var house = new ProofHouse();
    List<Activity> activities =
        fault.get("activities").items().stream().map(tree -> loose(tree, house)).toList();
    fault.find("gone").ifPresent(gone -> gone.items().forEach(id -> house.without(id.text())));
    var invariants =
        fault.find("invariants").map(list -> InvariantText.read(list, house)).orElse(List.of());
    List<Finding> found = Prover.prove(activities, house, invariants);
    var of = fault.get("of").items().stream().map(Tree::text).toList();
    assertThat(found)
        .as("%s", found)
        .anySatisfy(one -> {
          assertThat(one.kind().label()).isEqualTo(fault.get("kind").text());
          assertThat(one.activities()).containsExactlyInAnyOrderElementsOf(of);
          assertThat(one.sentence()).endsWith(".");
        });
    assertThat(found).allSatisfy(one -> assertThat(of).containsAll(one.activities()));
  }

  /// As a person wrote it; a text that starts an activity that is gone since, as it was kept.
  private static Activity loose(Tree tree, Names names) {
    return tree.get("id").text().equals("starter")
        ? ActivityText.kept(tree)
        : activity(tree, names);
  }

  @Test
  void planted_faults_are_found_among_the_ordinary_ones() throws IOException {
    var house = new ProofHouse();
    var all = new ArrayList<>(clean());
    all.add(
        activity(
            Tree.of(
                Map.of(
                    "id",
                    "spoiler",
                    "name",
                    "Spoiler",
                    "when",
                    List.of(
                        Map.of(
                            "thing", "kitchen-motion",
                            "property", "motion",
                            "becomes", "detected")),
                    "perform",
                    List.of(Map.of("thing", "kitchen-lamp", "action", "turn", "to", "off")))),
            house));
    assertThat(Prover.prove(all, house, List.of()))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.kind()).isEqualTo(Finding.Kind.FIGHT);
          assertThat(one.activities()).containsExactlyInAnyOrder("kitchen-light", "spoiler");
          assertThat(one.example()).hasSize(3).first().asString().contains("Kitchen motion");
        });
  }

  @Test
  void conditions_that_exclude_each_other_break_a_loop_and_end_a_fight() {
    var house = new ProofHouse();
    var on = simple("on", "hall-lamp", "on", "hall-lamp", "off", "08:00", "12:00");
    var off = simple("off", "hall-lamp", "off", "hall-lamp", "on", "14:00", "18:00");
    assertThat(Prover.prove(List.of(on, off), house, List.of())).isEmpty();
    var same = simple("off", "hall-lamp", "off", "hall-lamp", "on", "09:00", "18:00");
    assertThat(Prover.prove(List.of(on, same), house, List.of())).hasSize(1);
    var settled = simple("settled", "fan", "on", "fan", "on", "00:00", "12:00");
    assertThat(Prover.prove(List.of(settled), house, List.of())).isEmpty();
  }

  private static Activity simple(
      String id, String of, String becomes, String thing, String to, String from, String until) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("id", id);
    tree.put("name", id);
    tree.put("when", List.of(Map.of("thing", of, "property", "switch", "becomes", becomes)));
    tree.put("if", Map.of("between", List.of(from, until)));
    tree.put("perform", List.of(Map.of("thing", thing, "action", "turn", "to", to)));
    return activity(Tree.of(tree), new ProofHouse());
  }

  @Test
  void invariants_are_read_back_as_they_were_written() {
    var house = new ProofHouse();
    for (Invariant one : USUAL) {
      Object written = List.of(InvariantText.write(one));
      assertThat(InvariantText.read(Tree.of(written), house)).containsExactly(one);
    }
  }

  @Test
  void five_hundred_activities_are_looked_through() throws IOException {
    var house = new ProofHouse();
    var many = new ArrayList<Activity>();
    for (Activity one : clean())
      for (int i = 0; i < 10; i++)
        many.add(
            new Activity(
                one.id() + "-" + i,
                one.name() + " " + i,
                true,
                1,
                "local",
                one.when(),
                one.condition(),
                one.perform(),
                one.until(),
                one.missed(),
                one.again(),
                one.quiet()));
    long before = System.nanoTime();
    List<Finding> found = Prover.prove(many, house, USUAL);
    System.out.printf(
        "500 activities proved in %d ms, %d findings%n",
        (System.nanoTime() - before) / 1_000_000, found.size());
    assertThat(found).as("the same ten times over agrees with itself").isEmpty();
    assertThat(house.ids()).contains(new ThingId("fan"));
  }
}
