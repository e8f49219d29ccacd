package steward.sim.kasa;

/// Who a device is.
///
/// @param mac twelve upper-case hexadecimal figures
/// @param id forty of them
record Identity(String mac, String id, String alias) {

  static Identity of(String mac, String alias) {
    String id = ("8006" + mac + "00112233445566778899AABBCCDDEEFF").substring(0, 40);
    return new Identity(mac, id, alias);
  }

  String mac(char between) {
    return mac.replaceAll("(..)(?!$)", "$1" + between);
  }
}
