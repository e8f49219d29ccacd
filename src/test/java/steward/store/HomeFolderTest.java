package steward.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeFolderTest {
  @TempDir Path folder;

  @Test
  void only_the_owner_may_look_into_it() throws Exception {
    Path path = folder.resolve("a/home");
    try (var home = HomeFolder.open(path)) {
      for (Path one : new Path[] {home.path(), home.journal(), home.keys(), home.backups()}) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
            .isEqualTo("rwx------");
      }
      assertThat(home.database()).isEqualTo(path.resolve("steward.db"));
    }
  }

  @Test
  void two_stewards_never_share_one() throws Exception {
    Path path = folder.resolve("home");
    try (var home = HomeFolder.open(path)) {
      assertThatThrownBy(() -> HomeFolder.open(home.path()))
          .isInstanceOf(HomeTaken.class)
          .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")");
    }
    HomeFolder.open(path).close();
  }

  @Test
  void what_cannot_be_a_folder_is_said() throws Exception {
    Path path = Files.writeString(folder.resolve("file"), "x");
    HomeTaken taken = assertThrows(HomeTaken.class, () -> HomeFolder.open(path.resolve("home")));
    assertThat(taken).hasMessageContaining("cannot be used");
  }
}
