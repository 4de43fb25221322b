// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import java.util.Locale;

/** Puts notifications into words. */
public interface Wording {
    /**
     * @param title a few words: which machine, and what
     * @param text one or two sentences
     */
    record Said(String title, String text) {}

    Said say(Notification notification, Locale language);

    /** What people call this machine. */
    String machine(String key);
}
