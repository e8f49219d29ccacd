/// The fence, put up in a home of network namespaces and tried from every side.
@NullMarked
package steward.network.fence;

import org.jspecify.annotations.NullMarked;
