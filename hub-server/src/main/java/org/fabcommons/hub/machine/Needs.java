// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Telemetry;

/** What waits for somebody at machines: what they say of themselves, and what later features know of them. */
public final class Needs {
    /** The machine's own words, which a page can hold. */
    private static final int WORDS = 200;

    private final Machines machines;
    private final Labs labs;
    private final List<Source> sources = new CopyOnWriteArrayList<>();

    /** Knows what waits at a machine, as far as the viewer may know it. */
    @FunctionalInterface
    public interface Source {
        List<Need> of(Machine machine, Viewer viewer);

        /** How many wait for their turn on this machine. */
        default int waiting(Machine machine) {
            return 0;
        }
    }

    Needs(Machines machines, Labs labs) {
        this.machines = machines;
        this.labs = labs;
    }

    /** Another feature tells what it knows. */
    public void tell(Source source) {
        sources.add(source);
    }

    /** What waits at this machine, the most pressing first. */
    public List<Need> of(Machine machine, Viewer viewer) {
        if (viewer.person().isEmpty() || machine.retiredAt().isPresent()) return List.of();
        return pressingFirst(Stream.concat(
                own(machine, viewer).stream(),
                sources.stream().flatMap(source -> source.of(machine, viewer).stream())));
    }

    /** How many wait for their turn on this machine, whoever they are. */
    int waiting(Machine machine) {
        return sources.stream().mapToInt(source -> source.waiting(machine)).sum();
    }

    /** All that waits at the machines that the viewer looks after; what they may do themselves comes first. */
    public List<Need> lookedAfterBy(Viewer viewer) {
        return pressingFirst(machines.lookedAfterBy(viewer).stream().flatMap(machine -> of(machine, viewer).stream()));
    }

    static List<Need> pressingFirst(Stream<Need> needs) {
        return needs.sorted(Comparator.comparing((Need need) -> !need.yours()).thenComparing(Need::kind))
                .toList();
    }

    /** How many things wait for this viewer. */
    int callsFor(Viewer viewer) {
        return (int) lookedAfterBy(viewer).stream().filter(Need::yours).count();
    }

    private Optional<Need> own(Machine machine, Viewer viewer) {
        var now = machines.status(machine);
        boolean trouble = now.state() == Telemetry.State.ALARM || now.state() == Telemetry.State.ERROR;
        // What holds a job without being a question is told in words alone.
        boolean held = now.state() == Telemetry.State.PAUSED && now.said().isPresent();
        if (!trouble && !held && now.question().isEmpty()) return Optional.empty();
        if (!labs.may(machine.lab(), viewer, Role.MEMBER)) return Optional.empty();
        return Optional.of(new Need(
                trouble ? Need.Kind.LOOK : Need.Kind.ANSWER,
                machine.id(),
                machine.name(),
                machines.lab(machine).name(),
                now.job(),
                trouble ? trouble(now, viewer) : asked(now.question(), viewer),
                "/machines/" + machine.id(),
                labs.may(machine.lab(), viewer, Role.OPERATOR)));
    }

    /** What is wrong, where it is told in the viewer's language. */
    private static String trouble(MachineStatus now, Viewer viewer) {
        return now.said()
                .filter(said -> said.spoken() || viewer.locale().equals(Locale.ENGLISH))
                .map(said -> said.in(viewer.locale()))
                .map(said ->
                        now.state() == Telemetry.State.ALARM ? said + " " + viewer.text("machine.need.unlocked") : said)
                .orElseGet(() -> viewer.text("machine.need." + now.state().wireName()));
    }

    /** What the machine asks, in the viewer's language where the question is one that we know. */
    static String asked(Optional<Telemetry.Question> asked, Viewer viewer) {
        if (asked.isEmpty()) return viewer.text("machine.need.held");
        var said = asked.get().what().strip();
        var what = said.substring(0, Math.min(WORDS, said.length()));
        var key = "machine.need." + asked.get().kind();
        return Optional.of(key + ".named")
                .filter(named -> !what.isEmpty())
                .flatMap(named -> viewer.textIfKnown(named, what))
                .or(() -> viewer.textIfKnown(key))
                .orElseGet(() -> viewer.text("machine.need.wait"));
    }
}
