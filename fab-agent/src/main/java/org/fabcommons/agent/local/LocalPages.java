// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.job.Stop;
import org.fabcommons.agent.job.Waiting;

/** The pages for people, below {@code /}; they work before their script arrives. */
final class LocalPages {
    private static final int MAX_APP = 60;
    private static final int MOST_COPIES = 20;

    private final Shop shop;
    private final AppKeys keys;
    private final Door door;
    private final Optional<NewMachines> adding;
    private final MachineFrame frame;

    LocalPages(Shop shop, AppKeys keys, Door door, Optional<NewMachines> adding) {
        this.shop = shop;
        this.keys = keys;
        this.door = door;
        this.adding = adding;
        // In the order of the machine's menu.
        this.frame = new MachineFrame(
                shop,
                List.of(
                        new ControlPage(shop),
                        new ToolpathPage(shop),
                        new FromCalls(shop),
                        new RulesPage(shop),
                        new SafetyPage()));
    }

    /** What a machine's page answers to the API; empty where no page has that address. */
    Optional<Answer> api(LocalHandler.Request request, Shop.Bench bench) throws IOException {
        var page = page(request.path()[4], bench);
        return page.isEmpty() ? Optional.empty() : page.get().api(visit(request, bench, page.get(), 5));
    }

    private Optional<MachinePage> page(String segment, Shop.Bench bench) {
        return frame.pages().stream()
                .filter(page -> page.segment().equals(segment) && page.suits(bench))
                .findFirst();
    }

    private MachinePage.Visit visit(LocalHandler.Request request, Shop.Bench bench, MachinePage page, int from) {
        var below = Arrays.copyOfRange(request.path(), from, request.path().length);
        return new MachinePage.Visit(request, bench, below, frame, page.segment());
    }

    Answer answer(LocalHandler.Request request) throws IOException {
        var texts = request.texts();
        if (request.is("GET")) return Answer.html(200, new MachinesPage(shop, keys, texts, adding.isPresent()).whole());
        if (request.is("GET", "live"))
            return Answer.html(200, new MachinesPage(shop, keys, texts, adding.isPresent()).live());
        if (request.is("GET", "files")) return Answer.html(200, new FilesPage(shop, texts).whole());
        if (request.is("GET", "slicers"))
            return Answer.html(200, slicers(request, Optional.empty()).whole());
        if (request.is("GET", "sign-in") || request.is("POST", "sign-in")) return Answer.seeOther("/");
        if (request.is("POST", "sign-out")) {
            door.signOut(request.exchange().getRequestHeaders());
            return Answer.seeOther("/");
        }
        if (request.is("POST", "stop")) {
            shop.stopAll();
            return Answer.seeOther("/");
        }
        if (request.is("POST", "pair-again")) {
            shop.agent().pairAgain().run();
            return Answer.seeOther("/");
        }
        return switch (request.path()[0]) {
            case "add" -> adding.isEmpty() ? notFound(texts) : add(request, adding.get(), texts);
            case "files" -> files(request, texts);
            case "history" -> history(request, texts);
            case "slicers" -> slicers(request, texts);
            case "machines" -> machine(request, texts);
            case "notifications" ->
                new NotificationsPage(shop, adding.flatMap(NewMachines::channels), texts).answer(request);
            default -> notFound(texts);
        };
    }

    private Answer add(LocalHandler.Request request, NewMachines machines, Texts texts) throws IOException {
        boolean camera = request.path().length > 1 && request.path()[1].equals("camera");
        return camera
                ? new AddCameraPage(shop, machines.cameras(), texts).answer(request)
                : new AddMachinePage(shop, machines, texts).answer(request);
    }

