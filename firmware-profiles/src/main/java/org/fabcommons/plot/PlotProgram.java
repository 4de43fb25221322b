// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.LineReader;
import org.fabcommons.gcode.Program;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/** A file of instructions, as what sends it sees it. */
public final class PlotProgram implements Program {
    private final InstructionReader reader;

    private PlotProgram(InstructionReader reader) {
        this.reader = reader;
    }

    /** Reads a job's file in the language of the machine. */
    public static Program open(InputStream file, Profile profile) {
        return profile.language() == Language.PLOTTER
                ? new PlotProgram(new InstructionReader(file, profile.wire().maxLineBytes()))
                : new LineReader(file, profile.commands().text());
    }

    @Override
    public Optional<Line> next() throws IOException {
        return reader.next().map(Instruction::line);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
