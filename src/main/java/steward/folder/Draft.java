package steward.folder;

import java.util.ArrayList;
import java.util.List;
import steward.folder.FolderReader.Read;
import steward.folder.Layout.Kind;
import steward.value.Malformed;

/// A plan while it is made: faults refuse it, doubts can be insisted on. Confined to one thread.
final class Draft {
  private final List<Plan.Item> items = new ArrayList<>();
  private final List<Malformed.Fault> faults = new ArrayList<>();
  private final List<Malformed.Fault> doubts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Read read;
  private int same;

  Draft(Read read) {
    this.read = read;
  }

  Read read() {
    return read;
  }

  void adds(Kind kind, String id, Plan.Step step, String sentence) {
    items.add(new Plan.Item(kind, id, true, sentence, step));
  }

  void changes(Kind kind, String id, Plan.Step step, String sentence) {
    items.add(new Plan.Item(kind, id, false, sentence, step));
  }

  void stays() {
    same++;
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  void fault(Kind kind, String id, String at, String expected, String got) {
    faults.add(read.fault(kind.path(id), at, expected, got));
  }

  void doubt(String path, Malformed malformed) {
    doubts.addAll(read.marked(path, malformed));
  }

  void doubt(Malformed.Fault fault) {
    doubts.add(fault);
  }

  Plan plan() {
    if (!faults.isEmpty()) throw FolderReader.cut(faults);
    return new Plan(items, doubts, notes, same);
  }
}
