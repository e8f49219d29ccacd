package steward.drivers.kasa;

/// The error numbers of both dialects in plain words.
final class Refusals {
  private Refusals() {}

  /// Of a leaf of an answer in the dialect of Kasa.
  static String ofKasa(int code) {
    String words =
        switch (code) {
          case -1, -2001 -> "it has no such function";
          case -2, -2000 -> "its firmware does not know this command";
          case -3 -> "it calls the value invalid";
          case -4, -10002 -> "it misses a part of the command";
          case -5 -> "it has no memory left";
          case -14 -> "it has no such outlet";
          case -4002 -> "it is bound to no account";
          default -> "it failed";
        };
    return words + " (error " + code + ")";
  }

  /// Of an answer in the dialect of Tapo.
  static String ofTapo(int code) {
    String words =
        switch (code) {
          case -1001 -> "it failed for a reason that it does not name";
          case -1002 -> "its firmware does not know this command";
          case -1003 -> "it could not read the message";
          case -1008 -> "it calls the value invalid";
          case -1010, 1100 -> "it did not take the handshake";
          case -1301 -> "the device itself failed";
          case -1501, 1111 -> "it did not take the account";
          case 1002, 1003 ->
              "this way into the device is closed: switch on “third-party compatibility” in the"
                  + " vendor's app";
          case 1112 -> "it did not take the request";
          case 1200 -> "a part of the command failed";
          case 9999, -40401 -> "the session had ended";
          case -40404, -40408 -> "it is locked for a while after wrong passwords";
          case -40413 -> "it did not take the session";
          default -> "it failed";
        };
    return words + " (error " + code + ")";
  }

  static boolean meansSessionOver(int code) {
    return code == 9999 || code == -40401;
  }

  /// Whether the number says that there is no such function at all.
  static boolean meansMissing(int code) {
    return switch (code) {
      case -1, -2, -2000, -2001, -1002 -> true;
      default -> false;
    };
  }
}
