package steward.drivers.daikin;

/// What the running search for the adapter's protocol has met. Sentences are empty where there is
/// nothing to say.
///
/// @param fatal why nothing else is to be tried
/// @param uncontrolled it says who it is, and lets nobody control it
/// @param trouble what failed in a dialect that should have been its own
/// @param heard it answered something
/// @param silence why the last request went without an answer
record Evidence(String fatal, boolean uncontrolled, String trouble, boolean heard, String silence) {
  static final Evidence NONE = new Evidence("", false, "", false, "");

  private static final String CLOUD_ONLY =
      "seen, but not to be controlled on the home network: the maker removed that from this firmware";
  private static final String UNKNOWN =
      "it answers, but in none of the protocols that we know of Daikin adapters";

  Evidence withFatal(String sentence) {
    return new Evidence(sentence, uncontrolled, trouble, heard, silence);
  }

  Evidence withUncontrolled() {
    return new Evidence(fatal, true, trouble, true, silence);
  }

  Evidence withTrouble(String sentence) {
    return new Evidence(fatal, uncontrolled, sentence, heard, silence);
  }

  Evidence withHeard() {
    return new Evidence(fatal, uncontrolled, trouble, true, silence);
  }

  Evidence withSilence(String reason) {
    return new Evidence(fatal, uncontrolled, trouble, heard, reason);
  }

  /// What a person must know or do about it; empty where it just does not answer.
  String sentence() {
    if (!fatal.isEmpty()) return fatal;
    if (!trouble.isEmpty()) return trouble;
    if (uncontrolled) return CLOUD_ONLY;
    return heard ? UNKNOWN : "";
  }
}
