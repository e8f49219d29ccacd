package steward.access;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;

/// Key and chain for a listener that shows everybody the house's certificate, as no listener of the
/// hub does.
public final class OneCertificate {
  private OneCertificate() {}

  public static PemKeyCertOptions of(ServerKeys keys) {
    try {
      return new PemKeyCertOptions()
          .addKeyValue(Buffer.buffer(keys.server().keyText()))
          .addCertValue(Buffer.buffer(keys.server().chainText()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }
}
