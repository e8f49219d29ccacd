/// The conversation with the cloud of a maker: sign-in by OAuth 2.0, limits of requests, reading in
/// turns. Pure.
@NullMarked
package steward.driver.cloud;

import org.jspecify.annotations.NullMarked;
