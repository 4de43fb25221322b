// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.licence.Rule;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/**
 * The form that publishes a design or a revision.
 *
 * @param design the design that is changed; empty for a new one
 * @param base the revision that is looked at
 * @param wish what the fields hold
 * @param tags as one text
 * @param groups the licences to choose from
 * @param files what the design has
 * @param maxFileBytes how large one file may be
 * @param owners whom a new one can be published for; none where it is there already
 * @param owner the handle chosen
 * @param visibility as chosen
 * @param faults texts by field; those of files by their paths
 */
public record DesignForm(
        Optional<Design> design,
        String base,
        Wish wish,
        String tags,
        String message,
        List<Group> groups,
        List<DesignFile> files,
        long maxFileBytes,
        List<Owner> owners,
        String owner,
        String visibility,
        Map<String, String> faults) {

    /** Licences of one family. */
    public record Group(String family, List<Licence> licences) {}

    /** Every licence, grouped. */
    public static List<Group> allLicences() {
        return List.of(
                new Group("FREE", Licence.of(Rule.Family.FREE)),
                new Group("SHARED_ALIKE", Licence.of(Rule.Family.SHARED_ALIKE)),
                new Group("NOT_OPEN", Licence.of(Rule.Family.NOT_OPEN)));
    }

    /** Whether the licence is another one than those to choose from. */
    public boolean licenceWritten() {
        var licence = wish.licence() == null ? "" : wish.licence();
        return !licence.isEmpty()
                && groups.stream().flatMap(group -> group.licences().stream()).noneMatch(offered -> offered.spdx()
                        .equals(licence));
    }

    /** The faults of a refusal as texts by field. */
    public static Map<String, String> faults(Problem problem, Viewer viewer) {
        return viewer.faults(problem, problem.code().startsWith("design-name-") ? "name" : "file");
    }

    /** Faults that belong to no field of the form, such as those of single files. */
    public Map<String, String> fileFaults() {
        Map<String, String> others = new LinkedHashMap<>(faults);
        List.of(
                        "name",
                        "title",
                        "summary",
                        "licence",
                        "documentationLicence",
                        "softwareLicence",
                        "tags",
                        "message",
                        "owner")
                .forEach(others::remove);
        return others;
    }
}
