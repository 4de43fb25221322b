// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.fabcommons.preflight.Finding;

/**
 * A sentence by its code, so that whoever reads it has it in their own language.
 *
 * @param code key of the texts; {@code finding.} and its code for what a check found; empty for words that are known in one
 *     language only
 * @param values numbers and words that belong into it, in order
 */
public record Sentence(String code, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> values) {
    private static final String FINDING = "finding.";

    public Sentence {
        values = values == null ? List.of() : List.copyOf(values);
    }

    static Sentence of(Finding finding) {
        return new Sentence(FINDING + finding.code(), finding.args());
    }

    /** Whether it is the same in every language, whatever that is. */
    boolean plain() {
        return code.isEmpty();
    }

    /** Empty where this program does not know the code, as of newer ones. */
    Optional<String> in(Locale language) {
        if (plain()) return values.stream().findFirst().map(String::valueOf);
        if (code.startsWith(FINDING))
            return new Finding(Finding.Severity.REFUSE, code.substring(FINDING.length()), 0, values)
                    .messageIfKnown(language);
        var spoken = language.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
        var texts = texts(spoken);
        // What is said of one value alone goes before: an error's number, in words.
        var own = values.isEmpty() ? code : code + "." + values.get(0);
        var key = texts.containsKey(own) ? own : code;
        if (!texts.containsKey(key)) return Optional.empty();
        return Optional.of(new MessageFormat(texts.getString(key), spoken).format(values.toArray()));
    }

    static ResourceBundle texts(Locale language) {
        return ResourceBundle.getBundle(
                "org.fabcommons.link.sentences",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
