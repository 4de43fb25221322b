// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.fabcommons.hub.licence.ExpressionFault;
import org.fabcommons.hub.licence.LicenceExpression;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/**
 * What an author says about a design, checked.
 *
 * @param licence a canonical SPDX expression
 * @param parts those of documentation and software, canonical as well
 * @param tags lower case, without doubles
 */
public record About(String title, String summary, String licence, List<String> tags, PartLicences parts) {
    static final int MAX_TITLE = 80;
    static final int MAX_SUMMARY = 300;
    static final int MAX_TAGS = 10;
    private static final String TAG = "[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}-]{0,29}";

    /**
     * Checks what a person gave.
     *
     * @throws Problem INVALID with all faults at once
     */
    public static About checked(String title, String summary, String licence, List<String> tags, PartLicences parts) {
        List<FieldFault> faults = new ArrayList<>();
        var about = checked(title, summary, licence, tags, parts, faults);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return about;
    }

    static About checked(
            String title,
            String summary,
            String licence,
            List<String> tags,
            PartLicences parts,
            List<FieldFault> faults) {
        var heading = line(title);
        var text = line(summary);
        if (heading.isEmpty() || heading.length() > MAX_TITLE)
            faults.add(FieldFault.of("title", "title-length", MAX_TITLE));
        if (text.isEmpty() || text.length() > MAX_SUMMARY)
            faults.add(FieldFault.of("summary", "summary-length", MAX_SUMMARY));
        var known = licence("licence", line(licence), faults);
        var words = tags.stream()
                .map(tag -> Normalizer.normalize(line(tag), Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
        if (words.size() > MAX_TAGS) faults.add(FieldFault.of("tags", "tags-many", MAX_TAGS));
        words.stream()
                .filter(tag -> !tag.matches(TAG))
                .findFirst()
                .ifPresent(tag -> faults.add(FieldFault.of("tags", "tag-form", tag)));
        // One that says what the hardware's says anyway is none of its own.
        var own = new PartLicences(
                own("documentationLicence", parts.documentation(), known, faults),
                own("softwareLicence", parts.software(), known, faults));
        return new About(heading, text, known, words, own);
    }

    private static String own(String field, String written, String hardware, List<FieldFault> faults) {
        if (written.isEmpty()) return "";
        var known = licence(field, line(written), faults);
        return known.equals(hardware) ? "" : known;
    }

    private static String licence(String field, String written, List<FieldFault> faults) {
        try {
            return LicenceExpression.read(written).expression().toString();
        } catch (ExpressionFault fault) {
            faults.add(FieldFault.of(field, fault.code(), fault.arguments().toArray()));
            return "";
        }
    }

    /** Tags as a person writes them into one field, parted by commas or spaces. */
    static List<String> words(String tags) {
        return tags == null ? List.of() : Arrays.asList(tags.split("[,;\\s]+"));
    }

    private static String line(String given) {
        return given == null ? "" : given.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
