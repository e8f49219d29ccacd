package steward.network.profile;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is one owner's part of the name space, as far as that can be told without a list of the
/// world: a zone is never wider than it, and none is made where strangers share a name.
final class Domains {
  /// Below these, every name belongs to another customer.
  private static final List<String> SHARED =
      List.of(
          "amazonaws.com",
          "amazonaws.com.cn",
          "cloudfront.net",
          "googleapis.com",
          "googleusercontent.com",
          "gstatic.com",
          "appspot.com",
          "firebaseio.com",
          "google.com",
          "azure.com",
          "azurewebsites.net",
          "azure-devices.net",
          "azureedge.net",
          "windows.net",
          "aliyuncs.com",
          "alicdn.com",
          "myqcloud.com",
          "akamai.net",
          "akamaized.net",
          "akamaiedge.net",
          "edgekey.net",
          "edgesuite.net",
          "fastly.net",
          "cloudflare.net",
          "workers.dev",
          "pages.dev",
          "github.io",
          "githubusercontent.com",
          "herokuapp.com",
          "netlify.app",
          "vercel.app",
          "pool.ntp.org",
          "dyndns.org",
          "duckdns.org",
          "no-ip.org",
          "ngrok.io");

  /// The second last label of names that a country gives out below two, such as `co.uk`.
  private static final Set<String> SECOND =
      Set.of("ac", "co", "com", "edu", "go", "gov", "gv", "mil", "ne", "net", "or", "org");

  private static final int COUNTRY = 2;

  private Domains() {}

  /// The part of a name that one owner registered: `coolkit.cc` of `eu-disp.coolkit.cc`.
  static String registrable(String name) {
    String[] labels = name.split("\\.", -1);
    int kept = labels.length >= COUNTRY && isSplit(labels) ? COUNTRY + 1 : COUNTRY;
    return tail(labels, Math.min(kept, labels.length));
  }

  private static boolean isSplit(String[] labels) {
    return labels[labels.length - 1].length() == COUNTRY
        && SECOND.contains(labels[labels.length - 2]);
  }

  private static String tail(String[] labels, int count) {
    return String.join(".", Arrays.asList(labels).subList(labels.length - count, labels.length));
  }

  /// Why everything below this name cannot be meant together; empty where it can.
  static Optional<String> obstacle(String zone) {
    String[] labels = zone.split("\\.", -1);
    if (labels.length < COUNTRY || labels.length == COUNTRY && isSplit(labels))
      return Optional.of("everybody's names are below " + zone);
    boolean isShared =
        SHARED.stream()
            .anyMatch(
                one -> zone.equals(one) || zone.endsWith("." + one) || one.endsWith("." + zone));
    return isShared ? Optional.of("strangers share the names below " + zone) : Optional.empty();
  }

  /// The narrowest zone that holds all these names, where one may be made of them.
  static Optional<String> zone(Collection<String> names) {
    List<String[]> all = names.stream().map(name -> name.split("\\.", -1)).toList();
    if (all.isEmpty()) return Optional.empty();
    int same = 0;
    int shortest = all.stream().mapToInt(labels -> labels.length).min().orElse(0);
    while (same < shortest - 1 && isSame(all, same + 1)) same++;
    if (same < COUNTRY) return Optional.empty();
    String zone = tail(all.getFirst(), same);
    return obstacle(zone).isEmpty() ? Optional.of(zone) : Optional.empty();
  }

  private static boolean isSame(List<String[]> all, int fromEnd) {
    String first = all.getFirst()[all.getFirst().length - fromEnd];
    return all.stream().allMatch(labels -> labels[labels.length - fromEnd].equals(first));
  }
}
