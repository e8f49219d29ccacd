package steward.network;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;
import steward.value.Text;

/// HTTP over [OldTls] to one port of one host: a connection for each request, which the house makes
/// and checks like any other. Thread-safe.
///
/// @param trust what is believed of its certificate, before anything is said
public record OldHttp(
    Outgoing outgoing, Purpose purpose, String owner, Target target, Trust trust, OldTls tls) {

  /// Asks, and reads the whole answer; see [HttpLine#ask].
  public Future<HttpLine.Reply> ask(
      String method,
      String path,
      Map<String, String> headers,
      Bytes body,
      Duration within,
      int bodyMax) {
    var exchange = new Exchange(request(method, path, headers, body), bodyMax);
    long timer =
        outgoing
            .vertx()
            .setTimer(Math.max(1, within.toMillis()), _ -> exchange.late(within.toSeconds()));
    outgoing
        .connect(purpose, owner, Target.of(target.host(), target.port()))
        .onSuccess(exchange::begin)
        .onFailure(exchange::fail);
    return exchange
        .done
        .future()
        .onComplete(_ -> outgoing.vertx().cancelTimer(timer))
        .onFailure(_ -> outgoing.failed(owner));
  }

  private Buffer request(String method, String path, Map<String, String> headers, Bytes body) {
    var head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(target.host()).append("\r\nConnection: close\r\n");
    headers.forEach((name, value) -> {
      boolean isPlain = (name + value).chars().allMatch(c -> c >= ' ' && c < 0x7f);
      if (isPlain) head.append(name).append(": ").append(value).append("\r\n");
    });
    if (!body.isEmpty()) head.append("Content-Length: ").append(body.length()).append("\r\n");
    head.append("\r\n");
    return Buffer.buffer(head.toString(), StandardCharsets.ISO_8859_1.name())
        .appendBytes(body.toArray());
  }

  /// One request and its answer. Thread-safe.
  private final class Exchange implements OldTls.Ear {
    private static final int HEAD_MAX = 16 * 1024;

    private final Promise<HttpLine.Reply> done = Promise.promise();
    private final Buffer request;
    private final int bodyMax;
    private final Buffer answer = Buffer.buffer();
    private @Nullable NetSocket socket;
    private OldTls.@Nullable Talk talk;

    Exchange(Buffer request, int bodyMax) {
      this.request = request;
      this.bodyMax = bodyMax;
    }

    synchronized void begin(NetSocket opened) {
      socket = opened;
      if (done.future().isComplete()) {
        end();
        return;
      }
      OldTls.Talk begun = tls.begin(this);
      talk = begun;
      opened.handler(part -> begun.cipher(part.getBytes()));
      opened.exceptionHandler(_ -> {});
      opened.closeHandler(_ -> begun.ended());
    }

    void late(long seconds) {
      fail(new TimeoutException("no answer within " + seconds + " s"));
    }

    void fail(Throwable fault) {
      done.tryFail(fault);
      end();
    }

    private synchronized void end() {
      if (talk != null) talk.close();
      if (socket != null) {
        var _ = socket.close();
      }
    }

    @Override
    public synchronized void cipher(byte[] bytes) {
      if (socket != null) {
        var _ = socket.write(Buffer.buffer(bytes));
      }
    }

    @Override
    public void shown(X509Certificate certificate) {
      try {
        trust.checkServerTrusted(new X509Certificate[] {certificate}, "RSA");
      } catch (CertificateException e) {
        fail(e);
        return;
      }
      synchronized (this) {
        if (talk != null) talk.clear(request.getBytes());
      }
    }

    @Override
    public synchronized void clear(byte[] bytes) {
      if (answer.length() + bytes.length > bodyMax + HEAD_MAX) {
        fail(new HttpLine.Broken("its answer is longer than " + bodyMax + " bytes"));
        return;
      }
      answer.appendBytes(bytes);
      read(false);
    }

    @Override
    public void over(String reason) {
      // Most devices end a connection without a word: what was said before is whole or it is not.
      read(true);
      if (done.future().isComplete()) return;
      if (reason.isEmpty()) fail(new HttpLine.Broken("it broke off the connection"));
      else if (reason.startsWith(OFF)) fail(new ConnectException(reason));
      else fail(new HttpLine.Broken("no encryption could be agreed on: " + Text.clean(reason)));
    }

    private synchronized void read(boolean ended) {
      try {
        HttpAnswer.read(answer.getBytes(), ended)
            .ifPresent(reply -> {
              done.tryComplete(reply);
              end();
            });
      } catch (HttpLine.Broken e) {
        fail(e);
      }
    }
  }

  /// How the sentence of a process that cannot be had begins.
  public static final String OFF = "the process for old TLS ";

  @Override
  public String toString() {
    return "OldHttp[%s]".formatted(target.toString().toLowerCase(Locale.ROOT));
  }
}
