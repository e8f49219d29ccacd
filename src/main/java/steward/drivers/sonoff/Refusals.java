package steward.drivers.sonoff;

/// What the error numbers of these devices mean, in words.
final class Refusals {
  private Refusals() {}

  /// The answer to a command.
  static String words(int error) {
    return switch (error) {
      case -1 -> "its answer cannot be read";
      case 400 -> "it could not read the request, as with a wrong device key (error 400)";
      case 401 -> "it takes encrypted requests only: LAN mode needs its device key (error 401)";
      case 403 -> "it does not allow this now (error 403)";
      case 404 -> "it says that it is another device, or does not know this (error 404)";
      case 408 -> "it did not get what it needs in time (error 408)";
      case 413 -> "that is too big for it (error 413)";
      case 422 -> "it does not take these values (error 422)";
      case 424 -> "it could not load the file (error 424)";
      case 471 -> "the file is not the one that the digest belongs to (error 471)";
      case 500 -> "it failed inside (error 500)";
      case 503 -> "it cannot do this now (error 503)";
      default -> "it answered with error " + error;
    };
  }
}
