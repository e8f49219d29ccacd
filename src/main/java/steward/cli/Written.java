package steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import steward.value.Malformed;
import steward.value.Tree;
import steward.value.YamlText;

/// A document that a person wrote, in YAML or JSON, and the faults of it with their lines.
record Written(YamlText yaml) {

  /// Reads the file that the command line names first, or standard input.
  static Written first(Asked asked) throws IOException, Failure {
    return of(asked, asked.word(0));
  }

  /// Reads this file, or standard input where it is `-`.
  static Written of(Asked asked, String file) throws IOException, Failure {
    if (file.equals("-")) {
      byte[] bytes = asked.in().readNBytes(YamlText.LENGTH_MAX + 1);
      return of("standard input", new String(bytes, StandardCharsets.UTF_8));
    }
    try {
      return of(file, Files.readString(asked.file(file)));
    } catch (NoSuchFileException _) {
      throw new Failure(Exit.USAGE, "there is no file '" + Screen.clean(file) + "'");
    }
  }

  private static Written of(String label, String text) throws Failure {
    try {
      return new Written(YamlText.read(label, text));
    } catch (Malformed malformed) {
      Malformed.Fault fault = malformed.faults().getFirst();
      throw new Failure(
          Exit.NOT_TAKEN, fault.mark().map(Malformed.Mark::shown).orElse(fault.sentence()));
    }
  }

  /// The errors of an answer, each with its line and carets.
  String told(List<Tree> errors) {
    return errors.stream()
        .map(error -> yaml.fault(Part.text(error, "at"), Place.sentence(error)))
        .reduce((a, b) -> a + "\n" + b)
        .orElse("");
  }

  /// Puts a document of this text; a refusal is told with its lines.
  Tree put(Asked asked, String path, Object body) throws Failure {
    try {
      return asked.api().put(path, body);
    } catch (Api.Refusal refusal) {
      if (refusal.errors().isEmpty()) throw refusal;
      throw new Failure(refusal.exit(), told(refusal.errors()));
    }
  }
}