    /** What somebody sees, and may do, who has not signed in. */
    Answer signIn(LocalHandler.Request request) throws IOException {
        var texts = request.texts();
        if (request.path().length > 0 && request.path()[0].equals("api"))
            return Answer.problem(401, "sign-in-needed", "Sign in on the agent's page first.");
        if (!request.is("POST", "sign-in"))
            return Answer.html(
                    request.is("GET") || request.is("GET", "sign-in") ? 200 : 401,
                    SignInPage.of(shop, texts, Optional.empty()));
        var given = request.form().getOrDefault("password", "");
        var answer = door.signIn(given, Tries.address(request.exchange()));
        var headers = request.exchange().getResponseHeaders();
        if (answer instanceof Door.Answer.In in) {
            headers.add("Set-Cookie", in.cookie());
            return Answer.seeOther("/");
        }
        if (answer instanceof Door.Answer.Wait wait) {
            long seconds = Math.max(1, wait.time().toSeconds() + 1);
            headers.set("Retry-After", Long.toString(seconds));
            return Answer.html(429, SignInPage.of(shop, texts, Optional.of(texts.of("signIn.wait", seconds))));
        }
        return Answer.html(401, SignInPage.of(shop, texts, Optional.of(texts.of("signIn.refused"))));
    }

    private Answer machine(LocalHandler.Request request, Texts texts) throws IOException {
        var bench = shop.bench(request.path().length > 1 ? request.path()[1] : "");
        if (bench.isEmpty()) return notFound(texts);
        if (request.is("GET", "machines", "*"))
            return Answer.html(200, new OneMachinePage(shop, keys, texts, frame, bench.get()).whole());
        if (request.is("GET", "machines", "*", "live"))
            return Answer.html(200, new OneMachinePage(shop, keys, texts, frame, bench.get()).live());
        var page = request.path().length < 3 ? Optional.<MachinePage>empty() : page(request.path()[2], bench.get());
        if (page.isPresent()) return page.get().answer(visit(request, bench.get(), page.get(), 3));
        if (request.is("POST", "machines", "*", "from", "abandon")) {
            shop.decided(request.form().getOrDefault("job", ""), Stop.Choice.ABANDONED, Optional.empty());
            return Answer.seeOther("/machines/" + bench.get().key());
        }
        if (request.path().length > 2 && request.path()[2].equals("from"))
            return sorry(404, texts, "from.not.no-take-up");
        if (request.is("POST", "machines", "*", "files")) return upload(request, bench.get(), texts);
        if (request.is("POST", "machines", "*", "put-back")) {
            shop.putBack(bench.get().key());
            return Answer.seeOther("/machines/" + bench.get().key());
        }
        if (request.is("POST", "machines", "*", "answer")) {
            var form = request.form();
            var choice = form.getOrDefault("choice", "");
            if (!choice.matches("[0-9]")) return notFound(texts);
            if (late(form, bench.get())) return sorry(409, texts, "question.answered");
            shop.answer(bench.get(), Integer.parseInt(choice), ControlPage.who(request));
            return Answer.seeOther("/machines/" + bench.get().key());
        }
        if (request.is("POST", "machines", "*", "in-service")) {
            shop.putIntoService(bench.get().key());
            return Answer.seeOther(from(request, bench.get()));
        }
        if (request.is("POST", "machines", "*", "clear")) {
            return shop.orders().sayClear(bench.get())
                    ? Answer.seeOther(from(request, bench.get()))
                    : sorry(409, texts, "slicers.attended");
        }
        if (request.path().length >= 4 && request.path()[2].equals("waiting")) {
            var waiting = shop.shelf().waiting(request.path()[3]).filter(one -> one.machine()
                    .equals(bench.get().key()));
            return waiting.isEmpty()
                    ? sorry(404, texts, "waiting.gone")
                    : waiting(request, bench.get(), waiting.get(), texts);
        }
        if (request.is("POST", "machines", "*", "*")) {
            if (late(request.form(), bench.get())) return sorry(409, texts, "question.answered");
            var done = LocalApi.wish(request.path()[2])
                    .filter(wish -> shop.ask(bench.get().key(), wish));
            return done.isPresent() ? Answer.seeOther(from(request, bench.get())) : notFound(texts);
        }
        return notFound(texts);
    }

    /** Whether the answer is to a question that is no longer asked. */
    private static boolean late(Map<String, String> form, Shop.Bench bench) {
        var asked = form.get("asked");
        return asked != null && !(bench.question().isPresent() && asked.equals(String.valueOf(bench.asked())));
    }

    /** The page of the machine's on which somebody pressed the button, else all machines. */
    private static String from(LocalHandler.Request request, Shop.Bench bench) {
        var own = Pattern.compile("[^?#]*(" + Pattern.quote("/machines/" + bench.key()) + "(?:/control)?)(?:[?#].*)?")
                .matcher(request.header("Referer"));
        return own.matches() ? own.group(1) : "/";
    }

