package steward.sim;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import steward.sim.HookCaller.Said;

/// The notifications of Withings: the address is asked with HEAD before anything, notices come as
/// forms, swapped and repeated, and after four failures in a row there are none any more, without a
/// word. Confined to one caller at a time.
public final class SimWithings {
  private static final int FAILURES_MAX = 4;
  private static final Map<String, String> FORM =
      Map.of("content-type", "application/x-www-form-urlencoded; charset=UTF-8");

  private final HookCaller caller;
  private final String path;
  private final String userid;
  private final Deque<String> held = new ArrayDeque<>();
  private boolean isSubscribed;
  private int failures;

  public SimWithings(HookCaller caller, String path, String userid) {
    this.caller = caller;
    this.path = path;
    this.userid = userid;
  }

  /// Asks the address with HEAD.
  ///
  /// @return false if it does not answer with 2xx
  public Future<Boolean> subscribe() {
    return caller
        .call(HttpMethod.HEAD, path, Map.of(), "")
        .map(said -> {
          isSubscribed = said.isTaken();
          failures = 0;
          return isSubscribed;
        });
  }

  public boolean isSubscribed() {
    return isSubscribed;
  }

  /// Somebody went to bed or left it; the notice is held until it is sent.
  ///
  /// @param at seconds since 1970
  public void bed(boolean in, long at) {
    held.add(
        "userid=%s&appli=%d&startdate=%d&enddate=%d&deviceid=0123456789abcdef"
            .formatted(userid, in ? 50 : 51, at, at + 60));
  }

  /// Sends what is held in this order, each as often as it stands there.
  ///
  /// @param order indices of what is held
  public Future<List<Said>> send(int... order) {
    List<String> all = List.copyOf(held);
    held.clear();
    Future<List<Said>> done = Future.succeededFuture(List.of());
    for (int index : order) {
      String form = all.get(index);
      done =
          done.compose(before ->
              notice(form)
                  .map(said -> {
                    var more = new java.util.ArrayList<>(before);
                    more.add(said);
                    return List.copyOf(more);
                  }));
    }
    return done;
  }

  private Future<Said> notice(String form) {
    if (!isSubscribed) return Future.succeededFuture(new Said(0, "no subscription"));
    return caller
        .post(path, FORM, form)
        .onSuccess(said -> {
          failures = said.status() == 200 ? 0 : failures + 1;
          if (failures >= FAILURES_MAX) isSubscribed = false;
        });
  }
}
