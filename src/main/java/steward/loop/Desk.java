package steward.loop;

import java.util.List;
import steward.task.Command;
import steward.task.TaskRunner;

/// Hands commands out, and tells of how they come on. Confined to the house loop.
record Desk(House house, House.Output output) implements TaskRunner.Report {
  @Override
  public void send(Command command) {
    house.thing(command.thing()).ifPresent(thing -> house.people().hand(command, thing));
  }

  @Override
  public void withdraw(Command command) {
    if (command.thing().equals(PlaceThing.ID)) return;
    house.thing(command.thing()).ifPresent(thing -> output.withdraw(command, thing));
  }

  @Override
  public void came(Command command, List<Long> causes) {
    var fact = new Fact.Came(command.id(), command.outcome().state(), command.outcome().reason());
    house.write(command.thing().value(), causes, 0, "steward", fact);
    if (command.outcome().isFinal() && !command.trail().activities().isEmpty())
      house.engine().closed(command.id(), command.thing(), command.outcome(), house.mono());
  }
}
