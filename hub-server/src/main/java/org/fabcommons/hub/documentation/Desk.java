// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** What the editors on pages have in common. */
record Desk(Designs designs) {
    /** @throws Problem NOT_FOUND, FORBIDDEN */
    Design writable(Viewer viewer, String owner, String name) {
        var design = designs.require(viewer, owner, name);
        designs.rights().requireWrite(design, viewer);
        return design;
    }

    /** The design as it is now. */
    Design now(Design design) {
        return designs.byId(design.id()).orElse(design);
    }

    /** Whether somebody else changed the same file meanwhile. */
    static boolean overtaken(Problem problem) {
        return problem.code().equals("revision-overtaken");
    }

    /** Why nothing was saved, in the words of whoever wrote. */
    static String told(Viewer viewer, Problem problem) {
        if (overtaken(problem)) return viewer.text("documentation.edit.overtaken");
        return problem.faults().stream()
                .map(viewer::told)
                .reduce((first, second) -> first + " " + second)
                .orElseGet(() -> viewer.told(problem));
    }

    static Response answer(int status, Page page) {
        return Response.status(status).entity(page).build();
    }
}
