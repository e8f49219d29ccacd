/// Stories of rights, decided without a house.
@NullMarked
package steward.rights;

import org.jspecify.annotations.NullMarked;
