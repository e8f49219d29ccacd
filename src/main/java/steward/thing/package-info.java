/// The nouns that everybody shares: things, properties, readings, actions, outcomes, messages,
/// journal entries.
@NullMarked
package steward.thing;

import org.jspecify.annotations.NullMarked;
