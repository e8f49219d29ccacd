package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.access.Accounts;
import steward.access.PrivacyPackage;
import steward.access.QrRows;
import steward.network.fence.Subnet;
import steward.network.vpn.HouseVpn;
import steward.network.vpn.Peer;
import steward.network.vpn.TunnelProfile;
import steward.network.vpn.TunnelSettings;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.value.Tree;

/// The tunnel of people: its peers, and a profile for a client, shown once.
final class VpnApi {
  static final int KEY_LENGTH_MAX = 60;

  private final HouseVpn vpn;
  private final Accounts accounts;

  VpnApi(HouseVpn vpn, Accounts accounts) {
    this.vpn = vpn;
    this.accounts = accounts;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/network/vpn",
            "readVpn",
            "The tunnel and its peers, without secrets",
            "Vpn",
            this::status),
        Operation.get(
            "/network/vpn/files",
            "vpnFiles",
            "The files of the tunnel, with all secrets",
            "WayFiles",
            _ -> WifiApi.waiting(() -> Answer.ok(WifiApi.files(vpn.files())))),
        new Operation(
            "POST",
            "/clients/{id}/vpn",
            "addVpn",
            "Let a client in from outside; its profile is shown this once",
            List.of(),
            "VpnWish",
            Map.of(201, "VpnProfile"),
            this::add,
            request -> ClientsApi.target(accounts, request)),
        new Operation(
            "DELETE",
            "/clients/{id}/vpn",
            "removeVpn",
            "End the tunnel of a client",
            List.of(),
            "",
            Map.of(204, ""),
            this::remove,
            request -> ClientsApi.target(accounts, request)));
  }

  private CompletableFuture<Answer> status(Request request) {
    return WifiApi.waiting(() -> Answer.ok(status()));
  }

  private Map<String, @Nullable Object> status() {
    HouseVpn.Status it = vpn.status();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("on", vpn.isOn());
    json.put("publicKey", it.open().isEmpty() ? null : it.open());
    json.put("port", it.settings().map(TunnelSettings::port).orElse(null));
    json.put("endpoints", it.settings().map(TunnelSettings::endpoints).orElse(List.of()));
    json.put("addresses", it.addresses().stream().map(Subnet::text).toList());
    json.put("by", it.byHelper() ? "fence" : "advice");
    json.put("problem", it.problem().isEmpty() ? null : it.problem());
    json.put("peers", it.peers().stream().map(peer -> peer(peer, it)).toList());
    return json;
  }

  private Map<String, @Nullable Object> peer(Peer peer, HouseVpn.Status status) {
    Optional<Client> client = accounts.client(new ClientId(peer.client()));
    Optional<HouseVpn.Heard> heard = Optional.ofNullable(status.heard().get(peer.open()));
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("client", peer.client());
    json.put("name", client.map(Client::name).orElse(""));
    json.put("user", client.map(one -> one.user().value()).orElse(""));
    json.put("publicKey", peer.open());
    json.put("addresses", vpn.addresses(peer).stream().map(Subnet::text).toList());
    json.put("keyMadeHere", peer.madeHere());
    json.put("since", Json.instant(peer.since()));
    json.put("seen", heard.flatMap(HouseVpn.Heard::heard).map(Json::instant).orElse(null));
    json.put("received", heard.map(HouseVpn.Heard::received).orElse(null));
    json.put("sent", heard.map(HouseVpn.Heard::sent).orElse(null));
    return json;
  }

  private Client known(Request request) {
    return ClientsApi.find(accounts, request).orElseThrow(Problem::hidden);
  }

  private CompletableFuture<Answer> add(Request request) {
    String client = known(request).id().value();
    Tree body = request.bodyIfAny().orElse(Tree.of(Map.of())).only(Set.of("publicKey"));
    Optional<String> open = body.find("publicKey").map(text -> text.text(KEY_LENGTH_MAX));
    return WifiApi.waiting(() -> Answer.of(201, profile(vpn.add(client, open))));
  }

  private static Map<String, Object> profile(TunnelProfile profile) {
    var json = new LinkedHashMap<String, Object>();
    json.put("client", profile.peer().client());
    json.put("addresses", profile.own().stream().map(Subnet::text).toList());
    json.put("keyMadeHere", profile.peer().madeHere());
    json.put("file", PrivacyPackage.TUNNEL_FILE);
    json.put("profile", profile.text());
    // Without its private key a code would be of no use.
    json.put("qr", profile.secret().isEmpty() ? List.of() : QrRows.of(profile.text()));
    return json;
  }

  private CompletableFuture<Answer> remove(Request request) {
    String client = known(request).id().value();
    return WifiApi.waiting(() -> {
      if (!vpn.remove(client)) throw Problem.notFound("tunnel of the client", client);
      return Answer.none();
    });
  }
}
