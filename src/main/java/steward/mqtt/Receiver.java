package steward.mqtt;

import java.util.ArrayList;
import java.util.List;

/// What stands under a filter: one session's subscription, or a group that shares one.
sealed interface Receiver {

  /// A session's wish to hear a filter. `group` is empty unless it is shared; `id` is 0 where it
  /// has none.
  record Subscription(
      Session session,
      String group,
      String filter,
      int qos,
      boolean noLocal,
      boolean asPublished,
      int id)
      implements Receiver {

    boolean isShared() {
      return !group.isEmpty();
    }

    String wholeFilter() {
      return isShared() ? "$share/" + group + "/" + filter : filter;
    }

    /// Two of them are one only when they are the same object: a session holds each filter once.
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /// The members of one group under one filter; each message goes to one of them. Confined to the
  /// broker's loop.
  final class Group implements Receiver {
    final List<Subscription> members = new ArrayList<>(2);
    private int next;

    /// Takes turns among the members that may have the message, are connected and keep up, else
    /// among all.
    Subscription choose(Publication message) {
      for (int i = 0; i < members.size(); i++) {
        var member = members.get(Math.floorMod(next++, members.size()));
        if (member.session.isConnected()
            && member.session.keepsUp()
            && member.session.hears(message)) return member;
      }
      for (var member : members) {
        if (member.session.isConnected() && member.session.hears(message)) return member;
      }
      for (var member : members) if (member.session.hears(message)) return member;
      return members.get(Math.floorMod(next++, members.size()));
    }
  }
}
