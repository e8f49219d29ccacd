package steward.network.audit;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import steward.value.Bytes;

/// One connection of a run: to which port, and what is said there. None of them changes anything.
sealed interface Question {
  int port();

  /// What is sent; nothing for most.
  Bytes bytes(String host);

  /// Whether what was heard suffices.
  Predicate<Bytes> enough();

  /// For the log that people read.
  String title();

  /// Opened and closed.
  record Knock(int port) implements Question {
    @Override
    public Bytes bytes(String host) {
      return Bytes.EMPTY;
    }

    @Override
    public Predicate<Bytes> enough() {
      return _ -> true;
    }

    @Override
    public String title() {
      return "connect";
    }
  }

  /// Opened, to hear whether it greets.
  record Greeting(int port) implements Question {
    @Override
    public Bytes bytes(String host) {
      return Bytes.EMPTY;
    }

    @Override
    public Predicate<Bytes> enough() {
      return heard -> !heard.isEmpty();
    }

    @Override
    public String title() {
      return "connect and listen";
    }
  }

  /// The head of its first page.
  record FirstPage(int port) implements Question {
    @Override
    public Bytes bytes(String host) {
      String named = host.contains(":") ? "[" + host + "]" : host;
      String text =
          "GET / HTTP/1.1\r\nHost: "
              + named
              + "\r\nUser-Agent: steward\r\nAccept: */*\r\nConnection: close\r\n\r\n";
      return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Predicate<Bytes> enough() {
      return heard -> Heard.of(heard).contains("\r\n\r\n");
    }

    @Override
    public String title() {
      return "GET /";
    }
  }

  /// The beginning of a handshake of TLS, broken off when the device has shown itself.
  record Hello(int port, TlsHello.Offer offer) implements Question {
    @Override
    public Bytes bytes(String host) {
      return TlsHello.bytes(offer);
    }

    @Override
    public Predicate<Bytes> enough() {
      return heard -> TlsHello.isComplete(heard);
    }

    @Override
    public String title() {
      return "TLS hello, " + offer.title();
    }
  }

  /// The one documented login.
  record OneLogin(int port, Login login, Bytes seed) implements Question {
    @Override
    public Bytes bytes(String host) {
      return login.question(host, seed);
    }

    @Override
    public Predicate<Bytes> enough() {
      return heard -> login.takes(seed, heard).isPresent();
    }

    @Override
    public String title() {
      return "login: " + login.title();
    }
  }
}
