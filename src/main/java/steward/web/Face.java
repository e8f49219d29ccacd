package steward.web;

/// Which page a caller gets at the path of a page. Who gets which is the gate's to say.
public enum Face {
  /// The pages of the house, for who has signed in or sits at the machine.
  APP,
  /// The page to sign in on, for a stranger to a house that has an owner.
  SIGN_IN,
  /// The page of the first contact, for a stranger to a house that has none.
  CLAIM
}
