package steward.sim;

/// A speaker that says sentences aloud. Confined to the house's context.
final class SimSpeaker extends PlainGadget {
  private static final long SECOND_MS = 1_000;
  private static final int LETTERS_A_SECOND = 16;
  private static final int SENTENCE_MAX = 500;

  private String sentence = "";
  private String doing = "idle";
  private int volume = 40;
  private int spoken;

  SimSpeaker(String id, String name, Room room) {
    super(id, name, room, "media/plain/audio");
    sheet("model", "Speaking speaker");
    observes("playing", "/doing");
    observes("text", "/said");
    observes("volume", "/volume");
    performs("say", "{\"say\":\"%\"}");
    performs("volume", "{\"volume\":%}");
    state(() ->
        "{\"doing\":\""
            + doing
            + "\",\"volume\":"
            + volume
            + ",\"said\":"
            + Json.quoted(sentence)
            + "}");
  }

  String sentence() {
    return sentence;
  }

  @Override
  void obey(String command) {
    if (command.startsWith("{\"volume\":")) {
      String number = command.replaceAll("[^0-9.]", "");
      volume = number.isEmpty() ? volume : (int) Math.clamp(Double.parseDouble(number), 0, 100);
      report();
      return;
    }
    if (!command.startsWith("{\"say\":\"") || !command.endsWith("\"}")) return;
    String text =
        command.substring(8, command.length() - 2).replace("\\\"", "\"").replace("\\\\", "\\");
    say(text.length() > SENTENCE_MAX ? text.substring(0, SENTENCE_MAX) : text);
  }

  private void say(String text) {
    sentence = text;
    doing = "speaking";
    int number = ++spoken;
    report();
    after(
        SECOND_MS * (1 + text.length() / LETTERS_A_SECOND),
        () -> {
          if (number != spoken) return; // it says something newer
          doing = "idle";
          report();
        });
  }
}
