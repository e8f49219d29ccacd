/// Tests of the closed network in the house.
@NullMarked
package steward.network.enclosure;

import org.jspecify.annotations.NullMarked;
