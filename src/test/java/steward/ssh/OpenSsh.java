package steward.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import steward.access.SshKey;

/// The OpenSSH client of this machine, with its keys and known hosts in a folder of its own.
record OpenSsh(Path folder, int port) {

  /// What came of one call.
  record Said(int exit, String out, String err) {}

  static boolean isInstalled() {
    return List.of("ssh", "ssh-keygen").stream()
        .allMatch(name -> Files.isExecutable(Path.of("/usr/bin").resolve(name)));
  }

  /// Makes a key of this name and type, and returns its public half.
  SshKey make(String name, String... type) throws Exception {
    var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", name));
    command.addAll(List.of(type));
    command.addAll(List.of("-f", folder.resolve(name).toString()));
    Said said = ended(started(command), "");
    if (said.exit() != 0) throw new IOException(said.err());
    return SshKey.read(Files.readString(folder.resolve(name + ".pub")));
  }

  /// Remembers the host key, as a privacy package has it.
  void know(String line) throws IOException {
    Files.writeString(folder.resolve("known_hosts"), line + "\n");
  }

  /// `ssh` with this key; the words after the options are the command.
  Process start(String key, String... words) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "ssh",
                "-F",
                "none",
                "-p",
                Integer.toString(port),
                "-i",
                folder.resolve(key).toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "UserKnownHostsFile=" + folder.resolve("known_hosts"),
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "NumberOfPasswordPrompts=0",
                "-o",
                "LogLevel=INFO"));
    command.addAll(List.of(words));
    return started(command);
  }

  Said ssh(String key, String... words) throws Exception {
    return ended(start(key, words), "");
  }

  static Process started(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("SSH_"));
    builder.environment().put("TERM", "xterm");
    return builder.start();
  }

  static Said ended(Process process, String input) throws Exception {
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    } catch (IOException _) {
      // It has not waited for it.
    }
    var err = new StringBuilder();
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                err.append(new String(process.getErrorStream().readAllBytes(), UTF_8));
              } catch (IOException _) {
                // It has ended.
              }
            });
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
    reader.join();
    return new Said(process.waitFor(), out, err.toString());
  }
}
