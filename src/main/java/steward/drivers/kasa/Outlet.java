package steward.drivers.kasa;

import java.util.Optional;

/// One of the switched parts of a strip.
///
/// @param id as commands name it: the device's id and two digits
/// @param part the end of its UDN: those two digits
/// @param on as it was reported last
record Outlet(String id, String part, String name, Optional<Boolean> on) {}
