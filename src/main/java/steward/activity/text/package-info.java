/// The text of activities: reading and writing them as JSON and YAML, their schema, and the same in
/// words. Pure.
@NullMarked
package steward.activity.text;

import org.jspecify.annotations.NullMarked;
