package steward.store;

/// What was to be kept is not on the disk. The message is a sentence for a person; the house runs
/// on.
public final class NotKept extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotKept(String sentence) {
    super(sentence);
  }

  public NotKept(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
