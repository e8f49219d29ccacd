package steward.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.PersonThing;
import steward.notice.Fate;
import steward.notice.Notice;
import steward.notice.Notices;
import steward.notice.Reach;
import steward.notice.Reporting;
import steward.rights.Caller;
import steward.rights.User;
import steward.rights.UserId;
import steward.task.Retry;
import steward.task.TaskRunner;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Channel;
import steward.thing.Sending;
import steward.thing.Thing;
import steward.value.Tree;

/// What people were told, and how they are reached. Whoever sits at the machine sees what everybody
/// was told; everybody else only what oneself was.
final class NoticesApi {
  private static final int LIST_MAX = 500;

  private final HouseLoop loop;
  private final Reporting reporting;
  private final Notices notices;
  private final People people;
  private final UsersApi users;

  NoticesApi(HouseLoop loop, Reporting reporting, People people, UsersApi users) {
    this.loop = loop;
    this.reporting = reporting;
    this.notices = reporting.notices();
    this.people = people;
    this.users = users;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "/notices",
                "listNotices",
                "What one was told, newest first",
                "NoticeList",
                this::list)
            .with(new Operation.Query("unseen", "boolean", "only what was not seen yet")),
        new Operation(
            "POST",
            "/notices/seen",
            "seeNotices",
            "Say that one saw these notices, or all",
            List.of(),
            "Seen",
            Map.of(200, "NoticeCount"),
            this::seen),
        Operation.get(
            "/persons",
            "listPersons",
            "The people of the house as activities name them, and by which ways they are told",
            "PersonList",
            this::persons),
        Operation.get(
            "/ways",
            "listWays",
            "The ways by which people can be told, and which of them reach a sleeping phone",
            "WayList",
            this::ways),
        Operation.get(
                "/users/{id}/reach", "getReach", "How a person is reached", "Reach", this::reach)
            .about(users::user),
        new Operation(
            "PUT",
            "/users/{id}/reach",
            "putReach",
            "Say how a person is reached",
            List.of(),
            "ReachWish",
            Map.of(200, "Reach"),
            this::putReach,
            users::user),
        new Operation(
            "POST",
            "/users/{id}/reach/test",
            "testReach",
            "Send a person a notification to try the ways; answers as a perform does",
            List.of(),
            "ReachTest",
            Map.of(202, "Command"),
            this::test,
            users::user));
  }

  /// Sends each notice to the open pages of whom it is for.
  void tell(StreamApi stream) {
    notices.watch(notice ->
        stream.tell(
            caller -> isFor(caller, notice),
            "notice",
            new String(Json.bytes(json(notice)), StandardCharsets.UTF_8)));
  }

  private static boolean isFor(Caller caller, Notice notice) {
    return caller instanceof Caller.AtMachine
        || caller.known().filter(k -> k.user().id().value().equals(notice.person())).isPresent();
  }

  private List<Notice> of(Caller caller) {
    if (caller instanceof Caller.AtMachine) return notices.all();
    return caller.known().map(k -> notices.of(k.user().id().value())).orElse(List.of());
  }

  private CompletableFuture<Answer> list(Request request) {
    boolean unseen = request.query("unseen").filter("true"::equals).isPresent();
    var items =
        of(request.caller()).stream()
            .filter(notice -> !unseen || Notices.isUnseen(notice))
            .limit(LIST_MAX)
            .map(this::json)
            .toList();
    return Answer.now(Answer.ok(Json.list(items, null)));
  }

  private Map<String, @Nullable Object> json(Notice notice) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", notice.id());
    json.put("person", notice.person());
    json.put("name", name(notice.person()));
    json.put("at", Json.instant(notice.at()));
    json.put("title", notice.title());
    json.put("text", notice.text());
    json.put("urgent", notice.urgent());
    json.put("unseen", Notices.isUnseen(notice));
    json.put("seen", notice.seen().map(Json::instant).orElse(null));
    var ways = new LinkedHashMap<String, Object>();
    notice.fates().forEach((way, fate) -> ways.put(way.label(), json(fate)));
    json.put("ways", ways);
    return json;
  }

  private String name(String person) {
    return people.accounts().user(new UserId(person)).map(User::name).orElse(person);
  }

  private static Map<String, @Nullable Object> json(Fate fate) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("state", fate.state().label());
    json.put("why", fate.why().isEmpty() ? null : fate.why());
    json.put("tries", fate.tries());
    json.put("next", fate.next().map(Json::instant).orElse(null));
    return json;
  }

  private CompletableFuture<Answer> seen(Request request) {
    Tree body = request.body().only(Set.of("ids", "all"));
    boolean all = body.find("all").map(Tree::truth).orElse(false);
    List<Double> ids =
        body.find("ids").map(Tree::items).orElse(List.of()).stream().map(Tree::number).toList();
    List<Notice> own =
        of(request.caller()).stream()
            .filter(notice -> all || ids.contains((double) notice.id()))
            .toList();
    return notices
        .see(own)
        .thenApply(_ -> {
          long left = of(request.caller()).stream().filter(Notices::isUnseen).count();
          return Answer.ok(Map.of("unseen", left, "at", Json.instant(Instant.now())));
        });
  }

  private CompletableFuture<Answer> persons(Request request) {
    var items =
        people.accounts().users().stream()
            .flatMap(
                user -> reporting.person(user).map(thing -> person(user, thing, request)).stream())
            .toList();
    return Answer.now(Answer.ok(Json.list(items, null)));
  }

  private Map<String, @Nullable Object> person(User user, Thing thing, Request request) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", thing.id().value());
    json.put("user", user.id().value());
    json.put("name", user.name());
    json.put("role", user.role().label());
    json.put("suspended", user.suspended());
    Ability ability =
        thing.abilities().getOrDefault(ActionKind.NOTIFY, Ability.of(ActionKind.NOTIFY));
    json.put("ways", labels(ability.ways()));
    json.put("usual", labels(PersonThing.asked(thing, Sending.USUAL)));
    json.put("observes", thing.observes().stream().map(one -> one.name()).toList());
    json.put(
        "self", request.caller().known().filter(k -> k.user().id().equals(user.id())).isPresent());
    return json;
  }

  private static List<String> labels(Set<Channel> ways) {
    return ways.stream().sorted().map(Channel::label).toList();
  }

  private CompletableFuture<Answer> ways(Request request) {
    Map<Channel, String> servers = reporting.servers();
    var items =
        Arrays.stream(Channel.values())
            .map(way -> {
              var json = new LinkedHashMap<String, @Nullable Object>();
              json.put("way", way.label());
              json.put("title", way.title());
              json.put("there", servers.containsKey(way));
              json.put("sleepingPhone", way.sleeping());
              return json;
            })
            .toList();
    return Answer.now(Answer.ok(Json.list(items, null)));
  }

  private Thing thing(User user) {
    return reporting.person(user).orElseThrow(Problem::hidden);
  }

  private CompletableFuture<Answer> reach(Request request) {
    return Answer.now(Answer.ok(reach(users.known(request))));
  }

  private Map<String, @Nullable Object> reach(User user) {
    Thing thing = thing(user);
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("person", thing.id().value());
    json.putAll(reporting.reach(user).json());
    json.put("ways", labels(reporting.ways(user)));
    return json;
  }

  private CompletableFuture<Answer> putReach(Request request) {
    User user = users.known(request);
    var _ = thing(user);
    return reporting.put(user, Reach.read(request.body())).thenApply(_ -> Answer.ok(reach(user)));
  }

  private CompletableFuture<Answer> test(Request request) {
    User user = users.known(request);
    Thing thing = thing(user);
    Optional<Tree> body = request.bodyIfAny();
    body.ifPresent(tree -> tree.only(Set.of("by", "urgent", "text")));
    Sending how = body.map(tree -> Sending.read(tree, reporting.ways(user))).orElse(Sending.USUAL);
    String text =
        body.flatMap(tree -> tree.find("text"))
            .map(words -> words.text(500))
            .orElse("This is a test. If you read it, this way works.");
    var fact =
        new Fact.Wanted(
            new Action.Tell(ActionKind.NOTIFY, text, how), Retry.NEVER, TaskRunner.VALID_USUAL, "");
    return loop.ask(fact, thing.id().value(), request.principal())
        .thenCompose(seq -> loop.query(house -> house.tasks().command(seq)))
        .thenApply(found -> {
          var json = CommandForm.of(found.orElseThrow(Problem::hidden));
          json.remove("final");
          return Answer.of(202, json);
        });
  }
}
