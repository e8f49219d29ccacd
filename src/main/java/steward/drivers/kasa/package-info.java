/// TP-Link Kasa and Tapo plugs, strips, dimmers and bulbs, spoken to over the local network: the
/// old cipher on port 9999, and KLAP over HTTP.
///
/// From the outside in: [KasaFamily] with [Sightings] and [Offers]; [KasaDriver], which gives each
/// input to a [Turn]; a turn speaks a [Dialect] over a transport ([Xor], or a [Session] that a
/// [Greeting] opened with an [Account]).
@NullMarked
package steward.drivers.kasa;

import org.jspecify.annotations.NullMarked;
