// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

/** What a file stops for in its middle; only one of them is under way at a time. Of the session's thread. */
record Changes(ToolChanging tools, FilamentChanging filament, Waiting waiting) {
    /** Another file begins. */
    void forget() {
        tools.forget();
        filament.forget();
        waiting.forget();
    }

    /** Hands a person's choice to the one that waits for it; false if none does. */
    boolean answer(Run r, int choice) {
        if (tools.waits()) tools.answer(r, choice);
        else if (filament.waits()) filament.answer(r, choice);
        else if (waiting.waits()) waiting.answer(r);
        else return false;
        return true;
    }
}
