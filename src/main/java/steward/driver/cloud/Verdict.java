package steward.driver.cloud;

/// What the status of an answer means.
public enum Verdict {
  /// The request was carried out.
  DONE,
  /// Who asks is not known any more: sign in anew.
  EXPIRED,
  /// Too many requests.
  LIMITED,
  /// The request is refused.
  REFUSED,
  /// The service is out of order for a while.
  TROUBLED;

  /// As HTTP has it.
  public static Verdict of(int status) {
    if (status / 100 == 2) return DONE;
    if (status == 401) return EXPIRED;
    if (status == 429) return LIMITED;
    return status >= 500 || status == 408 ? TROUBLED : REFUSED;
  }
}
