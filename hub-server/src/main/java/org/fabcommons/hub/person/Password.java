// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import com.password4j.Argon2Function;
import com.password4j.SecureString;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;

/**
 * Argon2id with 19 MiB, 2 passes, 1 lane, as the OWASP password storage page advises. At most two are computed at a
 * time, so that a flood of sign-ins costs waiting, not memory.
 */
final class Password {
    /** The demonstration's password, which no other start of the hub accepts. */
    static final String DEMO = "fabcommons-demo";

    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
    private static final Semaphore COMPUTING = new Semaphore(2, true);
    /** Checked when there is no such person, so that the time taken does not tell. */
    private static final String NOBODY = hash("nobody-has-this");

    private Password() {}

    static String hash(String password) {
        COMPUTING.acquireUninterruptibly();
        try {
            return com.password4j.Password.hash(new SecureString(password.toCharArray()))
                    .addRandomSalt(16)
                    .with(ARGON2)
                    .getResult();
        } finally {
            COMPUTING.release();
        }
    }

    static boolean matches(String password, String hash) {
        COMPUTING.acquireUninterruptibly();
        try {
            return com.password4j.Password.check(new SecureString(password.toCharArray()), hash)
                    .with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            COMPUTING.release();
        }
    }

    /** Takes as long as a real check. */
    static void matchesNobody(String password) {
        matches(password, NOBODY);
    }
}
