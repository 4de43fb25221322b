// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.List;
import org.fabcommons.profile.Profile;

/** The language of a firmware family. */
public interface Dialect {
    static Dialect of(Profile profile) {
        return switch (profile.language()) {
            case REPRAP -> new RepRapDialect(profile);
            case GRBL -> new GrblDialect(profile);
            case JSON -> new JsonDialect(profile);
            case PLOTTER -> new PlotterDialect(profile);
        };
    }

    /** What this line, without its end, says; never empty. */
    List<Reply> read(String line);

    /** How the command goes over the wire, without end of line, as the {@code number}th since the count began. */
    String encode(long number, String command);

    /** Whether this command is answered, in a language where most are not. */
    default boolean answers(String command) {
        return true;
    }
}
