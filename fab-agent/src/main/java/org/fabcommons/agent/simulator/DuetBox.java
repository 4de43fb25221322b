// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What M291 opens. Source: RepRapFirmware 3.5, {@code RepRap::SendAlert} to USB.
 *
 * @param says to the host
 * @param waits whether nothing goes on until M292
 */
record DuetBox(List<String> says, boolean waits) {
    private static final Pattern MODE = Pattern.compile(" S(\\d)");

    static DuetBox of(String command) {
        var says = new ArrayList<String>();
        var title = text(command, 'R');
        if (!title.isEmpty()) says.add("- " + title + " -");
        says.add(text(command, 'P'));
        var found = MODE.matcher(command);
        int mode = found.find() ? Integer.parseInt(found.group(1)) : 1;
        if (mode == 2) says.add("Send M292 to continue");
        if (mode == 3) says.add("Send M292 to continue or M292 P1 to cancel");
        return new DuetBox(says, mode >= 2);
    }

    private static String text(String command, char letter) {
        var found = Pattern.compile(letter + "\"((?:[^\"]|\"\")*)\"").matcher(command);
        return found.find() ? found.group(1).replace("\"\"", "\"") : "";
    }
}
