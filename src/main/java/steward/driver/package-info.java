/// What a driver is: a family, its sans-I/O translators, and the few helpers they may use.
@NullMarked
package steward.driver;

import org.jspecify.annotations.NullMarked;
