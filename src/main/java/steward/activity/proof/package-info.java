/// The prover: finds in rules, before they act, what can never happen, what goes round in circles,
/// what contradicts another rule, and what the house forbids. Pure.
@NullMarked
package steward.activity.proof;

import org.jspecify.annotations.NullMarked;
