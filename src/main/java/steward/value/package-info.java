/// Amounts with a unit, words, texts and colours: what a property can hold.
@NullMarked
package steward.value;

import org.jspecify.annotations.NullMarked;
