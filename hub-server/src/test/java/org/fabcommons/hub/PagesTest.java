// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.fabcommons.hub.mesh.Meshes;
import org.fabcommons.hub.web.Page;
import org.fabcommons.link.Curve;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.LocalJob;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Finding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in a real browser: small and wide, light and dark, English and French, by keyboard, and for all people. */
class PagesTest {
    /** Each address pattern that shows a page, with the addresses to look at. A page without one fails a test. */
    private static final Map<String, List<String>> LOOKED_AT = new TreeMap<>(Map.ofEntries(
            Map.entry("/", List.of("/")),
            Map.entry(
                    "/designs",
                    List.of("/designs", "/designs?q=lamp&tag=desk", "/designs?q=nothing+like+it", "/designs?q=lanp")),
            Map.entry("/sign-in", List.of("/sign-in")),
            Map.entry("/sign-up", List.of("/sign-up")),
            Map.entry("/account", List.of("/account")),
            Map.entry("/account/searches", List.of("/account/searches")),
            Map.entry("/people/{}", List.of("/people/lin", "/people/sam")),
            Map.entry("/publish", List.of("/publish")),
            Map.entry("/imports", List.of("/imports")),
            Map.entry("/imports/{}", List.of("/imports/IMPORT", "/imports/BROKEN", "/imports/FOLDER")),
            Map.entry("/groups", List.of("/groups")),
            Map.entry("/account/permissions", List.of("/account/permissions")),
            Map.entry("/@{}/{}/permission", List.of("/@sam/lamp-of-sam/permission")),
            Map.entry("/@{}/{}/attribution", List.of("/@sam/lamp-of-sam/attribution")),
            Map.entry("/@{}/{}/manifest", List.of("/@lin/lamp/manifest")),
            Map.entry("/@{}/{}/manifest/edit", List.of("/@lin/lamp/manifest/edit", "/@lin/lamp/manifest/edit?as=text")),
            Map.entry("/@{}/{}/parts", List.of("/@lin/lamp/parts", "/@lin/again/parts")),
            Map.entry("/@{}/{}/parts/edit", List.of("/@lin/lamp/parts/edit")),
            Map.entry("/@{}/{}/assembly", List.of("/@lin/lamp/assembly", "/@lin/again/assembly")),
            Map.entry("/@{}/{}/assembly/edit", List.of("/@lin/lamp/assembly/edit")),
            Map.entry("/@{}/{}/assembly/edit/step", List.of("/@lin/lamp/assembly/edit/step")),
            Map.entry("/@{}/{}/releases", List.of("/@lin/lamp/releases", "/@sam/lamp-of-sam/releases")),
            Map.entry("/@{}/{}/releases/new", List.of("/@lin/lamp/releases/new")),
            Map.entry("/@{}/{}/releases/{}", List.of("/@lin/lamp/releases/v1.0")),
            Map.entry("/@{}", List.of("/@menders")),
            Map.entry("/@{}/{}/settings", List.of("/@lin/lamp/settings", "/@lin/regretted/settings")),
            Map.entry("/@{}/{}", List.of("/@lin/lamp", "/@sam/lamp-of-sam")),
            Map.entry("/@{}/{}/edit", List.of("/@lin/lamp/edit")),
            Map.entry("/@{}/{}/revisions", List.of("/@lin/lamp/revisions")),
            Map.entry("/@{}/{}/revisions/{}", List.of("/@sam/lamp-of-sam/revisions/head")),
            Map.entry("/@{}/{}/customise", List.of("/@lin/lamp/customise")),
            Map.entry("/@{}/{}/variants/{}", List.of("/@lin/lamp/variants/VARIANT")),
            Map.entry("/@{}/{}/remix", List.of("/@lin/lamp/remix")),
            Map.entry("/@{}/{}/derivations", List.of("/@lin/lamp/derivations")),
            Map.entry("/@{}/{}/derivations/{}", List.of("/@lin/lamp/derivations/remixes")),
            Map.entry("/@{}/{}/changes", List.of("/@sam/lamp-of-sam/changes", "/@lin/again/changes")),
            Map.entry("/@{}/{}/ancestors", List.of("/@lin/again/ancestors")),
            Map.entry("/@{}/{}/credit", List.of("/@lin/again/credit")),
            Map.entry("/@{}/{}/take-over", List.of("/@lin/again/take-over")),
            Map.entry("/@{}/{}/make", List.of("/@lin/lamp/make")),
            Map.entry("/labs", List.of("/labs")),
            Map.entry("/labs/{}", List.of("/labs/canal")),
            Map.entry("/pair", List.of("/pair", "/pair?code=CODE")),
            Map.entry("/machines", List.of("/machines")),
            Map.entry("/machines/{}", List.of("/machines/PRINTER")),
            Map.entry("/shared/{}", List.of("/shared/SHARED", "/shared/SHARED?design=lin/lamp")),
            Map.entry("/jobs", List.of("/jobs")),
            Map.entry(
                    "/jobs/{}",
                    List.of("/jobs/RUNNING", "/jobs/QUEUED", "/jobs/ASKED", "/jobs/FINISHED", "/jobs/FAILED"))));
    /** What the names in capitals above are this time. */
    private static final Map<String, String> NAMES = new TreeMap<>();

