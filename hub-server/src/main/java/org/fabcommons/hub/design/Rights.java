// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.Optional;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.group.Role;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** What somebody may do with a design. Whoever may not read it must not learn that it is there: that is a 404. */
public final class Rights {
    private final Owners owners;

    Rights(Owners owners) {
        this.owners = owners;
    }

    /** Whether they may see it, its files and history; nobody sees a deleted one. */
    public boolean mayRead(Design design, Viewer viewer) {
        return mayRead(design, viewer.person());
    }

    /** The same for somebody who is known otherwise, such as by a token; empty for anybody. */
    public boolean mayRead(Design design, Optional<Caller.Person> person) {
        if (design.deletedAt().isPresent()) return false;
        return design.visibility() != Visibility.PRIVATE || may(design, person, Role.CONTRIBUTOR);
    }

    /** Whether they may publish revisions, by the web, the API or a push. */
    public boolean mayWrite(Design design, Viewer viewer) {
        return mayWrite(design, viewer.person());
    }

    /** The same for somebody who is known otherwise; empty for anybody. */
    public boolean mayWrite(Design design, Optional<Caller.Person> person) {
        return design.deletedAt().isEmpty() && may(design, person, Role.CONTRIBUTOR);
    }

    /** Whether they may rename it, say who can see it, and release. */
    public boolean mayMaintain(Design design, Viewer viewer) {
        return design.deletedAt().isEmpty() && may(design, viewer.person(), Role.MAINTAINER);
    }

    /** Whether they may hand it over, delete it and bring it back. */
    public boolean mayOwn(Design design, Viewer viewer) {
        return mayOwn(design, viewer.person());
    }

    /** The same for somebody who is known otherwise; empty for anybody. */
    public boolean mayOwn(Design design, Optional<Caller.Person> person) {
        return may(design, person, Role.OWNER);
    }

    /** @throws Problem FORBIDDEN */
    public void requireWrite(Design design, Viewer viewer) {
        if (!mayWrite(design, viewer)) throw Problem.forbidden("not-your-design");
    }

    /** @throws Problem FORBIDDEN */
    public void requireMaintain(Design design, Viewer viewer) {
        if (!mayMaintain(design, viewer)) throw Problem.forbidden("not-your-design-to-maintain");
    }

    /** @throws Problem FORBIDDEN */
    public void requireOwn(Design design, Viewer viewer) {
        if (!mayOwn(design, viewer)) throw Problem.forbidden("not-your-design-to-own");
    }

    /** Whether they are this owner or belong to this group. */
    public boolean belongs(String ownerId, Viewer viewer) {
        return viewer.person()
                .flatMap(known -> owners.role(ownerId, known.id()))
                .isPresent();
    }

    private boolean may(Design design, Optional<Caller.Person> person, Role least) {
        return !design.tombstone()
                && person.flatMap(known -> owners.role(design.ownerId(), known.id()))
                        .map(role -> role.atLeast(least))
                        .orElse(false);
    }
}
