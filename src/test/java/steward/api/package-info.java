/// Parts of the API by themselves; the whole of it is tested over sockets in `hub`.
@NullMarked
package steward.api;

import org.jspecify.annotations.NullMarked;
