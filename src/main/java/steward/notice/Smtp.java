package steward.notice;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Target;
import steward.value.Bytes;

/// The owner's own mail server, by the submission part of SMTP (RFC 6409): one mail on a connection
/// of its own. Thread-safe.
///
/// A password and a mail leave only over TLS (STARTTLS or from the beginning) whose certificate was
/// checked; without TLS only to this machine itself. What was said before STARTTLS counts nothing.
public final class Smtp implements Carrier {
  private final Vertx vertx;
  private final Outgoing outgoing;
  private final Settings settings;
  private final Target target;

  /// @param tls whether it is TLS from the beginning; else STARTTLS
  /// @param user empty for a server that asks for none
  /// @param pin the SHA-256 of the one certificate that is believed
  /// @param house names the house in the numbers of its mails
  /// @param within how long one mail may take
  public record Settings(
      String host,
      int port,
      boolean tls,
      String user,
      Optional<Path> password,
      Optional<Path> ca,
      Optional<Bytes> pin,
      String from,
      String house,
      Duration within) {}

  /// The conversation ends with this.
  private static final class Over extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final Verdict verdict;

    Over(Verdict verdict) {
      super(verdict.why());
      this.verdict = verdict;
    }
  }

  Smtp(Vertx vertx, Outgoing outgoing, Settings settings) {
    this.vertx = vertx;
    this.outgoing = outgoing;
    this.settings = settings;
    this.target = new Target(settings.host(), settings.port(), false, settings.ca());
  }

  @Override
  public String server() {
    return target.toString();
  }

  @Override
  public Future<Verdict> carry(Notice notice, String to) {
    Promise<Verdict> result = Promise.promise();
    var handedOver = new AtomicBoolean();
    String late = "no answer within " + settings.within().toSeconds() + " s";
    long timer =
        vertx.setTimer(
            settings.within().toMillis(), _ -> result.tryComplete(broken(handedOver, late)));
    vertx.runOnContext(_ -> {
      var _ =
          vertx
              .executeBlocking(this::password, false)
              .compose(password ->
                  outgoing
                      .connect(Purpose.DECLARED_SERVICE, "notify.mail", target)
                      .compose(socket -> {
                        result.future().onComplete(_ -> socket.close());
                        return result.future().isComplete()
                            ? Future.failedFuture(new SmtpLine.Broken(late))
                            : talk(socket, password, notice, to, handedOver);
                      }))
              .onComplete(
                  result::tryComplete, fault -> result.tryComplete(verdict(fault, handedOver)));
    });
    return result.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private Verdict verdict(Throwable fault, AtomicBoolean handedOver) {
    return fault instanceof Over over
        ? over.verdict
        : broken(handedOver, String.valueOf(fault.getMessage()));
  }

  private Verdict broken(AtomicBoolean handedOver, String why) {
    String sentence = why.contains(server()) ? why : server() + ": " + why;
    return handedOver.get() ? new Verdict.Unsure(sentence) : Verdict.later(sentence);
  }

  private String password() throws IOException {
    if (settings.user().isEmpty() || settings.password().isEmpty()) return "";
    return Passwords.first(settings.password().get());
  }

  private Future<Verdict> talk(
      NetSocket socket, String password, Notice notice, String to, AtomicBoolean handedOver) {
    Future<Void> ready = settings.tls() ? secured(socket) : Future.succeededFuture();
    return ready
        .map(_ -> new SmtpLine(socket))
        .compose(line ->
            line.reply()
                .compose(greeting -> good(greeting, "greeted"))
                .compose(_ -> hello(line))
                .compose(offer -> encrypted(socket, line, offer))
                .compose(offer -> signIn(line, offer, password))
                .compose(_ -> send(line, notice, to, handedOver)));
  }

  private Future<Void> secured(NetSocket socket) {
    return outgoing
        .secure(socket, target, settings.pin())
        .recover(e -> {
          String why = server() + ": its certificate is not the one that is believed";
          return Future.failedFuture(new Over(new Verdict.Refused(why)));
        });
  }

  private Future<SmtpLine.Reply> hello(SmtpLine line) {
    return line.ask("EHLO steward.invalid").compose(reply -> good(reply, "said hello"));
  }

  /// STARTTLS, unless it is TLS already or this machine itself.
  private Future<SmtpLine.Reply> encrypted(NetSocket socket, SmtpLine line, SmtpLine.Reply offer) {
    if (settings.tls()) return Future.succeededFuture(offer);
    if (!offer.offers("STARTTLS")) {
      if (settings.user().isEmpty() && isHere(socket)) return Future.succeededFuture(offer);
      return over(
          new Verdict.Refused(
              server() + " offers no TLS (STARTTLS): no mail and no password is sent to it"));
    }
    return line.ask("STARTTLS")
        .compose(reply -> good(reply, "was asked for TLS"))
        .compose(_ ->
            line.isIdle()
                ? secured(socket)
                : over(new Verdict.Refused(server() + " spoke before TLS began")))
        .compose(_ -> hello(line));
  }

  private static boolean isHere(NetSocket socket) {
    String address = socket.remoteAddress().hostAddress();
    return address != null && (address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1"));
  }

  private Future<SmtpLine.Reply> signIn(SmtpLine line, SmtpLine.Reply offer, String password) {
    if (settings.user().isEmpty()) return Future.succeededFuture(offer);
    String ways =
        offer.lines().stream()
            .filter(one -> one.regionMatches(true, 0, "AUTH", 0, 4))
            .findFirst()
            .orElse("")
            .toUpperCase(Locale.ROOT);
    Future<SmtpLine.Reply> answer;
    if (ways.matches("AUTH[ =].*\\bPLAIN\\b.*")) {
      answer = line.ask("AUTH PLAIN " + base64("\0" + settings.user() + "\0" + password));
    } else if (ways.matches("AUTH[ =].*\\bLOGIN\\b.*")) {
      answer =
          line.ask("AUTH LOGIN")
              .compose(reply -> good(reply, "was asked to let us sign in"))
              .compose(_ -> line.ask(base64(settings.user())))
              .compose(reply -> reply.code() == 334 ? line.ask(base64(password)) : now(reply));
    } else {
      return over(new Verdict.Refused(server() + " offers no sign-in by PLAIN or LOGIN"));
    }
    // Not its words: they may repeat what it was told.
    return answer.compose(reply -> {
      if (reply.isGood() && reply.code() != 334) return now(reply);
      String code = " (" + reply.code() + ")";
      return over(
          reply.isPassing()
              ? Verdict.later(server() + " lets nobody sign in now" + code)
              : new Verdict.Refused(server() + " does not accept user or password" + code));
    });
  }

  private static Future<SmtpLine.Reply> now(SmtpLine.Reply reply) {
    return Future.succeededFuture(reply);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Future<Verdict> send(SmtpLine line, Notice notice, String to, AtomicBoolean handedOver) {
    byte[] mail = MailText.of(notice, settings.from(), to, settings.house());
    return line.ask("MAIL FROM:<" + settings.from() + ">")
        .compose(reply -> good(reply, "was told the sender"))
        .compose(_ -> line.ask("RCPT TO:<" + to + ">"))
        .compose(reply -> good(reply.without(to), "was told the receiver"))
        .compose(_ -> line.ask("DATA"))
        .compose(reply -> good(reply.without(to), "was asked to take a mail"))
        .compose(_ -> {
          handedOver.set(true);
          return line.ask(Buffer.buffer(mail));
        })
        .compose(reply -> {
          handedOver.set(false);
          return good(reply.without(to), "got the mail");
        })
        .map(reply -> {
          // Nobody waits for the farewell.
          var _ = line.ask("QUIT");
          return new Verdict.Taken(server() + " took it (" + reply.sentence() + ")");
        });
  }

  private Future<SmtpLine.Reply> good(SmtpLine.Reply reply, String when) {
    if (reply.isGood()) return now(reply);
    String why = server() + " said when it " + when + ": " + reply.sentence();
    return over(reply.isPassing() ? Verdict.later(why) : new Verdict.Refused(why));
  }

  private static <T> Future<T> over(Verdict verdict) {
    return Future.failedFuture(new Over(verdict));
  }
}
