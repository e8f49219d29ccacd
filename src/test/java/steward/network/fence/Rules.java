package steward.network.fence;

/// The rules in the kernel, taken apart on purpose.
record Rules(Home home) {

  /// Takes those out of a chain that contain this.
  void without(String chain, String part) throws Exception {
    for (String line : home.steward.run("nft -a list chain inet steward " + chain).lines().toList())
      if (line.contains(part))
        home.steward.run(
            "nft delete rule inet steward "
                + chain
                + " handle "
                + line.replaceAll(".*# handle ", ""));
  }
}
