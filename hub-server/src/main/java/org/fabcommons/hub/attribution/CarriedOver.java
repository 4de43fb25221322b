// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.attribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.ArchivePart;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.licence.LicenceTexts;
import org.fabcommons.hub.web.Viewer;

/** What an archive carries for others: the attribution, the notices of all ancestors, and the texts of the licences. */
record CarriedOver(Attributions attributions, Designs designs) implements ArchivePart {
    private static final Pattern NOTICE =
            Pattern.compile("(?i)(NOTICE|COPYING|COPYRIGHT|LICEN[CS]E|AUTHORS|CONTRIB|CHANGES)[^/]{0,40}");
    private static final int MAX_NOTICE_BYTES = 200_000;
    private static final int MAX_NOTICES = 100;

    @Override
    public Map<String, byte[]> files(Design design, String revision, Viewer viewer) {
        var attribution = attributions.of(design, revision, viewer);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "ATTRIBUTION.md",
                new AttributionText(attribution, viewer).whole().getBytes(StandardCharsets.UTF_8));
        notices(design, revision, attribution, viewer, files);
        texts(attribution, files);
        return files;
    }

    private void notices(
            Design design, String revision, Attribution attribution, Viewer viewer, Map<String, byte[]> files) {
        Set<String> present =
                designs.files(design, revision).stream().map(DesignFile::sha256).collect(Collectors.toSet());
        for (var source : attribution.sources()) {
            var ancestor = holder(design, source, viewer);
            if (ancestor.isEmpty()) continue;
            for (var file : designs.files(ancestor.get(), source.revision())) {
                if (files.size() > MAX_NOTICES) return;
                if (NOTICE.matcher(file.path()).matches()
                        && file.sizeBytes() <= MAX_NOTICE_BYTES
                        && present.add(file.sha256()))
                    files.put(
                            "NOTICES/" + source.name().replace('/', '-') + "/" + file.path(),
                            bytes(ancestor.get(), source.revision(), file.path()));
            }
        }
    }

    /** Where the revision taken can be read: of what is gone, the design's own history may still hold it. */
    private Optional<Design> holder(Design design, Attribution.Source source, Viewer viewer) {
        var ancestor = source.gone() ? Optional.<Design>empty() : find(source.name());
        return ancestor.filter(each -> designs.rights().mayRead(each, viewer)).or(() -> Optional.of(design)
                .filter(own -> designs.findRevision(own, source.revision()).isPresent()));
    }

    private Optional<Design> find(String fullName) {
        var parts = fullName.split("/", 2);
        return parts.length == 2 ? designs.find(parts[0], parts[1]) : Optional.empty();
    }

    private byte[] bytes(Design design, String revision, String path) {
        try (var in = designs.open(design, revision, path)) {
            return in.readNBytes(MAX_NOTICE_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where REUSE wants them. */
    private static void texts(Attribution attribution, Map<String, byte[]> files) {
        LicenceTexts.of(attribution.licence()).forEach((id, text) -> files.put("LICENSES/" + id + ".txt", text));
        for (var parts : attribution.allLicences())
            for (var expression : parts.all())
                Licence.find(expression)
                        .map(LicenceTexts::of)
                        .ifPresent(texts -> texts.forEach((id, text) -> files.put("LICENSES/" + id + ".txt", text)));
        for (var source : attribution.sources())
            source.licence()
                    .map(LicenceTexts::of)
                    .ifPresent(texts -> texts.forEach((id, text) -> files.put("LICENSES/" + id + ".txt", text)));
    }
}
