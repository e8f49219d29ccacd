/// What several tests share: a house on a clock moved by hand, a journal in memory, a small family.
@NullMarked
package steward.sample;

import org.jspecify.annotations.NullMarked;
