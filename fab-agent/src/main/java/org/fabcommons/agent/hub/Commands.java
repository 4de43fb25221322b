// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fabcommons.agent.job.FileSource;
import org.fabcommons.agent.job.Handbook;
import org.fabcommons.agent.job.HubWord;
import org.fabcommons.agent.job.JobOrder;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.PausedBy;
import org.fabcommons.link.Command;
import org.fabcommons.link.Detail;
import org.fabcommons.link.LinkJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the hub asks. A command may come twice: whatever stops is simply done again; an order is known by
 * its job and attempt; only going on after a pause is skipped when it was done before, since somebody may have paused
 * again meanwhile.
 */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final Journal journal;
    private final String hub;
    private final String pairing;
    private final JobRunner runner;
    private final FileSource files;
    private final Handbook handbook;

    /**
     * @param hub its name in the network
     * @param handbook where it is written down who answered
     * @param pairing tells this pairing from others: each counts its commands anew
     */
    Commands(Journal journal, String hub, String pairing, JobRunner runner, FileSource files, Handbook handbook) {
        this.hub = hub;
        this.handbook = handbook;
        this.journal = journal;
        this.pairing = pairing;
        this.runner = runner;
        this.files = files;
    }

    void carryOut(ServerEvents.Event event) {
        try {
            var command = LinkJson.mapper().readValue(event.data(), Command.class);
            LOG.info("the hub asks: {}", command);
            if (carryOut(command, event) && event.id().isPresent())
                journal.commandDone(pairing, event.id().get());
        } catch (JsonProcessingException e) {
            LOG.warn("a command of type {} is not understood; is this agent too old?", event.type(), e);
        } catch (RuntimeException e) {
            LOG.error("a command of type {} failed", event.type(), e);
        }
    }

    private boolean carryOut(Command command, ServerEvents.Event event) {
        if (command instanceof Command.EmergencyStop stop) {
            runner.emergencyStop(stop.machine());
        } else if (command instanceof Command.Pause pause) {
            runner.pause(pause.machine(), pause.job(), PausedBy.HUB);
        } else if (command instanceof Command.Resume resume) {
            if (!doneBefore(event)) runner.resumeFromAfar(resume.machine(), resume.job());
        } else if (command instanceof Command.Answer answer) {
            answered(answer);
        } else if (command instanceof Command.Cancel cancel) {
            runner.cancel(cancel.machine(), cancel.job());
        } else if (command instanceof Command.Refuse refuse) {
            runner.refused(
                    refuse.machine(),
                    refuse.job(),
                    refuse.why().isBlank()
                            ? Detail.of("refused-at-hub", "@" + refuse.by(), hub)
                            : Detail.of(
                                    "refused-at-hub-why",
                                    "@" + refuse.by(),
                                    hub,
                                    refuse.why().strip()));
        } else if (command instanceof Command.Availability service) {
            runner.service(service.machine(), service.out());
        } else if (command instanceof Command.Run run) {
            return ordered(run);
        }
        return true;
    }

    /** Written down with who it was, as those given beside the machine are. */
    private void answered(Command.Answer answer) {
        var who = answer.name() + " (@" + answer.handle() + "), signed in at " + hub;
        var what = runner.answer(answer.machine(), answer.question(), answer.choice());
        if (what.isEmpty()) LOG.info("{} answers what {} no longer asks", who, answer.machine());
        what.ifPresent(said -> handbook.record(answer.machine(), who, "answer", said, "done"));
    }

    private boolean ordered(Command.Run run) {
        try {
            runner.order(
                            new JobOrder(
                                    run.job(),
                                    run.attempt(),
                                    run.machine(),
                                    JobOrder.Origin.HUB,
                                    run.fileName(),
                                    run.sha256(),
                                    run.sizeBytes(),
                                    run.word().map(word -> new HubWord(word.needs(), hub, word.handle(), word.name()))),
                            files)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("the order of job {} could not be taken; the hub will withdraw it", run.job(), e);
            return false;
        }
    }

    private boolean doneBefore(ServerEvents.Event event) {
        var last = journal.lastCommand(pairing);
        return last.isPresent()
                && event.id().isPresent()
                && Long.parseLong(event.id().get()) <= Long.parseLong(last.get());
    }
}
