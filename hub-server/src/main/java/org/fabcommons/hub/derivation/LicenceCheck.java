// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.web.Problem;

/** Which licences a derivative may have. A use as a part is no derivative, so that it does not count. */
final class LicenceCheck {
    private final Designs designs;

    LicenceCheck(Designs designs) {
        this.designs = designs;
    }

    /** @param name of the ancestor, {@code owner/name} */
    private record Held(String name, String licence) {
        boolean allows(Licence derivative) {
            return Licence.find(licence).map(of -> of.allows(derivative)).orElse(true);
        }
    }

    /** The licences that something made of these may have. */
    List<Licence> allowed(List<Derivations.Origin> from) {
        return Licence.forDerivativesOf(from.stream()
                .filter(origin -> origin.kind().derivative())
                .flatMap(origin -> Licence.find(licence(origin)).stream())
                .toList());
    }

    private String licence(Derivations.Origin origin) {
        return designs.licence(origin.design(), origin.revision());
    }

    /** The first ancestor's licence where all allow it, otherwise any that all allow, otherwise what will be refused. */
    String fitting(List<Derivations.Origin> from) {
        var allowed = allowed(from);
        var own = licence(from.get(0));
        return allowed.stream()
                .map(Licence::spdx)
                .filter(own::equals)
                .findFirst()
                .orElseGet(() -> allowed.stream().map(Licence::spdx).findFirst().orElse(own));
    }

    /** @throws Problem INVALID where the ancestors do not allow the wished licence */
    void check(Manifest wish) {
        var held = wish.derivedFrom().stream()
                .filter(ancestor -> Kind.recorded(ancestor.kind()).derivative())
                .map(this::held)
                .toList();
        if (held.isEmpty()) return;
        var licence = Licence.find(wish.licence()).orElseThrow();
        var strictest = held.stream().filter(each -> !each.allows(licence)).findFirst();
        if (strictest.isEmpty()) return;
        var allowed = Licence.forDerivativesOf(held.stream()
                .flatMap(each -> Licence.find(each.licence()).stream())
                .toList());
        if (allowed.isEmpty())
            throw Problem.invalid(
                    "licence",
                    "licences-apart",
                    held.stream()
                            .map(each -> each.name() + " (" + each.licence() + ")")
                            .collect(Collectors.joining(", ")));
        throw Problem.invalid(
                "licence",
                "licence-conflict",
                strictest.get().name(),
                strictest.get().licence(),
                licence.spdx(),
                allowed.stream().map(Licence::spdx).collect(Collectors.joining(", ")));
    }

    /** Of an ancestor that is gone, its licence as it was recorded still counts. */
    private Held held(Manifest.Ancestor ancestor) {
        return designs.byId(ancestor.design())
                .map((Design design) -> new Held(design.fullName(), designs.licence(design, ancestor.revision())))
                .orElseGet(() -> new Held(ancestor.fullName(), ancestor.licence()));
    }
}
