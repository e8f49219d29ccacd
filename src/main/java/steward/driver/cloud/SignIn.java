package steward.driver.cloud;

/// Where and as whom a service is signed in to, by OAuth 2.0.
///
/// @param cloud what people call the service
/// @param host one of those that the family declares
/// @param path where tokens are given
/// @param client the client id, which is no secret
/// @param redirect the redirection address with which codes are asked for; empty where there are no
///   codes
/// @param again where a person signs in anew, as the end of a sentence
public record SignIn(
    String cloud, String host, String path, String client, String redirect, String again) {
  /// The names under which secrets are kept.
  public static final String SECRET = "secret";

  public static final String REFRESH = "refresh";
  public static final String CODE = "code";
  static final String ACCESS = "access";
}
