package steward.store;

/// A recovery code as it is kept: what a code is checked against. Immutable.
///
/// @param number its place among its client's codes, from 1
/// @param hash of the code, with its salt
public record RecoveryRow(int number, String hash) {

  /// Not the hash.
  @Override
  public String toString() {
    return "RecoveryRow[" + number + "]";
  }
}
