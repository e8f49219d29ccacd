/// Tests of the package.
@NullMarked
package steward.network.wifi;

import org.jspecify.annotations.NullMarked;
