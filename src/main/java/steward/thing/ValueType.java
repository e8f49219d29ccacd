package steward.thing;

import java.util.List;
import java.util.Locale;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// What values a property or a parameter can have, and how they are read.
public sealed interface ValueType {

  /// Reads a JSON value, a number or a text.
  ///
  /// @throws Malformed if it is none of these values
  Value read(Tree tree);

  /// Whether this value belongs to the type.
  boolean admits(Value value);

  /// What a person may give here: `a number from 0 to 100`, `on or off`.
  String expected();

  /// A number of one unit between two limits, both included.
  record Amounts(Unit unit, double min, double max) implements ValueType {
    @Override
    public Value read(Tree tree) {
      return new Amount(tree.number(min, max), unit);
    }

    @Override
    public boolean admits(Value value) {
      return value instanceof Amount amount
          && amount.unit() == unit
          && amount.number() >= min
          && amount.number() <= max;
    }

    @Override
    public String expected() {
      return "a number from "
          + Amount.plain(min)
          + " to "
          + Amount.plain(max)
          + (unit == Unit.COUNT ? "" : " in " + unit.label());
    }
  }

  /// One of these words.
  record Words(List<String> words) implements ValueType {
    public Words {
      words = List.copyOf(words);
    }

    @Override
    public Value read(Tree tree) {
      String word = tree.node() instanceof Boolean yes ? (yes ? "on" : "off") : tree.text();
      String lower = word.toLowerCase(Locale.ROOT);
      if (!words.contains(lower)) throw tree.wrong(expected());
      return new Word(lower);
    }

    @Override
    public boolean admits(Value value) {
      return value instanceof Word(String word) && words.contains(word);
    }

    @Override
    public String expected() {
      return words.size() == 1
          ? words.getFirst()
          : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }
  }

  /// Free text up to a length.
  record Texts(int lengthMax) implements ValueType {
    @Override
    public Value read(Tree tree) {
      return new Text(tree.text(lengthMax));
    }

    @Override
    public boolean admits(Value value) {
      return value instanceof Text(String text) && text.length() <= lengthMax;
    }

    @Override
    public String expected() {
      return "a text of at most " + lengthMax + " characters";
    }
  }

  /// A colour as `{"hue","saturation"}`.
  record Colours() implements ValueType {
    @Override
    public Value read(Tree tree) {
      double hue = tree.get("hue").number(0, 360);
      return new Colour(hue == 360 ? 0 : hue, tree.get("saturation").number(0, 100));
    }

    @Override
    public boolean admits(Value value) {
      return value instanceof Colour;
    }

    @Override
    public String expected() {
      return "a colour with hue 0..360 and saturation 0..100";
    }
  }
}
