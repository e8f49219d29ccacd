package steward.rights;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Who asks, as far as it is proven. An address is never a part of it.
public sealed interface Caller {

  /// Nobody we know.
  record Stranger() implements Caller {
    @Override
    public String principal() {
      return "stranger";
    }
  }

  /// Whoever sits at the machine, or is root on it.
  record AtMachine() implements Caller {
    @Override
    public String principal() {
      return "local";
    }
  }

  /// A client of a user, which has shown that it is that client.
  ///
  /// @param freshUntil till when its last code counts as fresh
  record Known(User user, Client client, Optional<Instant> freshUntil) implements Caller {
    @Override
    public String principal() {
      return user.id() + "/" + client.id();
    }

    boolean isFresh(Instant at) {
      return freshUntil.map(at::isBefore).orElse(false);
    }
  }

  /// A device or bridge with its own MQTT name.
  record Attached(String name) implements Caller {
    @Override
    public String principal() {
      return "device/" + name;
    }
  }

  /// A service outside the house that calls its webhook, with the credential of that hook alone.
  ///
  /// @param id of the hook's thing
  /// @param sealed whether its calls are signed together with their time, so that nobody can repeat
  ///   one
  /// @param grants `THING/ACTION` each: what it may ask directly
  record Hook(String id, boolean sealed, Set<String> grants) implements Caller {
    public Hook {
      grants = Set.copyOf(grants);
    }

    @Override
    public String principal() {
      return "hook:" + id;
    }
  }

  /// An activity, with the rights of the one who owns it at this moment. Nobody is there who could
  /// enter a code: that was asked for when it was written.
  record Acting(User owner, String activity) implements Caller {
    @Override
    public String principal() {
      return "activity:" + activity;
    }
  }

  static Caller stranger() {
    return new Stranger();
  }

  static Caller atMachine() {
    return new AtMachine();
  }

  /// How the journal names it.
  String principal();

  /// The role in the audit log and the table.
  default String role() {
    return switch (this) {
      case Stranger _ -> "stranger";
      case AtMachine _ -> "machine";
      case Known(User user, Client _, Optional<Instant> _) -> user.role().label();
      case Acting(User owner, String _) -> owner.role().label();
      case Attached _ -> Role.DEVICE.label();
      case Hook _ -> Role.CLOUD.label();
    };
  }

  /// The client, where it is one.
  default Optional<Known> known() {
    return this instanceof Known known ? Optional.of(known) : Optional.empty();
  }
}
