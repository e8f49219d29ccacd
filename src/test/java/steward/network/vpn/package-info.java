/// Tests of the package.
@NullMarked
package steward.network.vpn;

import org.jspecify.annotations.NullMarked;
