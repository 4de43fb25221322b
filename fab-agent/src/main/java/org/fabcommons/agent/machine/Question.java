// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.gcode.Line;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Telemetry;

/**
 * What a running job, or the machine itself, asks a person. Nothing goes on before they answer.
 *
 * @param what that is to be done: a tool's number, or the machine's own words; may be empty
 * @param note what the file's comments say about it
 * @param choices buttons: of {@link Kind#PROMPT} the machine's own, else the agent's, keys of the pages' texts of which the
 *     first one is to go on; where there are none, going on is the answer
 */
public record Question(Kind kind, String what, Optional<String> note, List<String> choices) {
    public enum Kind {
        /** The job waits until somebody goes on. */
        WAIT,
        /** A tool is to be put in, and its length is the person's business. */
        TOOL,
        /** A tool is to be put in; the agent then measures it. */
        TOOL_SETTER,
        /** A tool is to be put in; a plate on the work then says where its end is. */
        TOOL_PLATE,
        /** The plate is to be laid under the tool. */
        PLATE_ON,
        /** The plate is to be taken away. */
        PLATE_OFF,
        /** The tool could not be measured. */
        UNMEASURED,
        /** Whether the tool that was measured is still in, and the zero the same. */
        LENGTH,
        /** A change of tools did not come to its end before: is the tool that is in to be measured? */
        UNFINISHED,
        /** A move of the agent's own was broken off by a hold, an open door or a pause. */
        BROKEN_OFF,
        /** The machine is held in the middle of the agent's own moves. */
        HELD,
        /** Filament is to be changed. */
        FILAMENT,
        /** New filament was pushed through: more of it, or on. */
        PURGE,
        /** The firmware asks in its own words. */
        PROMPT,
        /** The machine comes no further: somebody has to look at it. */
        STUCK
    }

    /** What a line of a file makes the machine ask, once its turn comes. Source: Marlin 2.1, M0, M226, M600. */
    static Optional<Question> of(Line line) {
        var codes = line.codes();
        if (codes.contains("M600")) return Optional.of(of(Kind.FILAMENT, ""));
        // grblHAL stops the spindle and waits for its tool.
        if (codes.contains("M6"))
            return Optional.of(of(
                    Kind.TOOL,
                    line.value('T').isPresent() ? "T" + (int) line.value('T').getAsDouble() : ""));
        if (codes.contains("M291"))
            return MessageBox.of(line.text()).map(box -> new Question(Kind.WAIT, "", Optional.empty(), List.of()));
        for (var code : List.of("M0", "M1", "M25", "M226", "M601"))
            if (codes.contains(code)) return Optional.of(of(Kind.WAIT, said(line)));
        return Optional.empty();
    }

    /** What the line itself says to whoever reads it; how long to wait is not said to them. */
    private static String said(Line line) {
        var rest = line.text().split(" ", 2);
        boolean silent = rest.length < 2 || line.words().size() > 1 || rest[1].matches("(?:[PS]\\d*\\.?\\d*\\s*)+");
        return silent ? "" : rest[1].strip();
    }

    /** @param why as {@link Measuring.Trouble}, in lower case with hyphens */
    static Question unmeasured(String why) {
        return new Question(
                Kind.UNMEASURED,
                why,
                Optional.empty(),
                why.startsWith("too-") || why.equals("not-homed") ? List.of("again") : List.of("again", "without"));
    }

    static Question purge() {
        return new Question(Kind.PURGE, "", Optional.empty(), List.of("go-on", "purge-more"));
    }

    static Question length(ToolLengths.Kept kept) {
        var longer = String.format(Locale.ROOT, "%s %+.3f mm", kept.tool(), kept.longerMm());
        return new Question(Kind.LENGTH, longer.strip(), Optional.empty(), List.of("still-in", "set-anew"));
    }

    static Question unfinished() {
        return new Question(Kind.UNFINISHED, "", Optional.empty(), List.of("measure", "set-anew"));
    }

    /** Without choices: going on is the answer. */
    public static Question of(Kind kind, String what) {
        return new Question(kind, what, Optional.empty(), List.of());
    }

    /** Whether it is that question still; what the file says about it may come a little later. */
    boolean sameAs(Question other) {
        return kind == other.kind && what.equals(other.what) && choices.equals(other.choices);
    }

    Question with(String comment) {
        return new Question(kind, what, Optional.of(comment), choices);
    }

    /**
     * For the hub, which says it in the reader's language.
     *
     * @param id by which it may be answered there
     */
    public Telemetry.Question told(Optional<String> id) {
        // Where neither the machine nor the line says anything, the file's comment does.
        return new Telemetry.Question(
                word(),
                what.isEmpty() ? note.orElse("") : what,
                id.filter(any -> !BESIDE_IT.contains(kind))
                        .map(one -> new Telemetry.Answering(one, choices.isEmpty() ? List.of("go-on") : choices)));
    }

    /** Reason of a job's pause: something is asked. */
    public static final String ASKED = "something-asked";

    /** What only who stands beside the machine can see to. */
    private static final Set<Kind> BESIDE_IT = Set.of(Kind.STUCK, Kind.HELD, Kind.BROKEN_OFF);

    /** As a sentence, with what the file says about it. */
    public Detail said() {
        var asked = new Telemetry.Question(word(), what).said();
        return note.map(text -> asked.and("file-says", text)).orElse(asked);
    }

    private String word() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
