/// The place: where the house stands, its sun, its days and its modes. Pure.
@NullMarked
package steward.place;

import org.jspecify.annotations.NullMarked;
