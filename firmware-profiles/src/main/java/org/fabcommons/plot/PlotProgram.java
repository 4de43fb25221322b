// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.Program;
import org.fabcommons.gcode.RewritingReader;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/** A file of instructions, as what sends it sees it. */
public final class PlotProgram implements Program {
    private final InstructionReader reader;
    private final Set<String> leftOut;

    private PlotProgram(InstructionReader reader, Set<String> leftOut) {
        this.reader = reader;
        this.leftOut = leftOut;
    }

    /** Reads a job's file in the language of the machine. */
    public static Program open(InputStream file, Profile profile) {
        return profile.language() == Language.PLOTTER
                ? new PlotProgram(
                        new InstructionReader(file, profile.wire().maxLineBytes()),
                        profile.commands().leftOut().keySet())
                : new RewritingReader(file, profile);
    }

    @Override
    public Optional<Line> next() throws IOException {
        var next = reader.next();
        while (next.filter(instruction -> leftOut.contains(instruction.name())).isPresent()) next = reader.next();
        return next.map(Instruction::line);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
