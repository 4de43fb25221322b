// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.licence.VerdictJson;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** Says again, before a revision is published, what the licences of the whole ancestry allow and ask. */
record AdvicePanel(Verdicts verdicts) implements DesignPanel {
    /** @param licence to ask a permission for */
    public record Advice(VerdictJson verdict, String licence) {}

    @Override
    public Slot slot() {
        return Slot.BEFORE_PUBLISHING;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Part> part(Design design, Viewer viewer) {
        return Optional.of(verdicts.today(design))
                .filter(verdict -> !verdict.findings().isEmpty())
                .map(verdict -> new Part(
                        "/org/fabcommons/hub/derivation/advice.ftl",
                        new Advice(VerdictJson.of(verdict, viewer), design.licence())));
    }
}
