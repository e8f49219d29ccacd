package steward.drivers.broadlink;

/// The errors of an answer, in plain words. Source: sheet, section 10.
final class Errors {
  static final int AUTHENTICATION = -1;
  static final int LOGGED_OUT = -2;
  static final int UNSUPPORTED = -4;
  static final int STORAGE = -5;
  static final int STRUCTURE = -6;
  static final int KEY_EXPIRED = -7;
  static final int READ = -10;

  static final String LOCKED =
      "it is locked: open the maker's app, its properties, and switch “Lock device” off";

  private Errors() {}

  /// Whether a new authentication may mend it.
  static boolean isOfSession(int error) {
    return error == AUTHENTICATION || error == LOGGED_OUT || error == KEY_EXPIRED;
  }

  /// Whether it says that no code came yet.
  static boolean isNothingYet(int error) {
    return error == STORAGE || error == READ;
  }

  static String sentence(int error) {
    return switch (error) {
      case AUTHENTICATION -> LOCKED;
      case LOGGED_OUT -> "it says that we are logged out";
      case -3 -> "it says that it is offline";
      case UNSUPPORTED -> "it does not know this command";
      case STORAGE -> "its storage is full or empty";
      case STRUCTURE ->
          "it could not read the command: it expects the frames of another model, see “like”";
      case KEY_EXPIRED -> "it does not take our session any more";
      case -8 -> "it could not send";
      case -9 -> "it could not write";
      case READ -> "it could not read";
      case -11 -> "it does not find its Wi-Fi network";
      default -> "it answered with the error " + error;
    };
  }
}
