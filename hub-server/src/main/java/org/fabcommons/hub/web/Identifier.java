// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.util.Optional;

/** Knows one kind of credential. */
public interface Identifier {
    enum Scheme {
        /** The value of the session cookie. */
        SESSION,
        /** The token after {@code Bearer}. */
        BEARER,
        /** The user:password pair after {@code Basic}, decoded. */
        BASIC
    }

    /** The caller this credential belongs to, if it is one of this identifier's and valid. */
    Optional<Caller> identify(Scheme scheme, String credential);
}
