package steward.activity.proof;

import java.util.List;
import steward.activity.Activity;
import steward.activity.Deed;
import steward.activity.Doing;
import steward.activity.text.Names;
import steward.activity.text.Words;
import steward.thing.Thing;
import steward.thing.ThingId;

/// What the prover says of lines and things.
final class Said {
  private Said() {}

  static String line(Doing line, Names names) {
    return Words.of(List.of(line), names);
  }

  static String thing(ThingId id, Names names) {
    return names.thing(id).map(Thing::name).orElse(id.value());
  }

  static String quoted(Activity activity) {
    return "“" + activity.name() + "”";
  }

  /// What the deed asks of one thing: `turn on Hall lamp`.
  static String deed(Deed deed, ThingId thing, Names names) {
    String what =
        switch (deed) {
          case Deed.Fixed(var action) -> action.sentence();
          case Deed.Taken taken -> taken.kind().label();
          case Deed.Tell tell -> tell.kind().label();
        };
    return thing(thing, names) + ": " + what;
  }
}
