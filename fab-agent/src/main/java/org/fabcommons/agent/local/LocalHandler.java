// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.fabcommons.agent.job.DiskFull;
import org.fabcommons.agent.job.FileCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its answer; keeps strangers out and faults in. */
final class LocalHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LocalHandler.class);
    private static final int MAX_FORM = 64 << 10;
    /** What may be asked of the assets, beside this class, by how its name ends. */
    private static final Map<String, String> ASSETS = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json");

    private static final Pattern ASSET = Pattern.compile("[a-z0-9-]{1,40}\\.(css|js|svg|json)");

    private final Door door;
    private final Shop shop;
    private final LocalApi api;
    private final LocalPages pages;
    private final SlicerCalls slicers;
    private final CameraPass pass;
    private final CameraCalls cameras;
    private final Viewers viewers;
    private final Events events;
    private final RequestThreads threads;

    LocalHandler(
            Door door,
            Shop shop,
            Viewers viewers,
            Events events,
            Optional<NewMachines> adding,
            RequestThreads threads) {
        this.threads = threads;
        this.door = door;
        this.shop = shop;
        this.viewers = viewers;
        this.cameras = new CameraCalls(shop, adding.map(NewMachines::cameras));
        this.events = events;
        var keys = new AppKeys(shop.shelf(), shop.steady());
        this.pages = new LocalPages(shop, keys, door, adding);
        this.api = new LocalApi(shop, pages);
        this.pass = new CameraPass(shop.shelf().programs());
        this.slicers = new SlicerCalls(shop, keys, pass);
    }

    /** Once a second: tells those who listen. */
    void look() {
        if (events.heard()) events.tell(AgentState.of(shop));
    }

    /**
     * A request, read so far.
     *
     * @param path its segments
     * @param trusted whether it needs no key
     */
    record Request(
            String method,
            String[] path,
            Map<String, String> query,
            Texts texts,
            boolean trusted,
            HttpExchange exchange) {
        boolean is(String wanted, String... segments) {
            if (!method.equals(wanted) || path.length != segments.length) return false;
            for (int i = 0; i < path.length; i++)
                if (!segments[i].equals("*") && !segments[i].equals(path[i])) return false;
            return true;
        }

        String header(String name) {
            return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .orElse("");
        }

        /**
         * The file that it brings, alone or in a form.
         *
         * @throws FileCache.NotFetched when it is too large for this shop, or there is no room
         */
        InputStream upload(Shop shop) throws FileCache.NotFetched {
            return Upload.of(exchange, Shop.MAX_FILE, shop.freeBytes());
        }

        /** The fields of a plain form. */
        Map<String, String> form() throws IOException {
            var body = exchange.getRequestBody().readNBytes(MAX_FORM);
            return fields(new String(body, StandardCharsets.UTF_8));
        }
    }

    /** What came could not be read; the message says why. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            threads.greeted();
            Upload.readSmall(exchange);
            threads.served();
            var answer = answer(exchange);
            // Whoever listens or looks keeps the exchange.
            if (answer.isEmpty()) return;
            if (answer.get().live().isPresent()) {
                var camera = answer.get().live().get();
                viewers.follow(
                        exchange,
                        camera,
                        () -> mayLook(exchange, camera.settings().key()));
                return;
            }
            threads.answered();
            try (exchange) {
                send(exchange, answer.get());
                if (answer.get().status() == 413 || answer.get().status() == 507) Upload.hearOut(exchange);
            }
        } catch (IOException e) {
            LOG.debug("a visitor went away", e);
            threads.answered();
            exchange.close();
        } catch (RuntimeException e) {
            threads.answered();
            exchange.close();
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        }
    }

    private boolean mayLook(HttpExchange exchange, String camera) {
        var query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return door.trusts(exchange.getRequestHeaders())
                || pass.opens(camera, fields(query).getOrDefault("pass", ""));
    }

    private Optional<Answer> answer(HttpExchange exchange) throws IOException {
        var method = exchange.getRequestMethod();
        boolean changes = !method.equals("GET") && !method.equals("HEAD");
        if (!door.opens(exchange.getRequestHeaders(), changes))
            return Optional.of(Answer.problem(403, "not-from-here", "This agent answers only to pages of its own."));
        try {
            var request = request(exchange, method);
            if (request.trusted() && request.is("GET", "api", "v1", "events"))
                return events.take(exchange, AgentState.of(shop))
                        ? Optional.empty()
                        : Optional.of(Answer.problem(503, "too-many", "Too many pages listen at once."));
            return Optional.of(answer(request));
        } catch (Unreadable e) {
            return Optional.of(Answer.problem(400, "malformed", e.getMessage()));
        } catch (DiskFull e) {
            LOG.error("{} {} has no room", method, exchange.getRequestURI(), e);
            return Optional.of(Answer.problem(
                    507,
                    "disk-full",
                    "The agent's disk is full, so nothing was begun. Make room there, then try again."));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", method, exchange.getRequestURI(), e);
            return Optional.of(Answer.problem(500, "ours", "Something failed here; the agent's log says what."));
        }
    }

    private Request request(HttpExchange exchange, String method) {
        var path = exchange.getRequestURI().getPath();
        var segments = path.equals("/") ? new String[0] : path.substring(1).split("/", -1);
        var query = fields(letters(
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("")));
        return new Request(
                method.equals("HEAD") ? "GET" : method,
                segments,
                query,
                texts(exchange, query),
                door.trusts(exchange.getRequestHeaders()),
                exchange);
    }

    /** However many send files, and however slowly, there is somebody left to hear that a machine is to stop. */
    private static final int MOST_BRING = 40;

    private final Semaphore bringing = new Semaphore(MOST_BRING);

    private Answer answer(Request request) throws IOException {
        var segments = request.path();
        if (request.is("GET", "assets", "*") || request.is("GET", "api", "openapi.json")) return asset(segments[1]);
        if (Upload.tooLarge(request.exchange(), Shop.MAX_FILE)) return tooLarge(request);
        if (!Upload.brings(request.exchange())) return answerNow(request);
        if (!bringing.tryAcquire())
            return Answer.problem(503, "too-many", "Too many files are being brought at once; try again in a moment.");
        try {
            return answerNow(request);
        } finally {
            bringing.release();
        }
    }

    private Answer answerNow(Request request) throws IOException {
        var segments = request.path();
        if (SlicerCalls.meant(segments)) return slicers.answer(request);
        if (!request.trusted() && !pass.opens(request)) return pages.signIn(request);
        if (CameraCalls.meant(segments)) return cameras.answer(request);
        return segments.length > 0 && segments[0].equals("api") ? api.answer(request) : pages.answer(request);
    }

    private Answer tooLarge(Request request) {
        var detail = "The file is larger than " + Shop.MAX_FILE / 1_000_000_000 + " GB; nothing was kept.";
        if (SlicerCalls.meant(request.path())) return SlicerCalls.refused(request, 413, detail);
        boolean page = request.path().length == 0 || !request.path()[0].equals("api");
        return page && request.trusted()
                ? pages.sorry(413, request.texts(), "reason.too-large")
                : Answer.problem(413, "too-large", detail);
    }

    private static Texts texts(HttpExchange exchange, Map<String, String> query) {
        var headers = exchange.getRequestHeaders();
        if (query.containsKey("lang")) {
            var chosen = new Texts(Locale.forLanguageTag(query.get("lang")));
            exchange.getResponseHeaders()
                    .add(
                            "Set-Cookie",
                            "fab-lang=" + chosen.locale().getLanguage()
                                    + "; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly");
            return chosen;
        }
        var cookie = Optional.ofNullable(headers.getFirst("Cookie")).orElse("");
        if (cookie.contains("fab-lang=fr")) return new Texts(Locale.FRENCH);
        if (cookie.contains("fab-lang=en")) return new Texts(Locale.ENGLISH);
        var accepted = Optional.ofNullable(headers.getFirst("Accept-Language")).orElse("");
        try {
            var best = Locale.lookup(
                    Locale.LanguageRange.parse(accepted.isBlank() ? "en" : accepted),
                    List.of(Locale.ENGLISH, Locale.FRENCH));
            return new Texts(best == null ? Locale.ENGLISH : best);
        } catch (IllegalArgumentException malformed) {
            return new Texts(Locale.ENGLISH);
        }
    }

    private static Answer asset(String name) throws IOException {
        var known = ASSET.matcher(name);
        if (!known.matches()) return Answer.problem(404, "not-found", "There is nothing here.");
        try (var in = LocalHandler.class.getResourceAsStream(name)) {
            if (in == null) return Answer.problem(404, "not-found", "There is nothing here.");
            return new Answer(200, ASSETS.get(known.group(1)), in.readAllBytes(), Optional.empty());
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        harden(headers);
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self';"
                        + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        answer.location().ifPresent(where -> headers.set("Location", where));
        boolean bodiless =
                answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
        if (!bodiless) exchange.getResponseBody().write(answer.body());
    }

    static void harden(Headers headers) {
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        // Not no-referrer: that would make the Origin of our own forms "null".
        headers.set("Referrer-Policy", "same-origin");
    }

    /** Programs that leave letters as they are send UTF-8, and the server takes each byte of it for a letter. */
    private static String letters(String query) {
        return new String(query.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (var field : encoded.split("&")) {
            int equals = field.indexOf('=');
            if (equals <= 0) continue;
            try {
                fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
            } catch (IllegalArgumentException malformed) {
                LOG.debug("a field was malformed", malformed);
            }
        }
        return fields;
    }

    private static String decoded(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
