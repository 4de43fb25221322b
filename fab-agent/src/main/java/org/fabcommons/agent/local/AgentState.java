// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.Permission;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.job.Waiting;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;

/**
 * How the agent, its machines and its jobs are now, as programs read it.
 *
 * @param lastNotification the number of the last one; 0 before the first
 */
record AgentState(
        String agent, String version, Hub hub, List<MachineNow> machines, List<Job> jobs, long lastNotification) {
    static AgentState of(Shop shop) {
        return new AgentState(
                shop.agent().name(),
                shop.agent().version(),
                Hub.of(shop.hub()),
                shop.benches().stream().map(bench -> MachineNow.of(shop, bench)).toList(),
                shop.recent().stream().map(job -> Job.of(shop, job)).toList(),
                shop.notifications().lastNumber());
    }

    record Hub(String state, Optional<String> address, Optional<String> code) {
        static Hub of(LinkState state) {
            if (state instanceof LinkState.Connected link)
                return new Hub("connected", Optional.of(link.hub().toString()), Optional.empty());
            if (state instanceof LinkState.Unpaired link)
                return new Hub(
                        "unpaired",
                        Optional.of(link.code().address().toString()),
                        Optional.of(link.code().code()));
            if (state instanceof LinkState.Declined link)
                return new Hub("declined", Optional.of(link.hub().toString()), Optional.empty());
            if (state instanceof LinkState.Unreached link)
                return new Hub("unreached", Optional.of(link.hub().toString()), Optional.empty());
            return new Hub("alone", Optional.empty(), Optional.empty());
        }
    }

    /**
     * A machine.
     *
     * @param position millimetres by axis
     * @param clearUntil when a person's word that it is clear ends
     */
    record MachineNow(
            String key,
            String name,
            String profile,
            boolean simulated,
            Telemetry.State state,
            Optional<String> detail,
            Map<String, Telemetry.Temperature> temperatures,
            Map<String, Double> position,
            Optional<Job> job,
            Optional<Message.Progress> progress,
            List<Queued> queue,
            Optional<String> clearUntil,
            Optional<Asked> question,
            Optional<Out> outOfService) {
        static MachineNow of(Shop shop, Shop.Bench bench) {
            return new MachineNow(
                    bench.key(),
                    bench.name(),
                    bench.profile().id(),
                    bench.simulated(),
                    bench.now().state(),
                    bench.now().detail(),
                    bench.now().temperatures(),
                    bench.now().position(),
                    bench.job().map(job -> Job.of(shop, job)),
                    bench.now().progress(),
                    Queued.all(shop, bench.key()),
                    shop.orders().clearUntil(bench.key()).map(Instant::toString),
                    bench.question().map(question -> Asked.of(bench.asked(), question)),
                    bench.out().map(out -> new Out(out.since().toString(), out.reason(), out.by())));
        }
    }

    /** That somebody at the hub took it out of service. */
    record Out(String since, String reason, String by) {}

    /** What a person is asked. */
    record Asked(long number, String kind, String what, Optional<String> note, List<String> choices) {
        static Asked of(long number, Question question) {
            return new Asked(
                    number, LocalPages.word(question.kind()), question.what(), question.note(), question.choices());
        }
    }

    /** A file that waits for its machine to be clear. */
    record Queued(String id, String file, String sha256, long sizeBytes, String source, String since) {
        static List<Queued> all(Shop shop, String machine) {
            return shop.shelf().waitingFor(machine).stream().map(Queued::of).toList();
        }

        static Queued of(Waiting waiting) {
            return new Queued(
                    waiting.id(),
                    waiting.fileName(),
                    waiting.sha256(),
                    waiting.sizeBytes(),
                    LocalPages.word(waiting.source()),
                    waiting.since().toString());
        }
    }

    /** A file on the shelf. */
    record Kept(String file, String sha256, long sizeBytes, String addedAt) {
        static Kept of(Shelf.ShelvedFile file) {
            return new Kept(
                    file.name(), file.sha256(), file.sizeBytes(), file.addedAt().toString());
        }
    }

    /**
     * A job.
     *
     * @param file the file's name
     * @param endedAt when it came to its end, if it has
     */
    record Job(
            String id,
            String machine,
            String file,
            String sha256,
            JobState state,
            String createdAt,
            Optional<String> endedAt,
            Optional<String> reason,
            Optional<String> detail,
            Message.Progress progress,
            Optional<Message.Result> result,
            Optional<Allowed> allowed) {
        /** Of a job that runs, where it is now; of any other, where it ended. */
        private static Message.Progress progress(Shop shop, JobRecord job) {
            return shop.bench(job.order().machine())
                    .map(Shop.Bench::now)
                    .filter(now -> now.job().equals(Optional.of(job.order().job())))
                    .flatMap(Telemetry.Machine::progress)
                    .orElse(job.progress());
        }

        static Job of(Shop shop, JobRecord job) {
            return new Job(
                    job.order().job(),
                    job.order().machine(),
                    job.order().fileName(),
                    job.order().sha256(),
                    job.state(),
                    job.createdAt().toString(),
                    job.state().over() ? Optional.of(job.changedAt().toString()) : Optional.empty(),
                    job.reason(),
                    job.detail(),
                    progress(shop, job),
                    job.result(),
                    shop.words().of(job.order().job()).map(Allowed::of));
        }
    }

    /** Whose word a job went by, and for what. */
    record Allowed(String by, boolean administrator, List<String> what, Optional<String> hub, String at) {
        static Allowed of(Permission word) {
            return new Allowed(
                    word.person(),
                    word.administrator(),
                    word.needs().stream().sorted().toList(),
                    word.hub(),
                    word.at().toString());
        }
    }
}
