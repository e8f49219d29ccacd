package steward.sim.post;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import steward.sim.cloud.CloudAuthority;

/// A mail server for submission (RFC 6409): STARTTLS, AUTH PLAIN and LOGIN, one mail after the
/// other, and what such servers do on bad days. Its methods may be called from any thread.
public final class SimMail implements AutoCloseable {
  private final NetServer server;
  private final String user;
  private final String password;
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.GOOD;
  private volatile String ways = "PLAIN LOGIN";
  private volatile int port;

  /// How it is today.
  public enum Mood {
    GOOD,
    /// It does not know the sender yet, and asks to come again (451).
    GREYLISTS,
    /// No such mailbox (550).
    REFUSES,
    /// It takes the mail and says nothing.
    HANGS,
    /// It breaks off in the middle of the mail, before its end.
    DROPS,
    /// Its greeting has no end.
    BABBLES,
    /// It offers no TLS.
    HAS_NO_TLS,
    /// It says more than was asked before TLS begins.
    INJECTS
  }

  /// A mail that it took.
  ///
  /// @param text headers and body as they came
  public record Mail(String from, String to, String text) {
    /// A header with its folded lines joined and its encoded words read; empty if there is none.
    public String header(String name) {
      String head = text.substring(0, text.indexOf("\r\n\r\n") + 2).replaceAll("\r\n[ \t]+", " ");
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> decoded(line.substring(name.length() + 1).strip()))
          .collect(Collectors.joining("\n"));
    }

    /// The body in plain words.
    public String body() {
      String encoded = text.substring(text.indexOf("\r\n\r\n") + 4);
      return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private static String decoded(String value) {
      var words = new StringBuilder();
      for (String part : value.split(" ", -1)) {
        boolean encoded = part.startsWith("=?utf-8?B?") && part.endsWith("?=");
        if (encoded) {
          byte[] bytes = Base64.getDecoder().decode(part.substring(10, part.length() - 2));
          words.append(new String(bytes, StandardCharsets.UTF_8));
        } else {
          words.append(words.isEmpty() ? "" : " ").append(part);
        }
      }
      return words.toString();
    }
  }

  /// @param authority signs its certificate for `localhost`
  public SimMail(Vertx vertx, CloudAuthority authority, String user, String password) {
    this.user = user;
    this.password = password;
    server =
        vertx.createNetServer(
            new NetServerOptions()
                .setTcpNoDelay(true)
                .setKeyCertOptions(authority.serverOf(List.of("localhost"))));
    server.connectHandler(socket -> new Visit(socket).begin());
  }

  /// Listens on this machine.
  ///
  /// @param wanted 0 for any free port
  /// @return its port
  public Future<Integer> start(int wanted) {
    return server
        .listen(wanted, "127.0.0.1")
        .map(NetServer::actualPort)
        .onSuccess(opened -> port = opened);
  }

  public int port() {
    return port;
  }

  public void mood(Mood now) {
    mood = now;
  }

  /// Which sign-ins it offers, such as `LOGIN`.
  public void offers(String mechanisms) {
    ways = mechanisms;
  }

  public List<Mail> mails() {
    return List.copyOf(mails);
  }

  /// Every line that it was told outside of mails.
  public List<String> commands() {
    return List.copyOf(commands);
  }

  @Override
  public void close() {
    var _ = server.close();
  }

  /// One connection. Confined to its event loop.
  private final class Visit {
    private final NetSocket socket;
    private final StringBuilder heard = new StringBuilder();
    private final List<String> login = new ArrayList<>();
    private boolean asksLogin;
    private boolean signedIn;
    private boolean inMail;
    private String from = "";
    private String to = "";
    private @Nullable StringBuilder mail;

    private Visit(NetSocket socket) {
      this.socket = socket;
    }

    private void begin() {
      socket.handler(this::hear);
      socket.exceptionHandler(_ -> {});
      if (mood == Mood.BABBLES) {
        var _ = socket.write("220-" + "x".repeat(100_000));
        return;
      }
      say("220 mail.home ESMTP");
    }

    private void say(String line) {
      var _ = socket.write(Buffer.buffer(line + "\r\n", StandardCharsets.UTF_8.name()));
    }

    private void hear(Buffer part) {
      heard.append(part.toString(StandardCharsets.ISO_8859_1));
      if (inMail && mood == Mood.DROPS) {
        var _ = socket.close();
        return;
      }
      for (int end = heard.indexOf("\r\n"); end >= 0; end = heard.indexOf("\r\n")) {
        String line = heard.substring(0, end);
        heard.delete(0, end + 2);
        if (inMail) mailLine(line);
        else command(line);
      }
    }

    private void mailLine(String line) {
      StringBuilder text = mail;
      if (text == null) return;
      if (!line.equals(".")) {
        text.append(line.startsWith("..") ? line.substring(1) : line).append("\r\n");
        return;
      }
      inMail = false;
      mails.add(new Mail(from, to, text.toString()));
      if (mood != Mood.HANGS) say("250 2.0.0 Ok: queued as " + mails.size());
    }

    private void command(String line) {
      commands.add(line);
      if (asksLogin) {
        login(line);
        return;
      }
      String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
      switch (verb) {
        case "EHLO" -> hello();
        case "STARTTLS" -> startTls();
        case "AUTH" -> auth(line);
        case "MAIL" -> sender(line);
        case "RCPT" -> receiver(line);
        case "DATA" -> {
          mail = new StringBuilder();
          inMail = true;
          // With the go-ahead it breaks off: what comes is never the whole mail.
          say("354 go ahead");
        }
        case "QUIT" -> {
          say("221 bye");
          var _ = socket.close();
        }
        default -> say("502 unknown");
      }
    }

    private void hello() {
      say("250-mail.home");
      if (!socket.isSsl() && mood != Mood.HAS_NO_TLS) say("250-STARTTLS");
      if (socket.isSsl()) say("250-AUTH " + ways);
      say("250 8BITMIME");
    }

    private void startTls() {
      heard.setLength(0);
      var _ =
          socket
              .write(mood == Mood.INJECTS ? "220 go\r\n250-AUTH PLAIN\r\n" : "220 go\r\n")
              .compose(_ -> socket.upgradeToSsl())
              .onFailure(_ -> socket.close());
    }

    private void auth(String line) {
      String[] parts = line.split(" ", 3);
      if (parts.length == 3 && parts[1].equals("PLAIN")) {
        signIn(decoded(parts[2]).equals("\0" + user + "\0" + password));
      } else if (parts[1].equals("LOGIN")) {
        asksLogin = true;
        say("334 VXNlcm5hbWU6");
      } else {
        say("504 unknown");
      }
    }

    private void login(String line) {
      login.add(decoded(line));
      if (login.size() < 2) {
        say("334 UGFzc3dvcmQ6");
        return;
      }
      asksLogin = false;
      signIn(login.equals(List.of(user, password)));
    }

    private void signIn(boolean right) {
      signedIn = right;
      say(right ? "235 2.7.0 welcome" : "535 5.7.8 not you, " + password);
    }

    private static String decoded(String text) {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private void sender(String line) {
      from = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
      say(signedIn || user.isEmpty() ? "250 ok" : "530 sign in first");
    }

    private void receiver(String line) {
      to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
      switch (mood) {
        case GREYLISTS -> say("451 4.7.1 Greylisted, come again");
        case REFUSES -> say("550 5.1.1 no such mailbox");
        case GOOD, HANGS, DROPS, BABBLES, HAS_NO_TLS, INJECTS -> say("250 ok");
      }
    }
  }
}
