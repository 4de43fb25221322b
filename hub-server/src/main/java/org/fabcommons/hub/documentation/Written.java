// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Files;
import org.fabcommons.hub.licence.ExpressionFault;
import org.fabcommons.hub.licence.LicenceExpression;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.okh.OkhFault;
import org.fabcommons.hub.okh.OkhField;
import org.fabcommons.hub.web.Problem.FieldFault;

/** The manifest that an author wrote, among the files of a revision. */
record Written(String path, Okh okh, String text) {
    /** Which of these is the manifest: the newer form first where there are both. */
    static final Comparator<String> FIRST =
            Comparator.comparing((String path) -> !path.endsWith(".toml")).thenComparing(Comparator.naturalOrder());

    /** Nothing where there is none that can be read. */
    static Optional<Written> in(Files files) {
        var path = files.paths().stream()
                .filter(each -> Okh.Form.ofPath(each).isPresent())
                .min(FIRST);
        return path.flatMap(files::read).flatMap(bytes -> {
            try {
                return Optional.of(new Written(
                        path.get(),
                        Okh.read(Okh.Form.ofPath(path.get()).orElseThrow(), bytes),
                        new String(bytes, StandardCharsets.UTF_8)));
            } catch (OkhFault unreadable) {
                // Its page tells where.
                return Optional.empty();
            }
        });
    }

    /** A licence that it names, as one writes it; one that nobody can read is told. */
    Optional<String> licence(OkhField field, List<FieldFault> notes) {
        var licence = licence(field, okh);
        if (licence.isEmpty())
            field.read(okh).stream()
                    .findFirst()
                    .ifPresent(named -> notes.add(FieldFault.of(path, "licence-unreadable", named)));
        return licence;
    }

    /** The same of any manifest; nothing where it names none that can be read. */
    static Optional<String> licence(OkhField field, Okh okh) {
        var named = field.read(okh).stream().findFirst();
        try {
            return named.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            LicenceExpression.read(named.get()).expression().toString());
        } catch (ExpressionFault unknown) {
            return Optional.empty();
        }
    }

    /** The text that names other licences, where it names any and they are not these already. */
    Optional<String> under(String hardware, PartLicences parts) {
        Map<OkhField, List<String>> licences = new EnumMap<>(OkhField.class);
        put(licences, OkhField.LICENCE, hardware);
        put(licences, OkhField.DOCUMENTATION_LICENCE, parts.documentation());
        put(licences, OkhField.SOFTWARE_LICENCE, parts.software());
        var changed = okh.with(licences);
        return changed.equals(okh) ? Optional.empty() : Optional.of(changed.textLike(text));
    }

    /** One that it never named need not be named from now on. */
    private void put(Map<OkhField, List<String>> licences, OkhField field, String licence) {
        if (field.read(okh).isEmpty()) return;
        licences.put(field, licence.isEmpty() ? List.of() : List.of(licence));
    }
}