    private static final String GCODE =
            "G28\nG90\nM82\nM104 S200\nM109 S200\nG92 E0\nG1 X10 Y10 Z0.2 F3000\nG1 X60 Y10 E2 F1500\nM104 S0\n";

    private static Hub hub;
    private static Browser browser;
    private static final Map<Look, Browser.Window> windows = new EnumMap<>(Look.class);

    @BeforeAll
    static void start(@TempDir java.nio.file.Path data) throws IOException {
        hub = Hub.start(data);
        furnish();
        browser = Browser.open(hub);
        for (var look : Look.values())
            windows.put(
                    look, browser.window(look.width, look.scheme, look.language).signIn("lin"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        hub.close();
    }

    /** Something of everything, so that pages have something to show. */
    private static void furnish() throws IOException {
        var lin = hub.as("lin");
        var sam = hub.as("sam");
        lin.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        "lamp",
                        "title",
                        "Lamp with a very very long title that has to wrap somewhere",
                        "summary",
                        "A desk lamp.",
                        "licence",
                        "CERN-OHL-S-2.0",
                        "tags",
                        List.of("light", "desk")));
        lin.post("/api/v1/saved-searches", Map.of("name", "Lamps", "query", "q=lamp&tag=desk"));
        lin.publish(
                "lin/lamp",
                "First light",
                Map.of(
                        "README.md",
                        "# Lamp\n\nIt gives *light*.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "a-part-with-a-long-name-that-does-not-fit-a-phone-at-all.stl",
                        Meshes.tetrahedron(),
                        "lamp.scad",
                        "/* [Size] */\n// How wide\nwide = 9; // [1:20]\nlid = true;\nkind = \"a\"; // [a, b]\ncube(wide);\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "toolpaths/lamp.gcode",
                        GCODE.getBytes(StandardCharsets.UTF_8),
                        "bom.csv",
                        "name,quantity,unit,cost,currency,link\nA screw with a very long name that has to wrap,4,,0.05,EUR,https://example.org/a\nWire,0.5,m,2,EUR,\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "docs/assembly/1-wire.md",
                        "# Wire it\n\nTools: pliers; a-tool-with-a-very-long-name-that-does-not-fit\n\nParts: 4 × Wire\n\nGently.\n\n## Mind\n\n- the heat\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "docs/assembly/2-close.md",
                        "# Close it\n\nTurn.\n".getBytes(StandardCharsets.UTF_8)));
        Needs.program("openscad", "openscad");
        var variant = lin.post(
                        "/api/v1/designs/lin/lamp/variants", Map.of("file", "lamp.scad", "values", Map.of("wide", "7")))
                .json()
                .path("id")
                .asText();
        NAMES.put("VARIANT", variant);
        await().atMost(java.time.Duration.ofSeconds(150))
                .until(() -> lin.get("/api/v1/designs/lin/lamp/variants/" + variant)
                        .json()
                        .path("state")
                        .asText()
                        .equals("ready"));
        sam.post("/api/v1/designs/lin/lamp/remixes", Map.of("name", "lamp-of-sam", "note", "Smaller"));
        lin.post(
                "/api/v1/groups",
                Map.of("handle", "menders", "displayName", "The Menders", "about", "We mend things, together."));
        lin.put("/api/v1/groups/menders/members/sam", Map.of("role", "contributor"));
        for (var name : List.of("regretted", "offered")) {
            var owner = name.equals("regretted") ? lin : sam;
            owner.post(
                    "/api/v1/designs",
                    Map.of("name", name, "title", "A " + name + " one", "summary", "s", "licence", "CC-BY-4.0"));
        }
        lin.delete("/api/v1/designs/lin/regretted");
        lin.post(
                "/api/v1/designs/lin/lamp/releases",
                Map.of("name", "v1.0", "title", "It can be made", "notes", "# New\n\n- It gives *light*"));
        sam.post("/api/v1/designs/sam/offered/transfer", Map.of("to", "lin"));

        NAMES.put("IMPORT", imported(lin, "readme.zip", Map.of("lamp/README.md", "# Sent\n\nAs an archive.")));
        var folder = new org.fabcommons.hub.importing.Importer(lin)
                .folder(Map.of("stool/leg.stl", "solid leg".getBytes(StandardCharsets.UTF_8)));
        NAMES.put("FOLDER", folder.path("id").asText());
        NAMES.put("BROKEN", imported(lin, "broken.zip", Map.of("../README.md", "Hostile")));

        // Two that went apart, in a text and in a model.
        lin.post(
                "/api/v1/designs/sam/lamp-of-sam/remixes",
                Map.of("name", "again", "title", "Third", "summary", "Other", "tags", List.of("other")));
        lin.publish("lin/again", "Mine", Map.of("README.md", "# Mine\n".getBytes(StandardCharsets.UTF_8)));
        sam.publish("sam/lamp-of-sam", "Theirs", Map.of("README.md", "# Theirs\n".getBytes(StandardCharsets.UTF_8)));

        lin.post("/api/v1/labs", Map.of("handle", "canal", "name", "Atelier du Canal", "openTo", "anyone"));
        lin.raw(
                "PUT",
                "/api/v1/labs/canal/members/sam",
                "application/json",
                "{\"role\":\"member\"}".getBytes(StandardCharsets.UTF_8));
        var agent = FabAgent.pair(hub, lin, "canal", "bench")
                .hello(
                        new Message.Machine("printer", "Printer on the left", "marlin", true),
                        new Message.Machine("mill", "Mill", "grbl", true));
        for (var machine : lin.get("/api/v1/machines").json().path("items"))
            if (machine.path("key").asText().equals("printer"))
                NAMES.put("PRINTER", machine.path("id").asText());
        NAMES.put("CODE", FabAgent.start(hub, "workshop").path("user_code").asText());
        works(lin, agent, "FINISHED", JobState.FINISHED);
        works(lin, agent, "FAILED", JobState.FAILED);
        asked(lin, agent);
        works(lin, agent, "RUNNING", JobState.RUNNING);
        NAMES.put("SHARED", shared(agent));
        NAMES.put("QUEUED", ask(sam));
        tells(agent, Telemetry.State.RUNNING, Optional.of(NAMES.get("RUNNING")));
    }

