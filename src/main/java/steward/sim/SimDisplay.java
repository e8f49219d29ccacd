package steward.sim;

/// A small display that shows a line of text and acknowledges nothing. Confined to the house's
/// context.
final class SimDisplay extends PlainGadget {
  private String shown = "";

  SimDisplay(String id, String name, Room room) {
    super(id, name, room, "indicator/plain/text");
    sheet("model", "Text display");
    observes("text", "/shown");
    performs("notify", "%");
    state(() -> "{\"shown\":" + Json.quoted(shown) + "}");
  }

  @Override
  void obey(String command) {
    shown = command.length() > 200 ? command.substring(0, 200) : command;
  }
}
