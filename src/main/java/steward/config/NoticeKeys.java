package steward.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The part of the table of keys that is about how people are told.
final class NoticeKeys {
  static final Key<Optional<MailServer>> MAIL_SERVER =
      new Key<>(
          "notify.mail.server",
          Kind.mailServer(),
          "",
          "Your own mail server, such as `smtp://steward@mail.home:587` (STARTTLS) or `smtps://mail.home` (TLS), by which"
              + " people are told by mail. Without TLS only on this machine. Empty: no mail.");
  static final Key<Optional<String>> MAIL_FROM =
      new Key<>(
          "notify.mail.from",
          Kind.like("address", "a mail address such as house@example.org", Kind.MAIL_ADDRESS),
          "",
          "The sender of the mails.");
  static final Key<Optional<Path>> MAIL_PASSWORD_FILE =
      file(
          "notify.mail.password-file",
          "The file whose first line is the password for the mail server. It is read each time.");
  static final Key<Optional<Path>> MAIL_CA_FILE =
      file(
          "notify.mail.ca-file",
          "The PEM file of the authority that signed the mail server's certificate. Empty: those that Java trusts.");
  static final Key<Optional<String>> MAIL_CERTIFICATE =
      new Key<>(
          "notify.mail.certificate",
          Kind.like("SHA-256 in hex", "64 hex digits", "[0-9a-fA-F]{64}"),
          "",
          "The SHA-256 of the one certificate that the mail server may show, whatever name is in it and whoever signed it.");
  static final Key<Optional<String>> NTFY_SERVER =
      new Key<>(
          "notify.ntfy.server",
          Kind.like("URL", "a URL such as https://ntfy.home", "https?://[^/?#@\\s]+/?"),
          "",
          "Your own ntfy server. Without TLS only in the home network. Empty: no ntfy.");
  static final Key<Optional<Path>> NTFY_TOKEN_FILE =
      file(
          "notify.ntfy.token-file",
          "The file whose first line is an access token (`tk_…`) or `user:password` for it. It is read each time.");
  static final Key<Optional<Path>> NTFY_CA_FILE =
      file(
          "notify.ntfy.ca-file",
          "The PEM file of the authority that signed its certificate. Empty: those that Java trusts.");
  static final Key<Optional<String>> LINK =
      new Key<>(
          "notify.link",
          Kind.like("URL", "a URL such as https://house.home:8888", "https?://[^/?#@\\s]+/?"),
          "",
          "The address of the pages, to which a notification leads. Empty: it leads nowhere.");

  static final List<Key<?>> ALL =
      List.of(
          MAIL_SERVER,
          MAIL_FROM,
          MAIL_PASSWORD_FILE,
          MAIL_CA_FILE,
          MAIL_CERTIFICATE,
          NTFY_SERVER,
          NTFY_TOKEN_FILE,
          NTFY_CA_FILE,
          LINK);

  private NoticeKeys() {}

  private static Key<Optional<Path>> file(String name, String sentence) {
    return new Key<>(name, Kind.file(), "", sentence);
  }
}
