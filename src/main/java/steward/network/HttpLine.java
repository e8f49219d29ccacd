package steward.network;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// HTTP 1.1 to one port of one host: requests, WebSockets and streams. Thread-safe.
///
/// The host is looked up and its address checked before each connection, as [Outgoing] does it. No
/// redirect is followed, no cookie kept, nothing decompressed, and no more of a body read than is
/// wanted.
public final class HttpLine implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int HEADERS_MAX = 64;
  private static final int FRAME_MAX = 256 * 1024;

  private final Outgoing outgoing;
  private final Clients clients;
  private final Purpose purpose;
  private final String owner;
  private final Target target;
  private final Target at;
  private final boolean ownClients;

  /// The clients that many lines share, or that one line with a pinned certificate has for itself.
  record Clients(HttpClient http, WebSocketClient sockets) {

    static Clients of(Outgoing outgoing, boolean keepAlive, @Nullable Trust trust, int atOnce) {
      TrustOptions believed = trust == null ? null : TrustOptions.wrap(trust);
      return of(outgoing, keepAlive, trust != null, false, believed, atOnce);
    }

    /// For a host whose certificate must be for its name.
    ///
    /// @param believed the authorities; null for those that Java trusts
    static Clients named(Outgoing outgoing, @Nullable TrustOptions believed, int atOnce) {
      return of(outgoing, true, true, true, believed, atOnce);
    }

    private static Clients of(
        Outgoing outgoing,
        boolean keepAlive,
        boolean tls,
        boolean named,
        @Nullable TrustOptions believed,
        int atOnce) {
      var options =
          new HttpClientOptions()
              .setTcpNoDelay(true)
              .setKeepAlive(keepAlive)
              .setKeepAliveTimeout(30)
              .setConnectTimeout(CONNECT_MILLIS)
              .setDecompressionSupported(false)
              .setMaxChunkSize(16 * 1024);
      var sockets =
          new WebSocketClientOptions()
              .setTcpNoDelay(true)
              .setConnectTimeout(CONNECT_MILLIS)
              .setMaxFrameSize(FRAME_MAX)
              .setMaxMessageSize(FRAME_MAX);
      if (tls) {
        options.setSsl(true).setVerifyHost(named);
        sockets.setSsl(true).setVerifyHost(named);
      }
      if (believed != null) {
        options.setTrustOptions(believed);
        sockets.setTrustOptions(believed);
      }
      var pool = new PoolOptions().setHttp1MaxSize(atOnce).setMaxWaitQueueSize(32);
      return new Clients(
          outgoing.vertx().createHttpClient(options, pool),
          outgoing.vertx().createWebSocketClient(sockets));
    }
  }

  /// An answer with its whole body. Header names are lower-case; of several lines of one name they
  /// are joined by a line feed.
  public record Reply(int status, Map<String, String> headers, Bytes body) {}

  /// What was received is not what it may be; the message is for people.
  public static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  /// @param target what it is called, in the request and in its certificate
  /// @param at where it is looked up
  HttpLine(
      Outgoing outgoing,
      Clients clients,
      Purpose purpose,
      String owner,
      Target target,
      Target at,
      boolean own) {
    this.outgoing = outgoing;
    this.clients = clients;
    this.purpose = purpose;
    this.owner = owner;
    this.target = target;
    this.at = at;
    this.ownClients = own;
  }

  private Future<SocketAddress> place() {
    return outgoing
        .addresses(purpose, owner, at)
        .map(found -> SocketAddress.inetSocketAddress(at.port(), figures(found.getFirst())));
  }

  private static String figures(InetAddress address) {
    return address.getHostAddress();
  }

  /// Asks, and reads the whole answer.
  ///
  /// @param bodyMax more bytes of a body are not read: then it fails with [Broken]
  /// @return fails with [TimeoutException] if it took longer than `within`
  public Future<Reply> ask(
      String method,
      String path,
      Map<String, String> headers,
      Bytes body,
      Duration within,
      int bodyMax) {
    Promise<Reply> done = Promise.promise();
    var sent = new HttpClientRequest[1];
    long timer =
        outgoing
            .vertx()
            .setTimer(
                Math.max(1, within.toMillis()),
                _ -> {
                  if (done.tryFail(new TimeoutException("no answer within " + seconds(within))))
                    reset(sent);
                });
    place()
        .compose(server -> clients.http().request(options(server, method, path, headers)))
        .compose(request -> {
          synchronized (sent) {
            sent[0] = request;
          }
          if (done.future().isComplete()) {
            request.reset();
            return Future.failedFuture(new TimeoutException("no connection in time"));
          }
          outgoing.opened(owner);
          return request.send(Buffer.buffer(body.unsafeArray()));
        })
        .compose(response -> whole(response, bodyMax))
        .onComplete(done::tryComplete, done::tryFail);
    return done.future()
        .onComplete(_ -> outgoing.vertx().cancelTimer(timer))
        .onFailure(_ -> {
          outgoing.failed(owner);
          reset(sent);
        });
  }

  private static String seconds(Duration within) {
    return String.format(Locale.ROOT, "%.1f s", within.toMillis() / 1000.0);
  }

  private static void reset(HttpClientRequest[] sent) {
    HttpClientRequest request;
    synchronized (sent) {
      request = sent[0];
    }
    if (request != null) request.reset();
  }

  private RequestOptions options(
      SocketAddress server, String method, String path, Map<String, String> headers) {
    var options =
        new RequestOptions()
            .setServer(server)
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.tls())
            .setMethod(HttpMethod.valueOf(method))
            .setURI(path)
            .setFollowRedirects(false);
    options.putHeader("user-agent", "steward").putHeader("accept", "*/*");
    headers.forEach(options::putHeader);
    return options;
  }

  private static Future<Reply> whole(HttpClientResponse response, int bodyMax) {
    Promise<Reply> done = Promise.promise();
    var body = Buffer.buffer();
    response.handler(part -> {
      if (body.length() + part.length() > bodyMax) {
        done.tryFail(new Broken("its answer is longer than " + bodyMax + " bytes"));
      } else {
        body.appendBuffer(part);
      }
    });
    response.exceptionHandler(fault -> done.tryFail(new Broken("its answer broke off")));
    response.endHandler(_ ->
        done.tryComplete(
            new Reply(response.statusCode(), headers(response), Bytes.wrap(body.getBytes()))));
    return done.future();
  }

  private static Map<String, String> headers(HttpClientResponse response) {
    var headers = new TreeMap<String, String>();
    response
        .headers()
        .forEach((name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (headers.size() < HEADERS_MAX || headers.containsKey(lower))
            headers.merge(lower, value, (older, newer) -> older + "\n" + newer);
        });
    return headers;
  }

  /// Opens a stream: the answer with its status, its body paused and still to be read.
  public Future<HttpClientResponse> stream(String path, Map<String, String> headers) {
    return place()
        .compose(server -> clients.http().request(options(server, "GET", path, headers)))
        .compose(request -> {
          outgoing.opened(owner);
          return request.send().onSuccess(HttpClientResponse::pause);
        })
        .onFailure(_ -> outgoing.failed(owner));
  }

  /// Opens a WebSocket.
  ///
  /// @param protocol the sub-protocol to ask for; empty for none
  public Future<WebSocket> dial(String path, String protocol) {
    return place()
        .compose(server -> {
          var options =
              new WebSocketConnectOptions()
                  .setServer(server)
                  .setHost(target.host())
                  .setPort(target.port())
                  .setSsl(target.tls())
                  .setURI(path)
                  .setTimeout(CONNECT_MILLIS)
                  .setAllowOriginHeader(false);
          Optional.of(protocol).filter(p -> !p.isEmpty()).ifPresent(options::addSubProtocol);
          return clients.sockets().connect(options);
        })
        .onSuccess(_ -> outgoing.opened(owner))
        .onFailure(_ -> outgoing.failed(owner));
  }

  @Override
  public void close() {
    if (!ownClients) return;
    var _ = clients.http().close();
    var _ = clients.sockets().close();
  }
}
