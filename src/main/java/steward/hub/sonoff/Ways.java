package steward.hub.sonoff;

import java.util.Locale;
import java.util.Optional;
import steward.api.SonoffApi;
import steward.drivers.sonoff.WayOut;
import steward.drivers.sonoff.WayOutSteps;

/// The advice on the way out, with the steps as they are in this house.
record Ways(StockDoor stock) implements SonoffApi.Ways {
  @Override
  public SonoffApi.Advice advise(String model, String firmware) {
    WayOut.Advice advice = WayOut.advise(model, firmware);
    Optional<WayOutSteps.Listener> listener =
        stock
            .port()
            .flatMap(
                port -> stock.address().map(address -> new WayOutSteps.Listener(address, port)));
    return new SonoffApi.Advice(
        advice.best().map(Ways::name),
        advice.verdicts().stream()
            .map(one ->
                new SonoffApi.Way(
                    name(one.way()),
                    one.way().title(),
                    one.fit().name().toLowerCase(Locale.ROOT),
                    one.why(),
                    WayOutSteps.of(one, model, firmware, listener)))
            .toList(),
        advice.sentences(),
        listener.isPresent());
  }

  private static String name(WayOut.Way way) {
    return way.name().toLowerCase(Locale.ROOT);
  }
}
