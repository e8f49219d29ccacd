package steward.loop;

/// Where a message goes that an activity publishes. Must not block.
public interface Publisher {
  void publish(String activity, Fact.Published message);
}
