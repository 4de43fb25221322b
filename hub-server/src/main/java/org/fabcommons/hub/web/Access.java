// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call a resource method. A method without it is refused. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Access {
    Who value();

    enum Who {
        /** Everybody, signed in or not. */
        ANYONE,
        /** A person, by session or token. */
        PERSON,
        /** A paired agent, by its token. */
        AGENT
    }
}
