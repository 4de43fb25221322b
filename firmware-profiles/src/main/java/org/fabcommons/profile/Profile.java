// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        Progress progress) {
    public Profile {
        require(id != null && id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "id", "must be a-z, 0-9 and hyphens");
        require(family != null, "family", "is missing");
        require(name != null && !name.isBlank(), "name", "is missing");
        require(kind != null, "kind", "is missing");
        require(sources != null && !sources.isEmpty(), "sources", "must name where the facts come from");
        require(envelope != null, "envelope", "is missing");
        require(limits != null, "limits", "is missing");
        require(motion != null, "motion", "is missing");
        require(serial != null, "serial", "is missing");
        require(wire != null, "wire", "is missing");
        require(status != null, "status", "is missing");
        require(sequences != null, "sequences", "is missing");
        require(replies != null, "replies", "is missing");
        require(commands != null, "commands", "is missing");
        require(kind != Kind.FFF || limits.nozzleMaxC().isPresent(), "limits.nozzleMaxC", "is missing");
        require(kind != Kind.MILL_LASER || limits.spindleMax().isPresent(), "limits.spindleMax", "is missing");
        require(
                (family.language() == Language.PLOTTER) == plotter.isPresent(),
                "plotter",
                "is for the families hpgl and rml, and needed there");
        require(
                (family.language() == Language.PLOTTER) == wire.flow().unanswered(),
                "wire.flow",
                "is space, handshake or paced for the families hpgl and rml, and for no other");
        require(
                wire.flow() != Flow.HANDSHAKE || serial.flowControl() != FlowControl.NONE,
                "serial.flowControl",
                "must say how the line is held up");
        require(
                wire.flow() != Flow.SPACE || plotter.orElseThrow().queries(),
                "plotter.queries",
                "must be true where the machine is asked for its room");
        if (toolSetter.isPresent()) {
            require(
                    commands.hostChangesTools(),
                    "toolSetter",
                    "is for machines whose tools the agent changes; say commands: {ask: {M6: tool-change-host}}");
            require(
                    control.isPresent()
                            && control.get().offers(Control.PROBE)
                            && control.get().offers(Control.JOG)
                            && control.get()
                                    .offers(
                                            toolSetter.get().kind() == ToolSetter.Kind.FIXED
                                                    ? Control.TOOL_LENGTH
                                                    : Control.ZERO),
                    "toolSetter",
                    "needs a firmware that probes and takes a length: control.actions jog, probe and toolLength, for a"
                            + " plate zero");
        }
        require(
                filamentChange.isPresent() || !commands.hostChangesFilament(),
                "filamentChange",
                "is missing: the agent is to change the filament");
        sources = Map.copyOf(sources);
        verified = verified == null ? Map.of() : Map.copyOf(verified);
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
                progress);
    }

    /** How lines are formed and answered, whatever commands they hold. */
    public Language language() {
        return family.language();
    }

    /** The firmware. */
    public enum Family {
        MARLIN(Language.REPRAP),
        /** Prusa's firmware of the 8-bit MK2.5 and MK3. */
        PRUSA(Language.REPRAP),
        REPETIER(Language.REPRAP),
        SMOOTHIE(Language.REPRAP),
        REPRAPFIRMWARE(Language.REPRAP),
        /** Klipper through its virtual serial port. */
        KLIPPER(Language.REPRAP),
        GRBL(Language.GRBL),
        GRBL09(Language.GRBL),
        GRBLHAL(Language.GRBL),
        FLUIDNC(Language.GRBL),
        TINYG(Language.JSON),
        G2CORE(Language.JSON),
        /** HPGL and CAMM-GL. */
        HPGL(Language.PLOTTER),
        /** Roland's RML-1. */
        RML(Language.PLOTTER);

        private final Language language;

        Family(Language language) {
            this.language = language;
        }

        public Language language() {
            return language;
        }

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
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

    /** Where coordinates in a file are counted from. */
    public enum Origin {
        /** From the homed machine: the toolpath must lie within the envelope. */
        MACHINE,
        /** From the stock, wherever the person put it: the toolpath's size must fit into the envelope. */
        STOCK;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far the tool can go, in millimetres; each maximum is above its minimum. */
    public record Envelope(
            Origin origin, double minX, double minY, double minZ, double maxX, double maxY, double maxZ) {
        public Envelope {
            require(origin != null, "envelope.origin", "is missing");
            require(
                    minX < maxX && minY < maxY && minZ < maxZ,
                    "envelope",
                    "has a maximum that is not above its minimum");
        }

        public double width() {
            return maxX - minX;
        }

        public double depth() {
            return maxY - minY;
        }

        public double height() {
            return maxZ - minZ;
        }
    }

    /**
     * What the machine stands.
     *
     * @param nozzleMaxC degrees Celsius; empty without a nozzle
     * @param bedMaxC degrees Celsius; empty without a heated bed
     * @param feedMaxMmPerMin fastest feed rate; the firmware slows down what is above
     * @param spindleMax highest S word: rpm of a spindle, power steps of a laser
     * @param tools number of tools, at least 1
     * @param softEnds whether the firmware itself stops a homed axis at the envelope, whatever a file says
     */
    public record Limits(
            Optional<Double> nozzleMaxC,
            Optional<Double> bedMaxC,
            double feedMaxMmPerMin,
            Optional<Double> spindleMax,
            int tools,
            boolean softEnds) {
        public Limits {
            require(feedMaxMmPerMin > 0, "limits.feedMaxMmPerMin", "must be above 0");
            require(tools >= 1, "limits.tools", "must be at least 1");
        }
    }

    /**
     * How it moves.
     *
     * @param accelerationMmPerS2 for estimates, as the next two
     * @param cornerMmPerS speed kept through a right angle
     * @param plannedMoves at most so many moves it has acknowledged and not made yet: they are lost when the board
     *     restarts or its buffers are emptied. 0 where nothing is acknowledged
     */
    public record Motion(double accelerationMmPerS2, double rapidMmPerMin, double cornerMmPerS, int plannedMoves) {
        public Motion {
            require(plannedMoves >= 0, "motion.plannedMoves", "must not be negative");
            require(accelerationMmPerS2 > 0, "motion.accelerationMmPerS2", "must be above 0");
            require(rapidMmPerMin > 0, "motion.rapidMmPerMin", "must be above 0");
            require(cornerMmPerS >= 0, "motion.cornerMmPerS", "must not be negative");
        }
    }

    /**
     * The port.
     *
     * @param baud bits per second, 8N1
     * @param quietMs how long the board may be silent after opening while its bootloader waits
     * @param openResets whether opening the port (DTR) restarts the board
     * @param flowControl how the machine itself holds the line up
     * @param otherBauds what else such machines are set to, likeliest first
     */
    public record Serial(int baud, int quietMs, boolean openResets, FlowControl flowControl, List<Integer> otherBauds) {
        public Serial {
            flowControl = flowControl == null ? FlowControl.NONE : flowControl;
            otherBauds = otherBauds == null ? List.of() : List.copyOf(otherBauds);
            require(baud >= 300, "serial.baud", "must be at least 300");
            require(quietMs >= 0, "serial.quietMs", "must not be negative");
        }
    }

    /** How the host knows how much it may send. */
    public enum Flow {
        /** Numbered lines, sent again when the firmware asks for them; a fixed number of them unanswered. */
        LINES,
        /** The unanswered bytes must fit into the receive buffer. */
        CHARACTERS,
        /** A fixed number of lines unanswered, none of them numbered: what is lost can only be noticed. */
        WINDOW,
        /** Nothing is answered, but the machine says how many bytes it has room for. */
        SPACE,
        /** Nothing is answered; the line itself is held up, as {@link Serial#flowControl} says. */
        HANDSHAKE,
        /** Nothing is answered and nothing holds the line up: never faster than the machine can draw. */
        PACED;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether nothing that is sent is ever answered. */
        boolean unanswered() {
            return this == SPACE || this == HANDSHAKE || this == PACED;
        }
    }

    /**
     * Buffers and times.
     *
     * @param linesInFlight unanswered lines, with {@link Flow#LINES}
     * @param rxBufferBytes the firmware's receive buffer
     * @param maxLineBytes longest line the firmware reads, line number and checksum included, end of line excluded
     * @param numbering when lines carry number and checksum
     * @param checksum how the checksum is computed
     * @param ack what is answered, and when
     * @param ackBeforeOutput whether a command's output comes after its acknowledgement
     * @param resend how the firmware asks for a line again; the first group is the line's number
     * @param resendOk whether an {@code ok} follows that request
     * @param repeatsRefused whether a line that was already taken is refused by its number, so that sending it once more
     *     is always safe
     * @param beginsAhead whether a line's number and first letter may go out before the line before it is answered: what
     *     is left of a line that was cut there, at either end, is no command to this firmware, and it waits for the rest
     *     as long as that takes
     * @param bufferQuery what to ask for the size of the receive buffer
     * @param alone lines that must be sent with nothing else on the wire, as regular expressions: the firmware loses bytes
     *     while it writes its memory
     * @param sync the command that is answered when all motion is done; without one only reports tell
     * @param connectTimeoutMs for the greeting or the handshake's answer
     * @param silenceTimeoutMs without any byte while an answer is due
     * @param busySilenceTimeoutMs the same once the firmware has been heard saying that it is busy
     * @param resendOkWaitMs how long to wait for the {@code ok} that may follow a resend request
     * @param resendLimit how often one line is sent again before the job is given up
     * @param statusIntervalMs between two status or temperature questions
     * @param longCommands commands that may stay silent as long as they like
     */
    public record Wire(
            Flow flow,
            int linesInFlight,
            int rxBufferBytes,
            int maxLineBytes,
            Numbering numbering,
            Checksum checksum,
            Ack ack,
            boolean ackBeforeOutput,
            Optional<String> resend,
            ResendOk resendOk,
            boolean repeatsRefused,
            boolean beginsAhead,
            Optional<String> bufferQuery,
            List<String> alone,
            Optional<String> sync,
            int connectTimeoutMs,
            int silenceTimeoutMs,
            int busySilenceTimeoutMs,
            int resendOkWaitMs,
            int resendLimit,
            int statusIntervalMs,
            List<String> longCommands) {
        public Wire {
            require(flow != null, "wire.flow", "is missing");
            require(linesInFlight >= 1, "wire.linesInFlight", "must be at least 1");
            require(rxBufferBytes >= 16, "wire.rxBufferBytes", "must be at least 16");
            require(maxLineBytes >= 16, "wire.maxLineBytes", "must be at least 16");
            require(connectTimeoutMs > 0, "wire.connectTimeoutMs", "must be above 0");
            require(silenceTimeoutMs > 0, "wire.silenceTimeoutMs", "must be above 0");
            require(busySilenceTimeoutMs > 0, "wire.busySilenceTimeoutMs", "must be above 0");
            require(resendOkWaitMs >= 0, "wire.resendOkWaitMs", "must not be negative");
            require(resendLimit >= 1, "wire.resendLimit", "must be at least 1");
            require(statusIntervalMs >= 100, "wire.statusIntervalMs", "must be at least 100");
            require(numbering != null, "wire.numbering", "is missing");
            require(checksum != null, "wire.checksum", "is missing");
            require(ack != null, "wire.ack", "is missing");
            require(resendOk != null, "wire.resendOk", "is missing");
            require(
                    !beginsAhead || (flow == Flow.LINES && repeatsRefused && checksum != Checksum.NONE),
                    "wire.beginsAhead",
                    "needs flow: lines with a checksum, and repeatsRefused");
            alone = alone == null ? List.of() : List.copyOf(alone);
            longCommands = longCommands == null ? List.of() : List.copyOf(longCommands);
        }

        private Wire withWholeLines() {
            return new Wire(
                    flow,
                    linesInFlight,
                    rxBufferBytes,
                    maxLineBytes,
                    numbering,
                    checksum,
                    ack,
                    ackBeforeOutput,
                    resend,
                    resendOk,
                    repeatsRefused,
                    false,
                    bufferQuery,
                    alone,
                    sync,
                    connectTimeoutMs,
                    silenceTimeoutMs,
                    busySilenceTimeoutMs,
                    resendOkWaitMs,
                    resendLimit,
                    statusIntervalMs,
                    longCommands);
        }

        /** Whether lines of a job carry number and checksum. */
        public boolean lineNumbers() {
            return numbering != Numbering.NEVER;
        }
    }

    /**
     * Lines the host sends of its own, none of them ever taken from a file.
     *
     * @param start before a job
     * @param end after a job's last line: waits for the motion to be done and switches off what the file left on
     * @param emergencyStop the fastest stop there is, past the queue; nothing else is sent before it
     * @param unlock to a machine that stopped itself, after a person has said that it may move again
     * @param safeOff heaters, spindle and laser off; after a fault, an interruption or a cancelled job
     * @param pause after a pause has come to rest
     * @param resume before going on
     */
    public record Sequences(
            List<String> start,
            List<String> end,
            List<String> safeOff,
            List<String> pause,
            List<String> resume,
            List<String> emergencyStop,
            List<String> unlock) {
        public Sequences {
            start = start == null ? List.of() : List.copyOf(start);
            end = end == null ? List.of() : List.copyOf(end);
            require(safeOff != null && !safeOff.isEmpty(), "sequences.safeOff", "is missing");
            safeOff = List.copyOf(safeOff);
            pause = pause == null ? List.of() : List.copyOf(pause);
            resume = resume == null ? List.of() : List.copyOf(resume);
            emergencyStop = emergencyStop == null ? List.of() : List.copyOf(emergencyStop);
            unlock = unlock == null ? List.of() : List.copyOf(unlock);
        }
    }

    /**
     * Texts of the firmware, as regular expressions for one line without its end.
     *
     * @param greetings what may be the first words after a restart; some firmwares have none
     * @param reset the line that only a restart prints: during a job it means that the machine was reset
     * @param recognise what only this firmware says of itself, unasked or when asked who it is
     * @param errorsAnswer whether a numbered error is the answer to its line
     * @param busy alive, but no answer yet
     * @param fatal the machine has stopped itself
     * @param harmless starts like an error, is none
     * @param errors numbered errors, in words
     * @param alarms numbered alarms, in words
     */
    public record Replies(
            List<String> greetings,
            Optional<String> reset,
            boolean errorsAnswer,
            List<String> recognise,
            Optional<String> busy,
            List<String> fatal,
            List<String> harmless,
            Map<Integer, String> errors,
            Map<Integer, String> alarms) {
        public Replies {
            greetings = greetings == null ? List.of() : List.copyOf(greetings);
            recognise = recognise == null ? List.of() : List.copyOf(recognise);
            fatal = fatal == null ? List.of() : List.copyOf(fatal);
            harmless = harmless == null ? List.of() : List.copyOf(harmless);
            errors = errors == null ? Map.of() : Map.copyOf(errors);
            alarms = alarms == null ? Map.of() : Map.copyOf(alarms);
        }
    }

    /**
     * Which commands a file may contain. A command in none of the lists is refused too, as unknown.
     *
     * @param allowed canonical codes such as {@code G1} or {@code G38.2}
     * @param denied code to the reason, a key of the preflight's texts
     * @param ask allowed, but a person is told of it before the job: code to the reason
     * @param adminOnly never in a job; for those who look after the machine: code to the reason
     * @param host what the agent itself may send beside the sequences
     * @param text codes that are followed by free text instead of words
     * @param named allowed commands that are names with parameters, such as {@code PRINT_START BED=60}; they are in
     *     {@code allowed} and in {@code text} too
     * @param homes named commands that home the machine, as a macro around a print does
     * @param modalMotion whether a line of axis words alone repeats the last motion
     * @param inches whether the firmware understands G20
     */
    public record Commands(
            List<String> allowed,
            Map<String, String> denied,
            Map<String, String> ask,
            Map<String, String> adminOnly,
            Map<String, String> leftOut,
            List<String> text,
            List<String> host,
            List<String> named,
            List<String> homes,
            boolean modalMotion,
            boolean inches) {
        private static final String HOST_CHANGES = "tool-change-host";

        public Commands {
            require(allowed != null && !allowed.isEmpty(), "commands.allowed", "is missing");
            named = named == null ? List.of() : List.copyOf(named);
            homes = homes == null ? List.of() : List.copyOf(homes);
            require(named.containsAll(homes), "commands.homes", "must be named under commands.named too");
            allowed = joined(allowed, named);
            denied = denied == null ? Map.of() : Map.copyOf(denied);
            ask = ask == null ? Map.of() : Map.copyOf(ask);
            adminOnly = adminOnly == null ? Map.of() : Map.copyOf(adminOnly);
            leftOut = leftOut == null ? Map.of() : Map.copyOf(leftOut);
            text = joined(text == null ? List.of() : text, named);
            host = host == null ? List.of() : List.copyOf(host);
        }

        private Commands withHostChanges() {
            var asked = new HashMap<>(ask);
            asked.put("M6", HOST_CHANGES);
            return new Commands(
                    allowed, denied, asked, adminOnly, leftOut, text, host, named, homes, modalMotion, inches);
        }

        private static List<String> joined(List<String> some, List<String> others) {
            return Stream.concat(some.stream(), others.stream()).distinct().toList();
        }

        /** Whether the firmware knows no change of tools and the agent does it instead: M6 is never sent. */
        public boolean hostChangesTools() {
            return HOST_CHANGES.equals(ask.get("M6"));
        }

        /** Whether the agent changes filament instead of the firmware: M600 is never sent. */
        public boolean hostChangesFilament() {
            return "filament-change-host".equals(ask.get("M600"));
        }

        /** Why a job must not contain this command; empty when nothing is said against it. */
        public Optional<String> refusal(String code) {
            return Optional.ofNullable(denied.get(code)).or(() -> Optional.ofNullable(adminOnly.get(code)));
        }
    }

    static void require(boolean holds, String key, String what) {
        if (!holds) throw new InvalidValue(key, what);
    }

    /** A value that cannot be; {@code key} names it. */
    static final class InvalidValue extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private final String key;

        InvalidValue(String key, String what) {
            super(key + " " + what);
            this.key = key;
        }

        String key() {
            return key;
        }
    }
}
