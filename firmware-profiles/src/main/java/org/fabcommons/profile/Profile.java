// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A firmware family, or a machine model that speaks it.
 *
 * @param id stable name, a-z 0-9 and hyphens
 * @param family which dialect is spoken; also the id of the family's default profile
 * @param name for people
 * @param sources where each value comes from: a key, or the part of one before a dot, to a source; never empty
 * @param verified which values a recorded session in this repository shows: key to the recording's name
 * @param realtime bytes that act at once, by what they do
 * @param hostLoss what becomes of the machine when its host dies, and how a job may be taken up after that
 * @param plotter of a machine that draws or mills by HPGL or RML; empty for all others
 * @param control how a person commands it by hand; empty where nobody can
 * @param toolSetter what a tool is measured with after a change; empty where nobody has said so
 * @param filamentChange how the agent changes filament; empty where the firmware does it, or nobody
 * @param progress when a job that comes no further is noticed, and what is done then
 * @param laser whether it works with a beam, which must be dark while it stands; empty is no
 */
public record Profile(
        String id,
        Family family,
        String name,
        Kind kind,
        Map<String, String> sources,
        Map<String, String> verified,
        Envelope envelope,
        Limits limits,
        Motion motion,
        Serial serial,
        Wire wire,
        StatusPoll status,
        Realtime realtime,
        Sequences sequences,
        Replies replies,
        Commands commands,
        Optional<Plotter> plotter,
        Optional<HostLoss> hostLoss,
        Optional<Control> control,
        Optional<ToolSetter> toolSetter,
        Optional<FilamentChange> filamentChange,
        Progress progress,
        Optional<Boolean> laser) {
    public Profile {
        InvalidValue.unless(id != null && id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "id", "must be a-z, 0-9 and hyphens");
        InvalidValue.unless(family != null, "family", "is missing");
        InvalidValue.unless(name != null && !name.isBlank(), "name", "is missing");
        InvalidValue.unless(kind != null, "kind", "is missing");
        InvalidValue.unless(sources != null && !sources.isEmpty(), "sources", "must name where the facts come from");
        InvalidValue.unless(envelope != null, "envelope", "is missing");
        InvalidValue.unless(limits != null, "limits", "is missing");
        InvalidValue.unless(motion != null, "motion", "is missing");
        InvalidValue.unless(serial != null, "serial", "is missing");
        InvalidValue.unless(wire != null, "wire", "is missing");
        InvalidValue.unless(status != null, "status", "is missing");
        InvalidValue.unless(sequences != null, "sequences", "is missing");
        InvalidValue.unless(replies != null, "replies", "is missing");
        InvalidValue.unless(commands != null, "commands", "is missing");
        InvalidValue.unless(kind != Kind.FFF || limits.nozzleMaxC().isPresent(), "limits.nozzleMaxC", "is missing");
        InvalidValue.unless(
                kind != Kind.MILL_LASER || limits.spindleMax().isPresent(), "limits.spindleMax", "is missing");
        InvalidValue.unless(
                (family.language() == Language.PLOTTER) == plotter.isPresent(),
                "plotter",
                "is for the families hpgl and rml, and needed there");
        InvalidValue.unless(
                (family.language() == Language.PLOTTER) == wire.flow().unanswered(),
                "wire.flow",
                "is space, handshake or paced for the families hpgl and rml, and for no other");
        InvalidValue.unless(
                wire.flow() != Flow.HANDSHAKE || serial.flowControl() != FlowControl.NONE,
                "serial.flowControl",
                "must say how the line is held up");
        InvalidValue.unless(
                wire.flow() != Flow.SPACE || plotter.orElseThrow().queries(),
                "plotter.queries",
                "must be true where the machine is asked for its room");
        InvalidValue.unless(
                status.maxHz() == 0 || status.maxHz() * wire.statusIntervalMs() >= 1000,
                "wire.statusIntervalMs",
                "asks more often than status.maxHz allows (" + status.maxHz() + " a second)");
        boolean burns = laser != null && laser.orElse(false);
        boolean holds = family.language() == Language.GRBL || family.language() == Language.JSON;
        InvalidValue.unless(
                !burns || (kind == Kind.MILL_LASER && holds),
                "laser",
                "is for machines of kind mill_laser whose firmware is grbl's kin, TinyG or g2core");
        if (toolSetter.isPresent()) toolSetter.get().requires(commands, control);
        InvalidValue.unless(
                filamentChange.isPresent() || !commands.hostChangesFilament(),
                "filamentChange",
                "is missing: the agent is to change the filament");
        sources = Map.copyOf(sources);
        verified = verified == null ? Map.of() : Map.copyOf(verified);
        laser = laser == null ? Optional.empty() : laser;
        progress = progress == null ? Progress.USUAL : progress;
        realtime = realtime == null ? Realtime.NONE : realtime;
    }

    /** As people call it in this language; a maker's own name is the same in all. */
    public String nameIn(Locale language) {
        return language.getLanguage().equals("fr") ? FrenchNames.find(id).orElse(name) : name;
    }

    /**
     * The same machine with a tool setter that its owner has added. Who has one lets the agent change tools, also where the
     * firmware would ask for them itself.
     */
    public Profile with(ToolSetter added) {
        return with(wire, commands.withHostChanges(), Optional.of(added));
    }

    /** The same machine, whose lines only go out whole. */
    public Profile withWholeLines() {
        return with(wire.withWholeLines(), commands, toolSetter);
    }

    private Profile with(Wire otherWire, Commands otherCommands, Optional<ToolSetter> setter) {
        return new Profile(
                id,
                family,
                name,
                kind,
                sources,
                verified,
                envelope,
                limits,
                motion,
                serial,
                otherWire,
                status,
                realtime,
                sequences,
                replies,
                otherCommands,
                plotter,
                hostLoss,
                control,
                setter,
                filamentChange,
                progress,
                laser);
    }

    /** Whether it works with a beam, which burns what it stands on, and not with a tool that turns. */
    public boolean isLaser() {
        return laser.orElse(false);
    }

    /** How lines are formed and answered, whatever commands they hold. */
    public Language language() {
        return family.language();
    }

    /** What the machine does. */
    public enum Kind {
        /** A 3D printer that melts filament. */
        FFF,
        /** A mill, router, or laser on the same controller. */
        MILL_LASER,
        /** A knife or a pen. */
        CUTTER;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
