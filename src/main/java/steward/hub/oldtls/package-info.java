/// The programs for old TLS as processes of their own: how they are started, and the one for
/// connections that the house makes.
@NullMarked
package steward.hub.oldtls;

import org.jspecify.annotations.NullMarked;
