// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.mesh.Limits;
import org.fabcommons.hub.mesh.MeshFacts;
import org.fabcommons.hub.mesh.MeshFault;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.mesh.Portrait;
import org.fabcommons.hub.mesh.Survey;
import org.fabcommons.hub.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders what waits, one variant at a time. Belongs to the background's thread; the process runs beside it. */
final class Rendering {
    private static final Logger LOG = LoggerFactory.getLogger(Rendering.class);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Limits LIMITS = new Limits(2_000_000, 200_000_000, () -> {});

    private final Database database;
    private final InstantSource clock;
    private final Designs designs;
    private final OpenScad openScad;
    private final Desk desk;
    private Optional<Underway> underway = Optional.empty();

    private record Underway(Variant variant, OpenScad.Run run) {}

    Rendering(Database database, InstantSource clock, Designs designs, OpenScad openScad, Desk desk) {
        this.database = database;
        this.clock = clock;
        this.designs = designs;
        this.openScad = openScad;
        this.desk = desk;
        // What ran when the hub stopped is begun anew.
        database.write(handle -> {
            handle.attach(VariantStore.class).beginAgain();
            return true;
        });
    }

    /** Looks after the one that runs, and starts the next. */
    void look() {
        underway.ifPresent(this::attend);
        if (underway.isPresent() || !openScad.installed()) return;
        var next = database.read(handle -> handle.attach(VariantStore.class).next());
        next.map(VariantRow::variant).ifPresent(this::begin);
    }

    private void begin(Variant variant) {
        var design = designs.byId(variant.design());
        try {
            if (design.isEmpty()) throw new Desk.Unfit("gone", "");
            var file = designs.requireFile(design.get(), variant.revision(), variant.path());
            Map<String, String> literals = new LinkedHashMap<>();
            for (var parameter : Customizer.read(Desk.source(designs, design.get(), variant.revision(), file)))
                Optional.ofNullable(variant.chosen().get(parameter.name()))
                        .ifPresent(value -> literals.put(parameter.name(), parameter.literal(value)));
            var folder = desk.lay(variant.id(), designs, design.get(), variant.revision(), variant.path());
            underway = Optional.of(new Underway(variant, openScad.start(folder, variant.path(), literals, clock)));
            settle(variant, Variant.State.RENDERING, "", "", "");
        } catch (Desk.Unfit unfit) {
            settle(variant, Variant.State.FAILED, unfit.code(), unfit.what(), "");
        } catch (IOException e) {
            LOG.error("the variant {} could not be begun", variant.id(), e);
            settle(variant, Variant.State.FAILED, "disk", "", "");
        }
    }

    private void attend(Underway it) {
        try {
            if (!it.run().over()) {
                if (!it.run().tooLate(clock)) return;
                it.run().end();
                settle(it.variant(), Variant.State.FAILED, "slow", "", "");
            } else if (it.run().succeeded()) finish(it);
            else settle(it.variant(), Variant.State.FAILED, fault(it), it.run().said(), "");
        } catch (MeshFault fault) {
            settle(it.variant(), Variant.State.FAILED, "mesh", fault.code(), "");
        } catch (IOException e) {
            LOG.error("the variant {} could not be kept", it.variant().id(), e);
            settle(it.variant(), Variant.State.FAILED, "disk", "", "");
        }
        underway = Optional.empty();
        try {
            desk.away(it.run().folder());
        } catch (IOException e) {
            LOG.warn(
                    "the folder of the variant {} could not be cleared",
                    it.variant().id(),
                    e);
        }
    }

    /** A shell tells a signal as 128 and its number: XCPU, XFSZ, KILL; Java tells it likewise. */
    private static String fault(Underway it) throws IOException {
        int exit = it.run().process().exitValue();
        if (exit == 128 + 24 || exit == 128 + 9) return "slow";
        if (exit == 128 + 25) return "size";
        var said = it.run().said();
        if (said.contains("bad_alloc") || said.contains("out of memory")) return "memory";
        if (said.contains("ERROR:")) return "program";
        if (said.contains("top level object is empty")) return "empty";
        return said.contains("not a 3D object") ? "flat" : "program";
    }

    private void finish(Underway it) throws IOException, MeshFault {
        var stl = it.run().output();
        var mesh = ModelFormat.STL.read(stl, LIMITS);
        MeshFacts facts = Survey.of(mesh, LIMITS);
        desk.keep(it.variant().id(), stl, Portrait.png(mesh, LIMITS));
        settle(it.variant(), Variant.State.READY, "", "", VariantRow.json(facts));
    }

    private void settle(Variant variant, Variant.State state, String fault, String said, String facts) {
        database.write(handle -> {
            handle.attach(VariantStore.class).settle(variant.id(), state.wireName(), fault, said, facts);
            return true;
        });
    }

    /** Takes away what nobody asked for in a while. */
    void clearOld() {
        long before = clock.millis() - KEPT.toMillis();
        for (var id : database.read(handle -> handle.attach(VariantStore.class).old(before))) {
            database.write(handle -> {
                handle.attach(VariantStore.class).drop(id);
                return true;
            });
            try {
                desk.drop(id);
            } catch (IOException e) {
                throw new UncheckedIOException("the variant " + id + " could not be taken away", e);
            }
        }
    }
}
