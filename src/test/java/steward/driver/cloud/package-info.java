/// Tests of the conversation with clouds.
@NullMarked
package steward.driver.cloud;

import org.jspecify.annotations.NullMarked;
