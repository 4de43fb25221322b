// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.time.Duration;
import java.util.Optional;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Command;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;

/**
 * What labs' policies ask about jobs that wait, and who has answered. Without an answer nothing runs: the agent sends the
 * job back. An answer goes with the next offer of its job, and nowhere else.
 */
final class Questions {
    /** As long as a word that is given at the agent: one given in the morning is not meant for another day. */
    static final Duration HOLDS = Duration.ofHours(12);

    private final HubContext hub;
    private final Rows<QuestionStore> rows;
    private final Labs labs;

    Questions(HubContext hub, Labs labs) {
        this.hub = hub;
        rows = hub.database().rows(QuestionStore.class);
        this.labs = labs;
    }

    Optional<Question> of(Job job) {
        return rows.read(store -> store.of(job.id()));
    }

    static Message.Asked asked(Question question) {
        return LinkJson.readBack(question.asked(), Message.Asked.class);
    }

    /** The agent sent a job back for want of a word. */
    void ask(Job job, Message.Asked asked) {
        var json = LinkJson.write(asked);
        rows.write(store -> {
            store.ask(job.id(), json, hub.clock().millis());
            return true;
        });
    }

    /** Whether somebody allowed it, and not too long ago. */
    boolean allowed(Question question) {
        return question.allowedBy().isPresent()
                && question.allowedAt()
                        .filter(at -> hub.clock().millis() - at <= HOLDS.toMillis())
                        .isPresent();
    }

    /** The word that goes with the next offer of this job. */
    Optional<Command.Word> word(Job job) {
        return of(job).filter(this::allowed)
                .map(question -> new Command.Word(
                        asked(question).needs(),
                        question.allowedHandle().orElseThrow(),
                        question.allowedName().orElse("")));
    }

    /** Whether the viewer answers for what the lab runs. */
    boolean manages(Job job, Viewer viewer) {
        return labs.may(job.lab(), viewer, Role.MANAGER);
    }

    /** Whether the viewer's word is one that the agent takes: an administrator's where it wants one. */
    boolean counts(Question question, Viewer viewer) {
        var asked = asked(question);
        return !asked.administrator()
                || viewer.person()
                        .filter(person -> asked.administrators().contains(person.handle()))
                        .isPresent();
    }

    void allow(Job job, String personId) {
        rows.write(store -> {
            store.allow(job.id(), personId, hub.clock().millis());
            return true;
        });
    }
}
