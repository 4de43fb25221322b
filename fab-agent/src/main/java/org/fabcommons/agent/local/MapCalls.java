// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.control.Failed;
import org.fabcommons.agent.control.HeightMap;
import org.fabcommons.agent.control.Levelling;
import org.fabcommons.agent.control.Surveying;
import org.fabcommons.agent.job.Handbook;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.agent.machine.Wrong;
import org.fabcommons.profile.Control;

/** Height maps: probed, kept, and applied to files, which get a new name; the original stays as it is. */
record MapCalls(Shop shop, ControlCalls calls, MacroCalls kept) {
    /** A board's toolpath has some megabytes; what is larger is something else. */
    private static final long MAX_FILE = 64L << 20;

    Optional<Hand.Problem> post(MachinePage.Visit visit, ControlCalls.Fields fields) {
        var machine = visit.bench().key();
        switch (visit.below()[1]) {
            case "survey" -> survey(visit, fields);
            case "remove" -> calls.handbook().forget(machine, Handbook.Kind.HEIGHT_MAP, fields.text("name"));
            default -> throw new IllegalArgumentException("There is nothing here.");
        }
        return Optional.empty();
    }

    /** The name of the file that was made. */
    String level(MachinePage.Visit visit, ControlCalls.Fields fields) {
        return level(visit, fields.text("name"), fields);
    }

    Optional<Answer> api(MachinePage.Visit visit) throws IOException {
        var machine = visit.bench().key();
        if (visit.is("GET", "maps")) return Optional.of(Answer.items(kept.maps(machine)));
        if (visit.is("POST", "maps")) {
            var map = MacroCalls.read(ControlPage.body(visit), HeightMap.class);
            kept.keep(machine, map);
            return Optional.of(Answer.json(201, map));
        }
        if (visit.is("POST", "maps", "survey")) {
            survey(visit, ControlPage.flat(visit));
            return Optional.of(Answer.json(202, Map.of("what", "survey", "over", false)));
        }
        if (visit.is("GET", "maps", "*"))
            return Optional.of(kept.map(machine, visit.below()[1])
                    .map(map -> Answer.json(200, map))
                    .orElse(none()));
        if (visit.is("DELETE", "maps", "*"))
            return Optional.of(
                    calls.handbook().forget(machine, Handbook.Kind.HEIGHT_MAP, visit.below()[1])
                            ? Answer.noContent()
                            : none());
        if (visit.is("POST", "maps", "*", "level")) {
            if (kept.map(machine, visit.below()[1]).isEmpty()) return Optional.of(none());
            return Optional.of(
                    Answer.json(201, Map.of("file", level(visit, visit.below()[1], ControlPage.flat(visit)))));
        }
        return Optional.empty();
    }

    private static Answer none() {
        return Answer.problem(404, "not-found", "There is no such height map.");
    }

    private void survey(MachinePage.Visit visit, ControlCalls.Fields fields) {
        var machine = visit.bench().key();
        var hand = shop.hand(machine)
                .filter(h -> visit.bench()
                        .profile()
                        .control()
                        .map(c -> c.offers(Control.PROBE))
                        .orElse(false))
                .orElseThrow(() -> new Wrong("noProbe", "This machine does not probe by hand."));
        var plan = Surveying.plan(
                fields.text("name"),
                fields.number("minX"),
                fields.number("minY"),
                fields.number("maxX"),
                fields.number("maxY"),
                fields.whole("columns", 5),
                fields.whole("rows", 5),
                shop.now().toEpochMilli());
        var surveying = new Surveying(
                plan,
                fields.number("clearance", 2),
                fields.number("depth", 2),
                fields.number("travelFeed", 1000),
                fields.number("feed", 50),
                fields.yes("watched"));
        calls.begin(visit.bench(), "survey", course -> surveying.run(hand, course, map -> kept.keep(machine, map)))
                .thenAccept(
                        done -> calls.record(visit.bench(), "survey", fields, ControlPage.who(visit), done.problem()));
    }

    /** The name under which the levelled file lies on the shelf. */
    private String level(MachinePage.Visit visit, String name, ControlCalls.Fields fields) {
        var map = kept.map(visit.bench().key(), name)
                .orElseThrow(() -> new Wrong("mapGone", "This height map is no longer here."));
        var file = shop.shelf().file(fields.text("file")).orElseThrow(() -> new Wrong("file", "Choose a file first."));
        var original = shop.kept(file)
                .orElseThrow(() -> new Wrong("fileGone", "The file is no longer here; upload it again."));
        if (original.sizeBytes() > MAX_FILE)
            throw new Wrong("mapFile", "This file is too large to be levelled: at most 64 MB.");
        var bytes = new ByteArrayOutputStream();
        try (var in = Files.newInputStream(original.path());
                var out = new OutputStreamWriter(bytes, StandardCharsets.US_ASCII)) {
            out.write("; from " + file.name().replaceAll("[^ -~]", "?") + ", SHA-256 " + file.sha256() + "\n");
            Levelling.apply(in, visit.bench().profile(), map, fields.number("tolerance", 0.01), out);
        } catch (Failed failed) {
            throw failed.problem()
                    .wrong()
                    .<IllegalArgumentException>map(wrong -> wrong)
                    .orElseGet(() -> new IllegalArgumentException(failed.getMessage(), failed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            var levelled = levelled(file.name(), map.name());
            shop.shelve(levelled, shop.keep(new ByteArrayInputStream(bytes.toByteArray())));
            calls.record(visit.bench(), "level", fields, ControlPage.who(visit), Optional.empty());
            return levelled;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Told in the job's report too, which names the file. */
    private static String levelled(String file, String map) {
        int dot = file.lastIndexOf('.');
        var stem = dot > 0 ? file.substring(0, dot) : file;
        var ending = dot > 0 ? file.substring(dot) : ".nc";
        return String.format(Locale.ROOT, "%s (levelled, %s)%s", stem, map, ending);
    }
}
