// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.util.Optional;

/**
 * What a work is under, split as Open Know-How has it.
 *
 * @param hardware the licence of the thing, and of all that has none of its own
 */
public record LicenceTerms(
        LicenceExpression hardware, Optional<LicenceExpression> documentation, Optional<LicenceExpression> software) {
    /** What a licence may be given to. */
    public enum Scope {
        HARDWARE,
        DOCUMENTATION,
        SOFTWARE
    }

    /** One licence for everything. */
    public static LicenceTerms of(LicenceExpression everything) {
        return new LicenceTerms(everything, Optional.empty(), Optional.empty());
    }

    /**
     * One licence for everything.
     *
     * @throws ExpressionFault where it is no expression
     */
    public static LicenceTerms of(String everything) {
        return of(LicenceExpression.read(everything).expression());
    }

    /**
     * The hardware's licence and those that other parts have of their own.
     *
     * @throws ExpressionFault where one is no expression
     */
    public static LicenceTerms of(String hardware, PartLicences parts) {
        return new LicenceTerms(
                LicenceExpression.read(hardware).expression(), own(parts.documentation()), own(parts.software()));
    }

    private static Optional<LicenceExpression> own(String written) {
        return written.isEmpty()
                ? Optional.empty()
                : Optional.of(LicenceExpression.read(written).expression());
    }

    /** What a part of the work is under. */
    public LicenceExpression of(Scope scope) {
        return switch (scope) {
            case HARDWARE -> hardware;
            case DOCUMENTATION -> documentation.orElse(hardware);
            case SOFTWARE -> software.orElse(hardware);
        };
    }

    /** Whether this part has a licence of its own. */
    public boolean has(Scope scope) {
        return switch (scope) {
            case HARDWARE -> true;
            case DOCUMENTATION -> documentation.isPresent();
            case SOFTWARE -> software.isPresent();
        };
    }
}
