// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a run that waits for a person what its file says about the line that asks. Of the session's thread. */
final class Notes {
    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

    private final String key;
    private final Consumer<Runnable> mailbox;

    Notes(String key, Consumer<Runnable> mailbox) {
        this.key = key;
        this.mailbox = mailbox;
    }

    /** Looks the line up on a thread of its own, since the file may be large. */
    void look(Run r, long line) {
        var looking = new Thread(
                () -> {
                    try {
                        var comment = Comments.about(r.request().file(), line);
                        comment.ifPresent(text -> mailbox.accept(() -> r.note(text)));
                    } catch (IOException unreadable) {
                        LOG.warn("{}: {}", key, r.request().file(), unreadable);
                    }
                },
                "comments " + r.request().job());
        looking.setDaemon(true);
        looking.start();
    }
}
