package steward.value;

/// A word of a property's closed list, such as `on`, `detected`, `locked`. Lower-case.
public record Word(String word) implements Value {
  public static final Word ON = new Word("on");
  public static final Word OFF = new Word("off");

  public Word {
    if (word.isEmpty() || word.length() > 40) {
      throw new IllegalArgumentException("a word has 1 to 40 characters, not " + word.length());
    }
  }

  @Override
  public String scalar() {
    return word;
  }

  @Override
  public String sentence() {
    return word;
  }
}
