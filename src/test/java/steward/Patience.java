package steward;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import steward.access.ServerTls;

/// How long every story waits for what must come. A slow machine is no fault, so it is long: only
/// what never comes takes it up. And what a process settles before its first TLS is settled before
/// the first story, whichever that is.
///
/// Found by itself: `META-INF/services` names it.
public final class Patience implements BeforeAllCallback {
  public static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LIMIT);
    ServerTls.refuseRenegotiation();
  }
}
