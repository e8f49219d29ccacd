package steward.hook;

import java.util.Map;
import steward.value.Bytes;

/// A call as it came, before anything of it is believed. Header names are lower-case; of a header
/// that came twice the first stands.
///
/// @param hook the public id in its path
/// @param given the secret in its path; empty if there is none
/// @param address the other end, for the audit log
record Arrival(String hook, String given, Map<String, String> headers, Bytes body, String address) {
  Arrival {
    headers = Map.copyOf(headers);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /// Only what shows no secret.
  @Override
  public String toString() {
    return "Arrival[" + body.length() + " bytes]";
  }
}
