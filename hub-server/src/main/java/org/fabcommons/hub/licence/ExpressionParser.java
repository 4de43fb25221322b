// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.hub.licence.LicenceExpression.All;
import org.fabcommons.hub.licence.LicenceExpression.Any;
import org.fabcommons.hub.licence.LicenceExpression.Reading;
import org.fabcommons.hub.licence.LicenceExpression.Term;
import org.fabcommons.hub.licence.LicenceExpression.Warning;

/** Reads one licence expression: {@code +} binds closest, then {@code WITH}, {@code AND}, {@code OR}. */
final class ExpressionParser {
    static final int MAX_LENGTH = 300;
    private static final int MAX_TERMS = 10;
    private static final int MAX_DEPTH = 10;
    private static final Pattern TOKEN = Pattern.compile("[()]|[^()\\s]+");
    private static final Pattern REFERENCE =
            Pattern.compile("(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]{1,80}");
    private static final Pattern ADDITION = Pattern.compile("AdditionRef-[A-Za-z0-9.-]{1,80}");
    private static final SpdxList LIST = SpdxList.standard();

    private record Token(String text, int column) {}

    private final List<Token> tokens;
    private final List<Warning> warnings = new ArrayList<>();
    private int next;
    private int terms;
    private int depth;

    ExpressionParser(String text) {
        if (text.isBlank()) throw new ExpressionFault("licence-missing");
        if (text.length() > MAX_LENGTH) throw new ExpressionFault("licence-long", MAX_LENGTH);
        tokens = TOKEN.matcher(text)
                .results()
                .map(found -> new Token(found.group(), found.start() + 1))
                .toList();
    }

    Reading read() {
        var expression = any();
        if (next < tokens.size())
            throw new ExpressionFault(
                    "licence-unexpected",
                    tokens.get(next).text(),
                    tokens.get(next).column());
        return new Reading(expression, List.copyOf(warnings));
    }

    private LicenceExpression any() {
        List<LicenceExpression> parts = new ArrayList<>(List.of(all()));
        while (took("OR")) parts.add(all());
        return parts.size() == 1 ? parts.get(0) : new Any(List.copyOf(parts));
    }

    private LicenceExpression all() {
        List<LicenceExpression> parts = new ArrayList<>(List.of(simple()));
        while (took("AND")) parts.add(simple());
        return parts.size() == 1 ? parts.get(0) : new All(List.copyOf(parts));
    }

    private LicenceExpression simple() {
        if (next == tokens.size()) throw new ExpressionFault("licence-ends");
        var token = tokens.get(next++);
        if (token.text().equals("(")) {
            if (++depth > MAX_DEPTH) throw new ExpressionFault("licence-deep", token.column());
            var inside = any();
            depth--;
            if (!took(")")) throw new ExpressionFault("licence-unclosed", token.column());
            return inside;
        }
        if (token.text().matches("(?i)AND|OR|WITH|\\)"))
            throw new ExpressionFault("licence-unexpected", token.text(), token.column());
        if (++terms > MAX_TERMS) throw new ExpressionFault("licence-many", MAX_TERMS);
        var licence = licence(token);
        if (!took("WITH")) return licence;
        if (next == tokens.size()) throw new ExpressionFault("licence-ends");
        return with(licence, tokens.get(next++));
    }

    /** An operator is written in capitals or in small letters, not mixed. */
    private boolean took(String operator) {
        if (next == tokens.size()) return false;
        var text = tokens.get(next).text();
        if (!text.equals(operator) && !text.equals(operator.toLowerCase(Locale.ROOT))) return false;
        next++;
        return true;
    }

    private Term licence(Token token) {
        var written = token.text();
        if (written.equals("NOASSERTION") || written.equals("NONE")) {
            warnings.add(new Warning("none", written, "LicenseRef-" + written));
            return new Term("LicenseRef-" + written, false, Optional.empty());
        }
        if (REFERENCE.matcher(written).matches()) return new Term(written, false, Optional.empty());
        // GPL-2.0+ is an old identifier of its own, so the whole is looked up before the plus is taken off.
        var whole = LIST.licence(written);
        if (whole.isPresent()) return current(whole.get(), false);
        var plus = written.endsWith("+");
        var base = plus ? LIST.licence(written.substring(0, written.length() - 1)) : Optional.<SpdxList.Entry>empty();
        if (base.isPresent()) return current(base.get(), true);
        throw LIST.near(written, false)
                .map(near -> new ExpressionFault("licence-unknown-near", written, near))
                .orElseGet(() -> new ExpressionFault("licence-unknown", written));
    }

    private Term current(SpdxList.Entry entry, boolean plus) {
        if (entry.replacement().isPresent()) {
            var meant = entry.replacement().get();
            warnings.add(new Warning("deprecated", entry.id(), meant));
            var parts = meant.split(" WITH ", 2);
            return later(parts[0], plus, parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
        }
        return later(entry.id(), plus, Optional.empty());
    }

    /** The GNU licences say "or later" in their identifiers. */
    private static Term later(String id, boolean plus, Optional<String> exception) {
        if (!plus || id.endsWith("-or-later")) return new Term(id, false, exception);
        if (id.endsWith("-only")) return new Term(id.replaceFirst("-only$", "-or-later"), false, exception);
        return new Term(id, true, exception);
    }

    private static Term with(Term licence, Token token) {
        if (licence.exception().isPresent())
            throw new ExpressionFault("licence-unexpected", token.text(), token.column());
        if (ADDITION.matcher(token.text()).matches())
            return new Term(licence.id(), licence.orLater(), Optional.of(token.text()));
        var exception = LIST.exception(token.text()).orElseThrow(() -> LIST.near(token.text(), true)
                .map(near -> new ExpressionFault("licence-unknown-near", token.text(), near))
                .orElseGet(() -> new ExpressionFault("licence-unknown", token.text())));
        return new Term(licence.id(), licence.orLater(), Optional.of(exception.id()));
    }
}
