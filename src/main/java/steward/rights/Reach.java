package steward.rights;

/// On what a row of [Rules] is decided.
public enum Reach {
  /// Nobody has to say who it is.
  ANYONE("anyone"),
  /// Whoever sits at the machine, and nobody else.
  MACHINE("the machine"),
  /// Whoever signed in, about itself.
  SELF("oneself"),
  /// Each caller gets the part that it may see: a guest its rooms.
  PART("one's own part"),
  /// The whole house, so not for guests.
  HOUSE("the house"),
  /// The thing itself: for a guest one in a room granted.
  THING("the thing"),
  /// The value itself: the only thing that a cloud service may ask for, if it was granted.
  VALUE("the value"),
  /// What is the caller's own, and everything for a master.
  OWN("one's own"),
  /// A webhook by its own caller, and what was granted to that.
  HOOK("its webhook"),
  /// The topics that follow from the binding or the prefix of a device client.
  TOPIC("its topics");

  private final String words;

  Reach(String words) {
    this.words = words;
  }

  /// For the documentation.
  public String words() {
    return words;
  }
}
