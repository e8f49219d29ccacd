/// What a thing's own security is worth: checks that can be made from the network without harming
/// it, each with its evidence, and the two grades that follow. All but [Prober], [OutgoingTouch]
/// and [Audits] is pure.
@NullMarked
package steward.network.audit;

import org.jspecify.annotations.NullMarked;
