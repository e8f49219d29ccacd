package steward.thing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import steward.value.Text;

/// The short name of a thing in URLs, topics, activities and rights: `[a-z0-9-]{1,40}`, given at
/// acceptance, never changed or reused.
public record ThingId(String value) {
  public static final int LENGTH_MAX = 40;

  public ThingId {
    if (!isSlug(value)) {
      throw new IllegalArgumentException(
          "an id has 1 to 40 of a-z, 0-9 and -, not '" + Text.clean(value) + "'");
    }
  }

  public static boolean isSlug(String value) {
    if (value.isEmpty() || value.length() > LENGTH_MAX) return false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) return false;
    }
    return true;
  }

  /// An id made of a name that a person or a device gave; `thing` when nothing of it can be used.
  public static ThingId from(String name) {
    String plain = java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD);
    String slug =
        plain.replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String bare = slug.replaceAll("^-+|-+$", "");
    String cut = bare.length() > 40 ? bare.substring(0, 40).replaceAll("-+$", "") : bare;
    return new ThingId(cut.isEmpty() ? "thing" : cut);
  }

  // The house looks things up for each reading: the generated ones go through method handles, which
  // are not inlined where only C1 compiles.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ThingId that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
