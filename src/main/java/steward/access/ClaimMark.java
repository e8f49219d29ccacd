package steward.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import steward.store.AccountTable;

/// The file `keys/claimed`, which says that the house has an owner: nothing else does.
///
/// A claim is written in three steps: into the database, with a mark that it is open; then this
/// file, which makes it a claim; then the mark is taken away. So whatever stops the steward between
/// two steps, the next start finds either no file, and takes back what was written, or the file,
/// and all is there.
final class ClaimMark {
  /// The settings that a claim makes, and its undoing takes away.
  static final Set<String> SETTINGS = Set.of("place.zone", "place.latitude", "place.longitude");

  private final Path folder;
  private final Path file;

  ClaimMark(Path home) {
    folder = home.resolve("keys");
    file = folder.resolve("claimed");
  }

  /// Whether the house has an owner; also if nobody can tell, since that must not make it free.
  boolean isThere() {
    return !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /// Ends what a steward that was stopped left behind. Blocks.
  void settle(AccountTable table) {
    if (!table.isClaimOpen()) return;
    if (isThere()) table.finishClaim().join();
    else table.undoClaim(SETTINGS).join();
  }

  /// @throws IOException if it is there already or cannot be written; then it is not there by us
  void make(Instant at) throws IOException {
    PrivateFiles.folder(folder);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var out = FileChannel.open(file, options, PrivateFiles.ownerOnly())) {
      try {
        var text = "This house has an owner since " + at + ".\n";
        out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        out.force(true);
      } catch (IOException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    }
    syncFolder();
  }

  /// Where the system has no such thing as syncing a folder, it keeps names in order itself.
  private void syncFolder() {
    try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    } catch (IOException _) {
      return;
    }
  }
}
