// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.fabcommons.hub.licence.ExpressionFault;
import org.fabcommons.hub.licence.LicenceExpression;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/**
 * What an author says about a design, checked.
 *
 * @param licence a canonical SPDX expression
 * @param tags lower case, without doubles
 */
public record About(String title, String summary, String licence, List<String> tags) {
    static final int MAX_TITLE = 80;
    static final int MAX_SUMMARY = 300;
    static final int MAX_TAGS = 10;
    private static final String TAG = "[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}-]{0,29}";

    /**
     * Checks what a person gave.
     *
     * @throws Problem INVALID with all faults at once
     */
    public static About checked(String title, String summary, String licence, List<String> tags) {
        List<FieldFault> faults = new ArrayList<>();
        var about = checked(title, summary, licence, tags, faults);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return about;
    }

    static About checked(String title, String summary, String licence, List<String> tags, List<FieldFault> faults) {
        var heading = line(title);
        var text = line(summary);
        if (heading.isEmpty() || heading.length() > MAX_TITLE)
            faults.add(FieldFault.of("title", "title-length", MAX_TITLE));
        if (text.isEmpty() || text.length() > MAX_SUMMARY)
            faults.add(FieldFault.of("summary", "summary-length", MAX_SUMMARY));
        var known = licence(line(licence), faults);
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
        return new About(heading, text, known, words);
    }

    private static String licence(String written, List<FieldFault> faults) {
        try {
            return LicenceExpression.read(written).expression().toString();
        } catch (ExpressionFault fault) {
            faults.add(FieldFault.of("licence", fault.code(), fault.arguments().toArray()));
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
