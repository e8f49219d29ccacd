package steward.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import steward.api.Note;

/// Says for a week who became the owner of the house, so that nobody can do it unseen.
record ClaimSaid(Storage storage, InstantSource clock) {
  private static final String SETTING = "claim.said";
  private static final Duration FOR = Duration.ofDays(7);

  void say(String sentence) {
    storage.putSetting(SETTING, clock.instant() + " " + sentence);
  }

  Optional<Note> note() {
    return storage.setting(SETTING).flatMap(ClaimSaid::read).filter(this::isNews);
  }

  private static Optional<Note> read(String said) {
    int space = said.indexOf(' ');
    return space < 0
        ? Optional.empty()
        : Optional.of(new Note(Instant.parse(said.substring(0, space)), said.substring(space + 1)));
  }

  private boolean isNews(Note note) {
    return note.at().plus(FOR).isAfter(clock.instant());
  }
}
