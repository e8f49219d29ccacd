package steward.notice;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// A notice as a mail: plain text in UTF-8. Everything that people or devices wrote stands in
/// Base64, in the subject (RFC 2047) as in the body (RFC 2045), so that no character of it can end
/// a header or the mail. Pure.
final class MailText {
  /// Bytes of text in one encoded word, which has at most 75 characters.
  private static final int WORD_BYTES = 45;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);

  private MailText() {}

  /// @param from and `to`: addresses that were checked
  /// @param house names the house among all others
  static byte[] of(Notice notice, String from, String to, String house) {
    var head = new ArrayList<String>();
    head.add("From: " + words("Steward") + " <" + from + ">");
    head.add("To: <" + to + ">");
    head.add("Subject: " + words(subject(notice)));
    head.add("Date: " + DATE.format(notice.at().atOffset(ZoneOffset.UTC)));
    head.add("Message-ID: <" + notice.id() + "." + house + "@steward.invalid>");
    head.add("Auto-Submitted: auto-generated");
    if (notice.urgent()) {
      head.add("Importance: high");
      head.add("X-Priority: 1");
    }
    head.add("MIME-Version: 1.0");
    head.add("Content-Type: text/plain; charset=utf-8");
    head.add("Content-Transfer-Encoding: base64");
    head.add("");
    String text = notice.text().replace("\n", "\r\n") + "\r\n";
    String body = Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return (String.join("\r\n", head) + "\r\n" + body + "\r\n.\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String subject(Notice notice) {
    String first = notice.text().lines().findFirst().orElse("");
    String cut = first.length() > 100 ? first.substring(0, 99) + "…" : first;
    return (notice.urgent() ? "! " : "") + notice.title() + (cut.isBlank() ? "" : ": " + cut);
  }

  /// Encoded words of whole characters, folded.
  private static String words(String text) {
    List<String> words = new ArrayList<>();
    var part = new StringBuilder();
    int bytes = 0;
    for (int c : text.codePoints().toArray()) {
      String one = Character.toString(c);
      int length = one.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + length > WORD_BYTES) {
        words.add(word(part.toString()));
        part.setLength(0);
        bytes = 0;
      }
      part.append(one);
      bytes += length;
    }
    words.add(word(part.toString()));
    return String.join("\r\n ", words);
  }

  private static String word(String part) {
    return "=?utf-8?B?"
        + Base64.getEncoder().encodeToString(part.getBytes(StandardCharsets.UTF_8))
        + "?=";
  }
}
