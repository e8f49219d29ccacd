package steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import steward.value.Tree;

/// Makes a fixture from what a device said of late.
final class RecordVerb {
  private RecordVerb() {}

  static Verb record() {
    return Verb.of(
            "record",
            "Make a fixture for a driver's test from the last messages of a thing.",
            RecordVerb::print)
        .word("THING", "1", "The thing.")
        .option("-o", "FILE", "The file to write (default: the terminal); never overwritten.")
        .example("steward record hall-plug -o src/test/fixtures/kasa/hs110.json");
  }

  private static Exit print(Asked asked) throws Failure {
    Tree made = asked.api().get("/things/" + Api.part(asked.word(0)) + "/recording");
    String text = Json.pages(made.node()).strip() + "\n";
    var out = asked.option("-o");
    if (out.isEmpty()) {
      asked.screen().line(text.strip());
      return Exit.DONE;
    }
    try {
      Files.write(
          asked.file(out.get()),
          text.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException _) {
      throw new Failure(
          Exit.USAGE,
          "-o: '" + Screen.clean(out.get()) + "' is there already and is not overwritten");
    } catch (IOException e) {
      throw new Failure(Exit.USAGE, "-o: '" + Screen.clean(out.get()) + "' cannot be written");
    }
    asked
        .screen()
        .err()
        .println(
            "steward: recorded. Read it before you give it away: names and ids of devices are in it."
                + " Then run its test with -Dsteward.fixtures=write.");
    int left = made.get("left").items().size();
    if (left > 0)
      asked.screen().err().println("steward: " + left + " binary messages were left out.");
    return Exit.DONE;
  }
}
