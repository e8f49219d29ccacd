/// The HTTP API: JSON in, words out, one route table from which the OpenAPI document is made.
@NullMarked
package steward.api;

import org.jspecify.annotations.NullMarked;