    private Answer upload(LocalHandler.Request request, Shop.Bench bench, Texts texts) throws IOException {
        try {
            var form = MultipartForm.read(request.header("Content-Type"), request.upload(shop), shop::keep);
            if (form.file().isEmpty()) return sorry(422, texts, "upload.none");
            var file = shop.shelve(form.fileName().orElseThrow(), form.file().get());
            return Answer.seeOther(address(shop.shelf().await(bench.key(), file, Waiting.Source.PAGE)));
        } catch (FileCache.NotFetched e) {
            return e.reason().equals("disk-full")
                    ? sorry(507, texts, "upload.diskFull")
                    : sorry(413, texts, "reason." + e.reason());
        } catch (MultipartForm.Malformed e) {
            return sorry(422, texts, "upload.none");
        }
    }

    /** Where a waiting file is looked at. */
    static String address(Waiting waiting) {
        return "/machines/" + waiting.machine() + "/waiting/" + waiting.id();
    }

    private Answer waiting(LocalHandler.Request request, Shop.Bench bench, Waiting waiting, Texts texts)
            throws IOException {
        if (request.is("POST", "machines", "*", "waiting", "*", "remove")) {
            shop.takeOut(waiting);
            return Answer.seeOther("/machines/" + bench.key());
        }
        if (request.is("POST", "machines", "*", "waiting", "*", "copies")) {
            var copies = request.form().getOrDefault("copies", "");
            if (!copies.matches("[0-9]{1,2}") || Integer.parseInt(copies) > MOST_COPIES)
                return sorry(422, texts, "copies.wrong");
            for (int i = 0; i < Integer.parseInt(copies); i++) shop.oneMore(waiting);
            return Answer.seeOther("/machines/" + bench.key());
        }
        if (request.is("POST", "machines", "*", "waiting", "*", "up")) {
            shop.shelf().moveUp(waiting.id());
            return Answer.seeOther(from(request, bench));
        }
        if (request.is("POST", "machines", "*", "waiting", "*", "down")) {
            shop.shelf().moveDown(waiting.id());
            return Answer.seeOther(from(request, bench));
        }
        if (request.is("POST", "machines", "*", "waiting", "*", "try")) {
            if ("yes".equals(request.form().get("clear"))) new FromCalls(shop).trial(bench, waiting);
            return Answer.seeOther("/");
        }
        var checked = shop.check(waiting.sha256(), bench);
        if (checked.isEmpty()) return sorry(404, texts, "upload.gone");
        if (request.is("GET", "machines", "*", "waiting", "*"))
            return Answer.html(
                    200, new CheckPage(shop, texts, bench, waiting, checked.get(), Optional.empty()).whole());
        if (!request.is("POST", "machines", "*", "waiting", "*")) return notFound(texts);
        var form = request.form();
        boolean clear = "yes".equals(form.get("clear"));
        if (!clear || checked.get().refused() || !bench.free()) return Answer.seeOther(address(waiting));
        var word = Word.of(form);
        var wrong =
                shop.words().take(bench, waiting.sha256(), checked.get(), word).map(word::refused);
        if (wrong.isPresent())
            return Answer.html(422, new CheckPage(shop, texts, bench, waiting, checked.get(), wrong).whole());
        return shop.orders().start(waiting).isPresent() ? Answer.seeOther("/") : sorry(404, texts, "waiting.gone");
    }

