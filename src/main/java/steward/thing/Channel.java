package steward.thing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A way by which a message comes to a person. None of them is a vendor's own push service.
public enum Channel {
  PAGE(
      "the pages",
      "No: it is shown on every page that is open, and kept until it is seen. A phone that sleeps"
          + " shows nothing."),
  MAIL(
      "mail",
      "When the phone's mail app next looks: at once with an app that keeps a connection (IMAP"
          + " IDLE), else as seldom as it is set to fetch."),
  NTFY(
      "ntfy",
      "With the ntfy app: on Android at once, by the connection that the app keeps open (“instant"
          + " delivery”). On an iPhone only if you let your ntfy server pass a wake-up, without the"
          + " words, to ntfy.sh and Apple (its setting upstream-base-url); else when the app is"
          + " opened."),
  THINGS(
      "speakers and displays",
      "No phone: but a speaker can wake whoever is in the room. A webhook reaches what its receiver"
          + " reaches.");

  private final String title;
  private final String sleeping;

  Channel(String title, String sleeping) {
    this.title = title;
    this.sleeping = sleeping;
  }

  /// The word in texts, such as `mail`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What people call it.
  public String title() {
    return title;
  }

  /// Whether it reaches a phone that sleeps, as a sentence.
  public String sleeping() {
    return sleeping;
  }

  public static Optional<Channel> labelled(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Channel::label).toList();
  }
}
