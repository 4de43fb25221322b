// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Fills a hub with people, a lab and the starter designs; what is already there is left as it is. */
final class Starter {
    static final String LAB = "demo-lab";
    private static final String PASSWORD = "fabcommons-demo";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> PEOPLE = Map.of("ada", "Ada", "lin", "Lin", "sam", "Sam");

    private final URI hub;
    private final Path tokens;
    private final Path library;
    private final Map<String, HubClient> people = new LinkedHashMap<>();

    Starter(URI hub, Path data, Path library) {
        this.hub = hub;
        this.tokens = data.resolve("tokens.properties");
        this.library = library;
    }

    /** Signs up who is missing; tokens are kept beside the data, so that a second start needs no new ones. */
    void people() throws IOException, InterruptedException {
        var kept = new Properties();
        if (Files.exists(tokens))
            try (var in = Files.newBufferedReader(tokens)) {
                kept.load(in);
            }
        for (var handle : List.of("ada", "lin", "sam")) {
            var anonymous = HubClient.anonymous(hub);
            var known = anonymous.with(kept.getProperty(handle, ""));
            if (kept.containsKey(handle) && known.get("/api/v1/machines").ok()) {
                people.put(handle, known);
                continue;
            }
            var person = anonymous.signUp(handle, PEOPLE.get(handle), handle + "@example.org", PASSWORD);
            kept.setProperty(handle, person.token());
            people.put(handle, person);
        }
        if (!Files.exists(tokens))
            Files.createFile(
                    tokens, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newBufferedWriter(tokens)) {
            kept.store(out, "Tokens of the demo's people");
        }
    }

    /** The lab that anyone may ask, run by lin. */
    void lab() throws IOException, InterruptedException {
        var lin = people.get("lin");
        if (lin.get("/api/v1/labs/" + LAB).ok()) return;
        lin.expect(lin.post("/api/v1/labs", Map.of("handle", LAB, "name", "Demo Lab", "openTo", "anyone")));
    }

    /** Publishes the designs that are not there yet, each by its owner. */
    void designs() throws IOException, InterruptedException {
        var designs = StarterDesign.all(library);
        int number = 0;
        for (var entry : designs.entrySet()) {
            number++;
            var design = entry.getValue();
            var person = people.get(design.owner());
            if (person == null) throw new IOException(design.path() + ": the owner is none of " + people.keySet());
            var path = "/api/v1/designs/" + design.path();
            if (!person.get(path).ok()) create(design, person);
            var message = "First publication of " + design.title();
            if (published(person, path, message)) continue;
            Demo.say("Publishing the starter designs " + number + "/" + designs.size() + ": " + design.title());
            person.expect(person.publish(
                    path + "/revisions", message, files(entry.getKey(), design), left(design, designs.values())));
        }
    }

    /** What a remix got from its ancestor and does not keep. */
    private static List<String> left(StarterDesign design, Collection<StarterDesign> library) {
        return library.stream()
                .filter(other -> design.remixes().equals(Optional.of(other.path())))
                .flatMap(ancestor -> ancestor.files().stream())
                .filter(file -> !design.files().contains(file))
                .toList();
    }

    private static void create(StarterDesign design, HubClient person) throws IOException, InterruptedException {
        if (design.remixes().isPresent()) {
            var remix = new LinkedHashMap<String, Object>(Map.of(
                    "name",
                    design.name(),
                    "title",
                    design.title(),
                    "summary",
                    design.summary(),
                    "tags",
                    design.tags()));
            design.note().ifPresent(note -> remix.put("note", note));
            person.expect(person.post("/api/v1/designs/" + design.remixes().get() + "/remixes", remix));
            return;
        }
        person.expect(person.post(
                "/api/v1/designs",
                Map.of(
                        "name", design.name(),
                        "title", design.title(),
                        "summary", design.summary(),
                        "licence", design.licence(),
                        "tags", design.tags())));
    }

    /** The title tells it from what a remix has of its ancestor: its history holds that one's revisions too. */
    private static boolean published(HubClient person, String path, String message)
            throws IOException, InterruptedException {
        for (var revision : person.expect(person.get(path + "/revisions")).path("items"))
            if (revision.path("message").asText().equals(message)) return true;
        return false;
    }

    private static Map<String, Path> files(Path folder, StarterDesign design) throws IOException {
        var files = new LinkedHashMap<String, Path>();
        for (var name : design.files()) {
            var file = folder.resolve(name).normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file))
                throw new IOException(design.path() + ": there is no file " + name);
            files.put(name, file);
        }
        return files;
    }

    /** Says yes to an agent as the lab's manager would on the pairing page. */
    void approve(String userCode) throws IOException, InterruptedException {
        var lin = people.get("lin");
        lin.expect(lin.post("/api/v1/pairings/" + userCode, Map.of("lab", LAB)));
    }

    /** Until the hub has heard from both machines. */
    void awaitMachines() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ready()) {
            if (System.nanoTime() > end) throw new IOException("the machines did not report to the hub");
            Thread.sleep(100);
        }
    }

    private boolean ready() throws IOException, InterruptedException {
        var lin = people.get("lin");
        int ready = 0;
        for (var machine : lin.expect(lin.get("/api/v1/machines")).path("items"))
            if (machine.path("state").asText().equals("idle")) ready++;
        return ready >= 2;
    }
}
