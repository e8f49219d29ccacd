package steward.driver.cloud;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import steward.driver.Way;
import steward.thing.Message;
import steward.value.Bytes;

/// One request to a service, without the proof of who asks.
///
/// @param about what it is about, for the service that hears its answer
/// @param host one of those that the family declares
/// @param type the content type of the body; empty where there is none
/// @param purses the names of the budgets that it is taken from
/// @param minor whether nothing is wrong if it is refused
public record Call(
    String about,
    String host,
    String method,
    String path,
    String type,
    Bytes body,
    Duration within,
    List<String> purses,
    boolean minor) {
  private static final Duration USUAL = Duration.ofSeconds(20);

  public Call {
    purses = List.copyOf(purses);
  }

  public static Call get(String about, String host, String path, String... purses) {
    return new Call(about, host, "GET", path, "", Bytes.EMPTY, USUAL, List.of(purses), false);
  }

  public static Call post(
      String about, String host, String path, String type, String body, String... purses) {
    return new Call(
        about, host, "POST", path, type, Bytes.utf8(body), USUAL, List.of(purses), false);
  }

  /// As a message.
  ///
  /// @param access what proves who asks; empty where nothing does
  Message.HttpRequest request(String name, String access) {
    var headers = new TreeMap<String, String>();
    headers.put("accept", "application/json");
    if (!type.isEmpty()) headers.put("content-type", type);
    if (!access.isEmpty()) headers.put("authorization", "Bearer " + access);
    return new Message.HttpRequest(name, host, Way.Cloud.PORT, method, path, headers, body, within);
  }

  /// The same with another patience.
  public Call within(Duration patience) {
    return new Call(about, host, method, path, type, body, patience, purses, minor);
  }

  /// The same as one that may be refused.
  public Call small() {
    return new Call(about, host, method, path, type, body, within, purses, true);
  }
}