    private Answer history(LocalHandler.Request request, Texts texts) throws IOException {
        var page = new HistoryPage(shop, texts);
        if (request.is("GET", "history")) return Answer.html(200, page.whole());
        var job = request.path().length > 1 ? shop.job(request.path()[1]) : Optional.<JobRecord>empty();
        if (job.isEmpty()) return notFound(texts);
        if (request.is("GET", "history", "*")) return Answer.html(200, page.one(job.get()));
        var sharing = new SharePart(shop, texts, job.get());
        if (request.is("GET", "history", "*", "share"))
            return Answer.html(200, sharing.live().toString());
        if (request.is("POST", "history", "*", "share"))
            return sharing.share(request.form())
                    ? Answer.seeOther("/history/" + job.get().order().job() + "#share")
                    : notFound(texts);
        if (!request.is("POST", "history", "*", "again")) return notFound(texts);
        var bench = shop.bench(request.form().getOrDefault("machine", ""));
        var order = job.get().order();
        if (bench.isEmpty()) return notFound(texts);
        if (shop.path(order.sha256()).isEmpty()) return sorry(404, texts, "upload.gone");
        var file = new Shelf.ShelvedFile(order.fileName(), order.sha256(), order.sizeBytes(), shop.now());
        return Answer.seeOther(address(shop.shelf().await(bench.get().key(), file, Waiting.Source.PAGE)));
    }

    private Answer files(LocalHandler.Request request, Texts texts) throws IOException {
        if (request.is("GET", "files", "picture", "*") && request.path()[2].matches("[0-9a-f]{64}")) {
            var picture = shop.head(request.path()[2]).picture();
            return picture.isEmpty() ? notFound(texts) : new Answer(200, "image/png", picture.get(), Optional.empty());
        }
        if (!request.method().equals("POST") || request.path().length != 2) return notFound(texts);
        var form = request.form();
        var file = shop.shelf().file(form.getOrDefault("name", ""));
        if (file.isEmpty()) return sorry(404, texts, "upload.gone");
        switch (request.path()[1]) {
            case "remove" -> {
                shop.shelf().removeFile(file.get().name());
                return Answer.seeOther("/files");
            }
            case "queue" -> {
                var bench = shop.bench(form.getOrDefault("machine", ""));
                if (bench.isEmpty()) return notFound(texts);
                return Answer.seeOther(address(shop.shelf().await(bench.get().key(), file.get(), Waiting.Source.PAGE)));
            }
            default -> {
                return notFound(texts);
            }
        }
    }

    private SlicersPage slicers(LocalHandler.Request request, Optional<String> newKey) {
        return new SlicersPage(shop, request.texts(), "http://" + request.header("Host"), newKey);
    }

    private Answer slicers(LocalHandler.Request request, Texts texts) throws IOException {
        if (request.is("POST", "slicers", "keys")) {
            var form = request.form();
            var app = form.getOrDefault("app", "").replaceAll("\\p{Cntrl}", "").strip();
            if (app.isEmpty() || app.length() > MAX_APP) return sorry(422, texts, "slicers.nameNeeded");
            var machine = Optional.of(form.getOrDefault("machine", "")).filter(key -> !key.isEmpty());
            if (machine.isPresent() && machine.flatMap(shop::bench).isEmpty()) return notFound(texts);
            // Shown once and kept as a hash, so there is no address to come back to.
            return Answer.html(
                    200,
                    slicers(request, Optional.of(shop.shelf().programs().make(app, machine)))
                            .whole());
        }
        if (request.is("POST", "slicers", "keys", "*", "forget")) {
            shop.shelf().programs().forget(request.path()[2]);
            return Answer.seeOther("/slicers");
        }
        if (request.is("POST", "slicers", "wishes", "*", "allow"))
            return keys.allow(request.path()[2]) ? Answer.seeOther("/") : sorry(404, texts, "slicers.wishGone");
        if (request.is("POST", "slicers", "wishes", "*", "refuse")) {
            keys.refuse(request.path()[2]);
            return Answer.seeOther("/");
        }
        return notFound(texts);
    }

    private Answer notFound(Texts texts) {
        return sorry(404, texts, "page.nothing");
    }

    /** A page that says what did not work, and leads back. */
    Answer sorry(int status, Texts texts, String key) {
        return sorry(shop, status, texts, key);
    }

    /** A page that says what did not work, and leads back. */
    static Answer sorry(Shop shop, int status, Texts texts, String key) {
        return Answer.html(
                status,
                Frame.around(
                        shop,
                        texts,
                        texts.of("page.sorry"),
                        new Html()
                                .add(
                                        "<h1>%s</h1><p>%s</p><p><a href=\"/\">%s</a></p>",
                                        texts.of("page.sorry"), texts.of(key), texts.of("page.back"))));
    }

    /** The lower-case word of an enum's value, as the texts name it. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