    /** A job that the agent ran alone, and that waits for somebody to say what becomes public. */
    private static String shared(FabAgent agent) throws IOException {
        var bytes = GCODE.getBytes(StandardCharsets.UTF_8);
        var sha256 = sha256(bytes);
        var job = new LocalJob(
                "alone",
                "printer",
                "a-file-with-a-very-long-name-that-does-not-fit-a-telephone.gcode",
                sha256,
                bytes.length,
                JobState.FINISHED,
                true,
                1_790_000_000_000L,
                1_790_000_600_000L,
                Optional.empty(),
                Optional.empty(),
                Message.Progress.NONE,
                Optional.empty(),
                Optional.empty());
        var id = agent.client()
                .post("/agent/v1/shared-jobs", (Object) LinkJson.mapper().valueToTree(job))
                .json()
                .path("id")
                .asText();
        agent.client().raw("PUT", "/agent/v1/shared-jobs/" + id + "/file", "application/octet-stream", bytes);
        var picture = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(64, 48, 5), "jpeg", picture);
        for (var moment : List.of("start", "end"))
            agent.client()
                    .raw(
                            "POST",
                            "/agent/v1/shared-jobs/" + id + "/pictures?moment=" + moment + "&at=17900000"
                                    + moment.length() + "00000",
                            "image/jpeg",
                            picture.toByteArray());
        return id;
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String imported(Hub.Client who, String name, Map<String, String> files) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new java.util.zip.ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        var body = new java.io.ByteArrayOutputStream();
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes.toByteArray());
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        var begun = who.raw(
                "POST",
                "/imports",
                "multipart/form-data; boundary=b",
                body.toByteArray(),
                "Accept",
                "application/json");
        var id = begun.json().path("url").asText().replaceAll(".*/", "");
        await().atMost(java.time.Duration.ofSeconds(60)).until(() -> who.get("/api/v1/imports/" + id)
                .json()
                .path("state")
                .asText()
                .matches("ready|failed"));
        return id;
    }

    private static void tells(FabAgent agent, Telemetry.State state, Optional<String> job) {
        agent.telemetry(new Telemetry.Machine(
                "printer",
                state,
                Optional.empty(),
                Map.of("T0", new Telemetry.Temperature(201, 200), "B", new Telemetry.Temperature(59.5, 60)),
                Map.of("X", 1.0, "Y", 2.0, "Z", 3.0),
                job,
                job.map(running -> new Message.Progress(4, 9, 0.4, Optional.of(600L)))));
    }

    private static String ask(Hub.Client who) {
        var answer = who.post(
                "/api/v1/jobs",
                Map.of(
                        "machine",
                        NAMES.get("PRINTER"),
                        "design",
                        "lin/lamp",
                        "revision",
                        "head",
                        "path",
                        "toolpaths/lamp.gcode"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    /** A job that comes as far as this. */
    private static void works(Hub.Client lin, FabAgent agent, String name, JobState end) {
        tells(agent, Telemetry.State.IDLE, Optional.empty());
        var job = ask(lin);
        NAMES.put(name, job);
        var confirmed = lin.post("/api/v1/jobs/" + job + "/confirm", Map.of());
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        int seq = 0;
        for (var state : new LinkedHashSet<>(List.of(JobState.ACCEPTED, JobState.RUNNING, end)))
            agent.tell(agent.moved(job, 1, ++seq, state, Message.Progress.NONE, Optional.empty(), Optional.empty())
                    .with(CURVE));
    }

    private static final Curve CURVE = new Curve(IntStream.rangeClosed(0, 60)
            .mapToObj(i -> new Curve.Moment(
                    i * 90L,
                    i / 60.0,
                    Map.of(
                            "T0",
                            new Telemetry.Temperature(Math.min(205, 21 + i * 30), 205),
                            "B",
                            new Telemetry.Temperature(Math.min(60, 21 + i * 4), i > 57 ? 0 : 60))))
            .toList());

    /** A job that came back with what the lab's policy asks about. */
    private static void asked(Hub.Client lin, FabAgent agent) {
        tells(agent, Telemetry.State.IDLE, Optional.empty());
        var job = ask(lin);
        NAMES.put("ASKED", job);
        lin.post("/api/v1/jobs/" + job + "/confirm", Map.of());
        agent.tell(new Message.JobMoved(
                "asked",
                job,
                1,
                1,
                JobState.QUEUED,
                1_790_000_000_000L,
                Optional.of("policy-asks"),
                Optional.empty(),
                Message.Progress.NONE,
                Optional.empty(),
                Optional.of(new Message.Asked(
                        List.of(
                                new Finding(Finding.Severity.ASK, "policy-ask", 12, List.of("M600")),
                                new Finding(Finding.Severity.ASK, "policy-admin", 140, List.of("M900"))),
                        Set.of("M600", "M900"),
                        true,
                        List.of("lin")))));
    }

    /** How people look: a phone by day in English, a desk at night in French. */
    private enum Look {
        PHONE(390, ColorScheme.LIGHT, "en"),
        DESK(1280, ColorScheme.DARK, "fr");

        private final int width;
        private final ColorScheme scheme;
        private final String language;

        Look(int width, ColorScheme scheme, String language) {
            this.width = width;
            this.scheme = scheme;
            this.language = language;
        }
    }

    static Stream<String> paths() {
        return Stream.concat(LOOKED_AT.values().stream().flatMap(List::stream), Stream.of("/nowhere"));
    }

    private static String named(String path) {
        for (var name : NAMES.entrySet())
            if (path.matches(".*[/=]" + name.getKey() + "(\\?.*)?"))
                return path.replace(name.getKey(), name.getValue());
        return path;
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPageServesEverybody(String path) {
        var all = new SoftAssertions();
        for (var look : Look.values()) {
            var window = windows.get(look);
            int status = window.go(named(path));
            var page = window.page();
            var where = path + " " + look;
            if (path.equals("/nowhere")) all.assertThat(status).isEqualTo(404);
            else all.assertThat(status).as(where).isEqualTo(200);
            all.assertThat(page.locator("html").getAttribute("lang")).as(where).isEqualTo(look.language);
            all.assertThat(page.locator("h1").count()).as(where).isEqualTo(1);
            all.assertThat(page.title()).as(where).endsWith("FabCommons").hasSizeGreaterThan(13);
            all.assertThat(window.overhang())
                    .as("%s: wider than the window by", where)
                    .isZero();
            all.assertThat(window.barriers()).as(where).isEmpty();
            all.assertThat(window.complaints())
                    .as(where)
                    .allMatch(complaint -> status == 404 && complaint.contains("404"));
        }
        all.assertAll();
    }

    @Test
    void noPageIsForgotten() {
        var pages = new TreeSet<String>();
        for (var type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.fabcommons.hub"))
            for (var method : type.getMethods())
                if (method.isAnnotatedWith(GET.class)
                        && method.getRawReturnType().isEquivalentTo(Page.class)) pages.add(address(method));
        assertThat(LOOKED_AT.keySet()).containsAll(pages);
    }

    private static String address(JavaMethod method) {
        var above = method.getOwner()
                .tryGetAnnotationOfType(Path.class)
                .map(Path::value)
                .orElse("");
        var below = method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        var whole = ("/" + above + "/" + below).replaceAll("/+", "/");
        var plain = whole.replaceAll("\\{[^{}]*(\\{[^{}]*\\}[^{}]*)*\\}", "{}");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    @Test
    void theFirstStopOfTheKeyboardSkipsToTheContent() {
        try (var window = browser.window()) {
            window.go("/");
            var page = window.page();
            page.keyboard().press("Tab");
            assertThat(page.evaluate("() => document.activeElement.className")).isEqualTo("skip");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("main");
        }
    }

    @Test
    void somebodySignsInByKeyboardAlone() {
        try (var window = browser.window()) {
            window.go("/sign-in?next=/account");
            var page = window.page();
            page.focus("#name");
            page.keyboard().type("lin");
            page.keyboard().press("Tab");
            page.keyboard().type(Hub.PASSWORD);
            page.keyboard().press("Enter");
            // The address before has /account in its query.
            page.waitForURL(url -> url.endsWith("/account") && !url.contains("?"));
            assertThat(page.locator("h1").textContent()).contains("lin");
        }
    }

    @Test
    void languageAndThemeStayAsChosen() {
        try (var window = browser.window(390, ColorScheme.LIGHT, "en")) {
            window.go("/designs?q=lamp");
            var page = window.page();
            page.selectOption("footer select[name=lang]", "fr");
            page.selectOption("footer select[name=theme]", "dark");
            page.click("footer button");
            assertThat(page.url()).endsWith("/designs?q=lamp");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("fr");
            assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("dark");
            window.go("/");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("fr");
        }
    }

    @Test
    void aDesignIsFoundByItsWordsAndTags() {
        try (var window = browser.window()) {
            window.go("/");
            var page = window.page();
            page.click("text=Browse designs");
            page.fill("#q", "LÂMP");
            page.keyboard().press("Enter");
            page.waitForURL("**/designs?q=**");
            assertThat(page.locator(".cards li").count()).isEqualTo(2);
            page.click(".filters >> text=desk");
            assertThat(page.url()).contains("tag=desk");
            assertThat(page.locator(".cards li").count()).isEqualTo(2);
        }
    }

    @Test
    void nothingIsWrittenIntoATemplateThatBelongsIntoTheTexts() throws IOException {
        var word = Pattern.compile(">\\s*([A-Z][a-z]+(?: [a-z]+)+)");
        try (var files = java.nio.file.Files.walk(java.nio.file.Path.of("src/main/resources/org/fabcommons"))) {
            for (var file :
                    files.filter(name -> name.toString().endsWith(".ftl")).toList()) {
                var text = java.nio.file.Files.readString(file).replaceAll("(?s)<#--.*?-->", "");
                var found = word.matcher(text);
                assertThat(found.find() ? found.group(1) : "")
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }
}
