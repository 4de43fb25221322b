// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

/** grbl's own commands, which begin with {@code $}. Source: {@code system.c}. */
final class GrblSystem {
    private final GrblCore core;
    private final GrblSettings settings;
    private final GrblReports reports;
    private final GrblMoves moves;

    GrblSystem(GrblCore core, GrblSettings settings, GrblReports reports, GrblMoves moves) {
        this.core = core;
        this.settings = settings;
        this.reports = reports;
        this.moves = moves;
    }

    void take(String text) {
        if (text.startsWith("$J=")) {
            if (core.is(GrblState.IDLE) || core.is(GrblState.JOG)) moves.jog(text.substring(3));
            else core.error(8);
            return;
        }
        switch (text) {
            case "$X" -> {
                if (core.is(GrblState.ALARM)) {
                    core.enter(GrblState.IDLE);
                    core.message("Caution: Unlocked");
                }
                core.ok();
            }
            case "$C" -> check();
            case "$H" -> moves.home();
            default -> {
                if (text.matches("\\$\\d+=.*")) setting(text);
                else tell(text);
            }
        }
    }

    /** A question, not a command. */
    private void tell(String question) {
        var told = reports.told(question, core.program());
        if (told.isEmpty()) core.error(3);
        else if (GrblReports.needsRest(question) && !core.is(GrblState.IDLE) && !core.is(GrblState.ALARM))
            core.error(8);
        else {
            told.get().forEach(core::say);
            if (question.equals("$#")) reports.offsetNext();
            core.ok();
        }
    }

    private void setting(String text) {
        if (!core.is(GrblState.IDLE) && !core.is(GrblState.ALARM)) core.error(8);
        else {
            int error = settings.set(text);
            if (error == 0) core.ok();
            else core.error(error);
        }
    }

    private void check() {
        if (core.is(GrblState.CHECK)) {
            core.message("Disabled");
            core.ok();
            core.askReset();
        } else if (core.is(GrblState.IDLE)) {
            core.enter(GrblState.CHECK);
            core.message("Enabled");
            core.ok();
        } else {
            core.error(8);
        }
    }
}
