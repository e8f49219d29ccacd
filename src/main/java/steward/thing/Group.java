package steward.thing;

/// Things of the house under one name, such as the outside doors.
///
/// @param id a slug like that of a thing; a group and a thing may have the same
/// @param members who belongs to it at any time; may name other groups, never itself
public record Group(String id, String name, Selector members) {
  public static final int GROUPS_MAX = 500;
}
