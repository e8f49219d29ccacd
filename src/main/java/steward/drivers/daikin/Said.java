package steward.drivers.daikin;

import java.util.Map;

/// What an answer of an adapter came to.
sealed interface Said {

  /// It told these fields.
  record Fields(Map<String, String> values) implements Said {
    public Fields {
      values = Map.copyOf(values);
    }
  }

  /// It understood and refuses; the sentence is for people.
  record Refused(Why why, String sentence) implements Said {}

  /// Nothing that an adapter of this protocol says: perhaps it speaks another one by now.
  record Unlike(String sentence) implements Said {}

  /// Why it refuses.
  enum Why {
    /// What was sent does not suit it, or it does not know what was asked for.
    PARAMETER,
    /// It asks for its local password.
    PASSWORD,
    /// It does not know us.
    STRANGER
  }
}
