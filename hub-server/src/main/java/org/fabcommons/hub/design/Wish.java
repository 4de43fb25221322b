// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.ArrayList;
import java.util.List;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/**
 * A new design as a person describes it, not yet checked; any part may be missing.
 *
 * @param parts the licences that documentation and software have of their own
 */
public record Wish(String name, String title, String summary, String licence, List<String> tags, PartLicences parts) {
    /** With one licence for everything. */
    public Wish(String name, String title, String summary, String licence, List<String> tags) {
        this(name, title, summary, licence, tags, PartLicences.NONE);
    }

    /**
     * The description, with the name looked at too, so that all faults are told at once.
     *
     * @throws Problem INVALID
     */
    public About checked() {
        List<FieldFault> faults = new ArrayList<>();
        if (!isName(name)) faults.add(FieldFault.of("name", "design-name-form"));
        var about = About.checked(title, summary, licence, tags, parts, faults);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return about;
    }

    /** Whether it can stand in an address and be a folder's name everywhere. */
    static boolean isName(String name) {
        return name != null && name.matches("[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?");
    }
}
