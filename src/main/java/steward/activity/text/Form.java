package steward.activity.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steward.value.Tree;

/// One of the ways to write an item, known by a member that no other way has. Readers, the schema
/// and the documentation go by these tables.
///
/// @param mark the member by which it is known
/// @param oneOf members of which exactly one must be there; empty where it needs none of them
record Form(String mark, List<Member> members, List<String> oneOf) {

  /// A member of a form, and the JSON Schema of its value.
  record Member(String name, boolean required, Map<String, Object> schema) {}

  Form {
    members = List.copyOf(members);
    oneOf = List.copyOf(oneOf);
  }

  static Form of(String mark, Member... members) {
    return new Form(mark, List.of(members), List.of());
  }

  static Member must(String name, Map<String, Object> schema) {
    return new Member(name, true, schema);
  }

  static Member may(String name, Map<String, Object> schema) {
    return new Member(name, false, schema);
  }

  /// The same with one of these members in front.
  Form about(List<Member> subjects) {
    var all = new ArrayList<>(subjects);
    all.addAll(members);
    return new Form(mark, all, subjects.stream().map(Member::name).toList());
  }

  Set<String> names() {
    var names = new LinkedHashSet<String>();
    for (Member member : members) names.add(member.name());
    return names;
  }

  /// Finds the form in which the item is written, and holds it to that form.
  static Form find(Tree tree, List<Form> forms) {
    tree.object();
    List<Form> found = forms.stream().filter(form -> tree.has(form.mark())).toList();
    List<String> marks = forms.stream().map(Form::mark).toList();
    if (found.isEmpty()) {
      var known = new LinkedHashSet<String>();
      for (Form form : forms) known.addAll(form.names());
      Near.only(tree, known);
      throw tree.wrong("an object with one of " + String.join(", ", marks));
    }
    if (found.size() > 1) {
      throw tree.wrong("only one of " + String.join(", ", found.stream().map(Form::mark).toList()));
    }
    found.getFirst().check(tree);
    return found.getFirst();
  }

  void check(Tree tree) {
    Near.only(tree, names());
    for (Member member : members) {
      if (member.required() && !tree.has(member.name())) {
        throw tree.get(member.name()).wrong("the member '" + member.name() + "'");
      }
    }
    long there = oneOf.stream().filter(tree::has).count();
    if (!oneOf.isEmpty() && there != 1) {
      throw tree.wrong((there == 0 ? "one of " : "only one of ") + String.join(", ", oneOf));
    }
  }
}
