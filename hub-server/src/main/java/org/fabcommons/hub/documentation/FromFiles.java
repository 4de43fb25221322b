// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.derivation.Derivations;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignListener;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Files;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.design.Said;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.okh.OkhField;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/**
 * What files say of a design is so, whichever way they came: the licences and the picture that an Open Know-How manifest
 * names, and the designs here that a bill of materials lists.
 */
record FromFiles(Designs designs, Derivations derivations, Bills bills) implements DesignListener {
    private static final Map<String, OkhField> LICENCES = Map.of(
            "licence", OkhField.LICENCE,
            "documentationLicence", OkhField.DOCUMENTATION_LICENCE,
            "softwareLicence", OkhField.SOFTWARE_LICENCE);

    @Override
    public Said said(Said.Change change) {
        List<FieldFault> notes = new ArrayList<>();
        Map<String, byte[]> files = new LinkedHashMap<>();
        var manifest = change.wish();
        var written = Written.in(change.now());
        if (written.isPresent()) {
            var okh = written.get();
            if (!change.changed().contains(okh.path())) {
                if (change.before().isPresent() && change.licensed())
                    okh.under(manifest.licence(), manifest.parts())
                            .ifPresent(text -> files.put(okh.path(), text.getBytes(StandardCharsets.UTF_8)));
            } else manifest = licences(change, manifest, okh, notes);
        }
        return new Said(parts(change, manifest, notes), files, notes);
    }

    @Override
    public Optional<String> place(Files files, String field) {
        return Optional.ofNullable(LICENCES.get(field)).flatMap(licence -> Written.in(files)
                .map(written -> Files.place(
                        written.path(),
                        written.text(),
                        licence.path(written.okh().form()))));
    }

    @Override
    public List<String> pictures(Files files) {
        return Written.in(files)
                .map(written -> OkhField.IMAGE.read(written.okh()).stream()
                        .map(path -> path.replaceFirst("^(\\./|/)", ""))
                        .toList())
                .orElse(List.of());
    }

    private static Manifest licences(Said.Change change, Manifest wish, Written now, List<FieldFault> notes) {
        var then = Written.in(change.then());
        var hardware = now.licence(OkhField.LICENCE, notes).orElse(wish.licence());
        var parts = new PartLicences(
                own(OkhField.DOCUMENTATION_LICENCE, wish.parts().documentation(), hardware, then, now, notes),
                own(OkhField.SOFTWARE_LICENCE, wish.parts().software(), hardware, then, now, notes));
        if (!change.licensed()) return wish.licensed(hardware, parts);
        // Two words for one thing: neither of them silently wins.
        if (!hardware.equals(wish.licence()))
            throw Problem.invalid("licence", "licence-otherwise", now.path(), hardware, wish.licence());
        return wish.licensed(
                hardware,
                new PartLicences(
                        agreed("documentationLicence", wish.parts().documentation(), parts.documentation(), now),
                        agreed("softwareLicence", wish.parts().software(), parts.software(), now)));
    }

    /** What the file names; what it named before and no longer does is gone, what it never named stays. */
    private static String own(
            OkhField field, String so, String hardware, Optional<Written> then, Written now, List<FieldFault> notes) {
        var named = now.licence(field, notes);
        var dropped = then.map(before -> !field.read(before.okh()).isEmpty()).orElse(false)
                && field.read(now.okh()).isEmpty();
        var licence = named.orElse(dropped ? "" : so);
        return licence.equals(hardware) ? "" : licence;
    }

    private static String agreed(String field, String said, String written, Written now) {
        if (said.isEmpty() || said.equals(written)) return written;
        throw Problem.invalid(field, "licence-otherwise", now.path(), written.isEmpty() ? "-" : written, said);
    }

    private Manifest parts(Said.Change change, Manifest wish, List<FieldFault> notes) {
        // A bill of materials is a table, or stands in the manifest.
        if (change.before().isPresent()
                && change.changed().stream()
                        .noneMatch(path ->
                                Bills.isCsv(path) || Okh.Form.ofPath(path).isPresent())) return wish;
        Set<String> before = new LinkedHashSet<>();
        for (var line : Bills.lines(change.then()))
            bills.find(line).map(Design::id).ifPresent(before::add);
        List<Derivations.Origin> parts = new ArrayList<>();
        var path = Bills.path(change.now()).orElse(Bills.PATH);
        for (var line : Bills.lines(change.now())) {
            if (line.design().isBlank()) continue;
            bills.find(line)
                    .filter(part -> designs.rights().mayRead(part, Optional.of(change.who())))
                    .ifPresentOrElse(
                            part -> parts.add(derivations.part(part, line.name())),
                            () -> notes.add(FieldFault.of(path, "bill-design-unknown", line.name(), line.design())));
        }
        if (before.isEmpty() && parts.isEmpty()) return wish;
        return wish.with(derivations.using(wish, parts, before).apply(wish.derivedFrom()));
    }
}
