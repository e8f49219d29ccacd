/// The ledger of what left the house or tried to: every flow and every name of every station, what
/// was let through and what was refused, chained by hash, its head signed each day, and the
/// statement that an owner can print and check without the house.
@NullMarked
package steward.network.ledger;

import org.jspecify.annotations.NullMarked;
