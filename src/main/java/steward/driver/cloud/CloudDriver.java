package steward.driver.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Driver;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Pace;
import steward.driver.Step;
import steward.driver.Turns;
import steward.thing.Thing;

/// Talks with the cloud of a maker about the things of one account: signs in, reads in turns within
/// the limits, and tells commands. Pure and immutable.
///
/// @param <K> what the service knows
public final class CloudDriver<K> implements Driver<CloudTalk<K>> {
  private final Service<K> service;
  private final List<Thing> things;
  private final Tokens tokens;
  private final String ledger;

  public CloudDriver(Service<K> service, List<Thing> things, Kept kept) {
    this.service = service;
    this.things = List.copyOf(things);
    this.tokens = Tokens.of(kept);
    this.ledger = kept.text(Ledger.NAME);
  }

  @Override
  public CloudTalk<K> start() {
    return new CloudTalk<>(
        service.start(),
        tokens,
        Turns.none(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Pace.of(service.rhythm()),
        Instant.EPOCH,
        0);
  }

  @Override
  public int randomBytes() {
    return 4;
  }

  @Override
  public Step<CloudTalk<K>> on(CloudTalk<K> talk, Input input) {
    CloudTalk<K> known =
        talk.count() == 0 && talk.budgets().isEmpty()
            ? talk.with(Ledger.read(ledger, service, input.moment().at()))
            : talk;
    return new CloudTurn<>(service, things, known, input.moment()).take(input);
  }
}
