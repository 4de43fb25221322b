// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A licence that a design may have. What it means is the text {@code licence.<id>.why}.
 *
 * <p>The rules of a derivative are those of the licence texts: CERN-OHL-W and -S, section 4.1 (and 8.3, which no
 * program can check, so that W to S is not offered); CC-BY-SA-4.0 section 3(b) with the compatible licences that
 * Creative Commons names (GPL-3.0, one way); GPL-3.0, sections 5 and 13.
 */
public enum Licence {
    CC0("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", Family.FREE),
    CC_BY("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", Family.FREE),
    CERN_P("CERN-OHL-P-2.0", "CERN-OHL-P 2.0", "https://cern-ohl.web.cern.ch/", Family.FREE),
    MIT("MIT", "MIT", "https://spdx.org/licenses/MIT.html", Family.FREE),
    APACHE("Apache-2.0", "Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0", Family.FREE),
    CC_BY_SA("CC-BY-SA-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", Family.SHARED_ALIKE),
    CERN_W("CERN-OHL-W-2.0", "CERN-OHL-W 2.0", "https://cern-ohl.web.cern.ch/", Family.SHARED_ALIKE),
    CERN_S("CERN-OHL-S-2.0", "CERN-OHL-S 2.0", "https://cern-ohl.web.cern.ch/", Family.SHARED_ALIKE),
    GPL_3_ONLY("GPL-3.0-only", "GPL 3.0 only", "https://www.gnu.org/licenses/gpl-3.0.html", Family.SHARED_ALIKE),
    GPL_3("GPL-3.0-or-later", "GPL 3.0 or later", "https://www.gnu.org/licenses/gpl-3.0.html", Family.SHARED_ALIKE),
    AGPL_3("AGPL-3.0-or-later", "AGPL 3.0 or later", "https://www.gnu.org/licenses/agpl-3.0.html", Family.SHARED_ALIKE),
    CC_BY_NC("CC-BY-NC-4.0", "CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/", Family.NOT_OPEN),
    CC_BY_NC_SA(
            "CC-BY-NC-SA-4.0",
            "CC BY-NC-SA 4.0",
            "https://creativecommons.org/licenses/by-nc-sa/4.0/",
            Family.NOT_OPEN);

    /** How the picker groups them. */
    public enum Family {
        /** Derivatives may be under other licences. */
        FREE,
        /** Derivatives stay under the same terms. */
        SHARED_ALIKE,
        /** Forbids uses; not open hardware by the OSHWA definition. */
        NOT_OPEN
    }

    private final String spdx;
    private final String title;
    private final String link;
    private final Family family;

    Licence(String spdx, String title, String link, Family family) {
        this.spdx = spdx;
        this.title = title;
        this.link = link;
        this.family = family;
    }

    /** The licence with this SPDX id; upper and lower case are the same, as SPDX wants. */
    public static Optional<Licence> find(String spdx) {
        return Arrays.stream(values())
                .filter(licence -> licence.spdx.equalsIgnoreCase(spdx))
                .findFirst();
    }

    /** The licences of a group, in the order of the picker. */
    public static List<Licence> of(Family family) {
        return Arrays.stream(values())
                .filter(licence -> licence.family == family)
                .toList();
    }

    /** The licences that something derived from all of these may have. */
    public static List<Licence> forDerivativesOf(List<Licence> ancestors) {
        return Arrays.stream(values())
                .filter(licence -> ancestors.stream().allMatch(ancestor -> ancestor.allows(licence)))
                .toList();
    }

    /** Whether something derived from a work under this licence may be under that one. */
    public boolean allows(Licence derivative) {
        if (derivative == this) return true;
        return switch (this) {
            case CC0, MIT, APACHE, CERN_P -> true;
            case CC_BY -> derivative != CC0;
            case CC_BY_SA -> derivative == GPL_3_ONLY;
            case CC_BY_NC -> derivative == CC_BY_NC_SA;
            case GPL_3_ONLY -> derivative == AGPL_3;
            case GPL_3 -> Set.of(GPL_3_ONLY, AGPL_3).contains(derivative);
            case CC_BY_NC_SA, CERN_W, CERN_S, AGPL_3 -> false;
        };
    }

    /** The SPDX id, such as {@code CERN-OHL-S-2.0}. */
    public String spdx() {
        return spdx;
    }

    /** The name as people write it. */
    public String title() {
        return title;
    }

    /** Where the text stands. */
    public String link() {
        return link;
    }

    public Family family() {
        return family;
    }
}
