/// The fence around the network of the things: what it shall be ([FencePlan]), its way to the
/// helper that puts it up ([FenceDoor]), and the files for a person where there is no helper
/// ([Advice]). The model and everything that is made of it are pure.
@NullMarked
package steward.network.fence;

import org.jspecify.annotations.NullMarked;
