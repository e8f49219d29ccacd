/// Stories of webhooks: proofs, repeats, floods, what is sent and what becomes of it.
@NullMarked
package steward.hook;

import org.jspecify.annotations.NullMarked;
