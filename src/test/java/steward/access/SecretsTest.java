package steward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final byte[] SECRET = "the secret of a client".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path home;

  @Test
  void what_is_sealed_opens_after_a_restart_and_only_for_its_purpose() throws IOException {
    String sealed = Secrets.open(home).seal(Secrets.Kind.PEOPLE, "totp of anna", SECRET);
    var secrets = Secrets.open(home);

    assertThat(secrets.unseal(Secrets.Kind.PEOPLE, "totp of anna", sealed)).contains(SECRET);
    assertThat(secrets.unseal(Secrets.Kind.PEOPLE, "totp of bert", sealed)).isEmpty();
    assertThat(secrets.unseal(Secrets.Kind.DEVICE, "totp of anna", sealed)).isEmpty();
    assertThat(
            secrets.unseal(
                Secrets.Kind.DEVICE, "totp of anna", sealed.replace(".people.", ".device.")))
        .isEmpty();
    assertThat(sealed).doesNotContain("secret");
    assertThat(secrets.seal(Secrets.Kind.PEOPLE, "totp of anna", SECRET)).isNotEqualTo(sealed);
  }

  @Test
  void a_single_changed_bit_is_noticed() throws IOException {
    var secrets = Secrets.open(home);
    String sealed = secrets.seal(Secrets.Kind.DEVICE, "x", SECRET);
    int head = sealed.lastIndexOf('.') + 1;
    byte[] bytes = Base64.getDecoder().decode(sealed.substring(head));
    for (int i = 0; i < bytes.length; i++) {
      byte[] other = bytes.clone();
      other[i] ^= 1;
      String changed = sealed.substring(0, head) + Base64.getEncoder().encodeToString(other);
      assertThat(secrets.unseal(Secrets.Kind.DEVICE, "x", changed)).isEmpty();
    }
    assertThat(secrets.unseal(Secrets.Kind.DEVICE, "x", "")).isEmpty();
    assertThat(secrets.unseal(Secrets.Kind.DEVICE, "x", "s1.device.!")).isEmpty();
    assertThat(secrets.unseal(Secrets.Kind.DEVICE, "x", "s1.device.AAAA")).isEmpty();
  }

  @Test
  void a_passphrase_keeps_peoples_secrets_closed_until_it_is_entered() throws IOException {
    var first = Secrets.open(home);
    String people = first.seal(Secrets.Kind.PEOPLE, "p", SECRET);
    String device = first.seal(Secrets.Kind.DEVICE, "d", SECRET);
    first.setPassphrase("grüner Elefant im Schnee");
    assertThat(first.isLocked()).isFalse();

    var second = Secrets.open(home);
    assertThat(second.isLocked()).isTrue();
    assertThat(second.unseal(Secrets.Kind.DEVICE, "d", device)).contains(SECRET);
    assertThatThrownBy(() -> second.unseal(Secrets.Kind.PEOPLE, "p", people))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.why()).isEqualTo(Refusal.Why.LOCKED));
    assertThatThrownBy(second::removePassphrase).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> second.setPassphrase("another one, please"))
        .isInstanceOf(Refusal.class);
    assertThat(second.unlock("grüner Elefant im Regen")).isFalse();
    assertThat(second.unlock("gru\u0308ner Elefant im Schnee")).isTrue();
    assertThat(second.unseal(Secrets.Kind.PEOPLE, "p", people)).contains(SECRET);

    second.removePassphrase();
    assertThat(Secrets.open(home).unseal(Secrets.Kind.PEOPLE, "p", people)).contains(SECRET);
  }

  @Test
  void a_passphrase_that_is_too_short_is_refused() throws IOException {
    var secrets = Secrets.open(home);
    assertThatThrownBy(() -> secrets.setPassphrase("1234567")).hasMessageContaining("8 to 200");
    assertThatThrownBy(() -> secrets.setPassphrase("x".repeat(201))).isInstanceOf(Refusal.class);
    assertThat(Secrets.open(home).isLocked()).as("no passphrase was set").isFalse();
  }

  @Test
  void the_key_files_are_private_and_a_damaged_one_is_named() throws IOException {
    Secrets.open(home);
    Path file = home.resolve("keys/people.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    for (String text :
        new String[] {
          "",
          "steward-key-1 plain AAAA\n",
          "steward-key-1 argon2id 99999999 3 AAAA AAAA\n",
          "steward-key-1 argon2id x 3 AAAA AAAA\n"
        }) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> Secrets.open(home)).hasMessageContaining("people.key is damaged");
    }
  }
}
