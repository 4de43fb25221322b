// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.store.Secret;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Identifier;
import org.fabcommons.hub.web.Live;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Command;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;
import org.fabcommons.link.Receipt;
import org.fabcommons.link.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reaches agents and hears from them. */
public final class Agents implements Identifier {
    static final String TOKEN_PREFIX = "fca_";
    private static final Logger LOG = LoggerFactory.getLogger(Agents.class);
    /** An agent sends telemetry at least every 5 s; three times nothing, and it is away. */
    private static final Duration SILENCE = Duration.ofSeconds(15);
    /** A stop that could not be delivered for so long would come as a surprise. */
    private static final Duration STOP_HOLDS = Duration.ofMinutes(2);

    /** Going on is motion: whoever wished for it must still be looking when it is delivered. */
    private static final Duration RESUME_HOLDS = Duration.ofMinutes(1);

    private static final Duration COMMANDS_KEPT = Duration.ofDays(7);

    private final HubContext hub;
    private final Rows<AgentStore> rows;
    private final Labs labs;
    private final Map<Class<? extends Message>, Handler<Message>> handlers = new LinkedHashMap<>();
    private final List<BiConsumer<Agent, Telemetry>> telemetryListeners = new CopyOnWriteArrayList<>();
    private final List<BiFunction<String, String, Optional<Path>>> files = new CopyOnWriteArrayList<>();
    private final Map<String, Long> heardAt = new ConcurrentHashMap<>();

    Agents(HubContext hub, Labs labs) {
        this.hub = hub;
        rows = hub.database().rows(AgentStore.class);
        this.labs = labs;
    }

    /** What became of a message. */
    public enum Verdict {
        APPLIED,
        /** It changed nothing: the hub does not know what it speaks of, or that has moved on. */
        REFUSED,
        /** An earlier one must come first; the agent sends this one again. */
        TOO_EARLY
    }

    /** Applies one kind of message, within the transaction that also remembers what became of it. */
    @FunctionalInterface
    public interface Handler<M extends Message> {
        Verdict apply(Agent agent, M message);
    }

    public Optional<Agent> byId(String id) {
        return rows.read(store -> store.byId(id));
    }

    /** The agents of a lab that are not revoked. */
    public List<Agent> in(String labId) {
        return rows.read(store -> store.in(labId));
    }

    /** Whether the agent has been heard of within the last 15 seconds. */
    public boolean connected(String agentId) {
        return hub.clock().millis() - heardAt.getOrDefault(agentId, 0L) < SILENCE.toMillis();
    }

    /** Has every message of this kind applied by this handler. Called while the hub is being wired. */
    public <M extends Message> void on(Class<M> kind, Handler<M> handler) {
        handlers.put(kind, (agent, message) -> handler.apply(agent, kind.cast(message)));
    }

    /** Hands on all telemetry, as it comes. */
    public void onTelemetry(BiConsumer<Agent, Telemetry> listener) {
        telemetryListeners.add(listener);
    }

    /** Lets agents fetch files: from the agent's id and the file's SHA-256 to the file, where this agent may have it. */
    public void offerFiles(BiFunction<String, String, Optional<Path>> source) {
        files.add(source);
    }

    Optional<Path> file(String agentId, String sha256) {
        return files.stream()
                .flatMap(source -> source.apply(agentId, sha256).stream())
                .findFirst();
    }

    /** Tells an agent to do something; kept until it is done, withdrawn or overtaken. */
    public void send(String agentId, Command command) {
        var job = jobOf(command);
        rows.write(store -> {
            long now = hub.clock().millis();
            // The latest wish counts: a pause and a resume of the same job never wait side by side.
            job.ifPresent(id -> {
                if (command instanceof Command.Pause || command instanceof Command.Cancel)
                    store.done(id, "resume", now);
                if (command instanceof Command.Resume || command instanceof Command.Cancel)
                    store.done(id, "pause", now);
                if (command instanceof Command.Run) store.done(id, "run", now);
            });
            if (command instanceof Command.Availability)
                store.overtaken(agentId, command.machine(), "availability", now);
            JsonNode body = LinkJson.mapper().valueToTree(command);
            store.addCommand(
                    agentId,
                    store.nextCommand(agentId),
                    command.machine(),
                    job,
                    body.path("type").asText(),
                    body.toString(),
                    now);
            return true;
        });
        hub.database().afterCommit(() -> hub.live().changed(topic(agentId)));
    }

    private static Optional<String> jobOf(Command command) {
        if (command instanceof Command.Run run) return Optional.of(run.job());
        if (command instanceof Command.Pause pause) return Optional.of(pause.job());
        if (command instanceof Command.Resume resume) return Optional.of(resume.job());
        if (command instanceof Command.Cancel cancel) return Optional.of(cancel.job());
        if (command instanceof Command.Refuse refuse) return Optional.of(refuse.job());
        return Optional.empty();
    }

    /** The job's commands of this type ({@code run}, {@code pause} …) need not be sent any more. */
    public void done(String jobId, String type) {
        rows.write(store -> {
            store.done(jobId, type, hub.clock().millis());
            return true;
        });
    }

    /** None of the job's commands needs to be sent any more. */
    public void allDone(String jobId) {
        rows.write(store -> {
            store.allDone(jobId, hub.clock().millis());
            return true;
        });
    }

    static String topic(String agentId) {
        return "agent/" + agentId;
    }

    /**
     * What an agent's command stream sends: first what it has not seen, and offers it may have lost; then what comes.
     *
     * @param lastSeen the number of the last command the agent has seen on an earlier stream, 0 if none
     */
    Live.Feed commands(String agentId, long lastSeen) {
        var sent = new long[] {-1};
        return stream -> {
            heard(agentId);
            if (sent[0] < 0) {
                // A stop is heard when it has arrived; repeating one later would stop what was started since.
                rows.write(store -> {
                    store.stopsHeard(agentId, lastSeen, hub.clock().millis());
                    return true;
                });
                for (var offer : rows.read(store -> store.offers(agentId, lastSeen)))
                    stream.send(Long.toString(offer.seq()), offer.type(), offer.body());
                sent[0] = lastSeen;
            }
            for (var command : pending(agentId, sent[0])) {
                stream.send(Long.toString(command.seq()), command.type(), command.body());
                sent[0] = command.seq();
            }
        };
    }

    private List<PendingCommand> pending(String agentId, long after) {
        long resumesSince = hub.clock().millis() - RESUME_HOLDS.toMillis();
        return rows.read(store -> store.pending(agentId, after, resumesSince));
    }

    /** Applies messages in the order given, each once: a repeated one gets the verdict of its first time. */
    Receipt receive(String agentId, List<JsonNode> messages) {
        heard(agentId);
        var agent = byId(agentId).orElseThrow(Problem::notFound);
        List<String> handled = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (var message : messages) {
            var id = message.path("id").asText();
            var verdict = apply(agent, message);
            if (verdict != Verdict.TOO_EARLY) handled.add(id);
            if (verdict == Verdict.REFUSED) refused.add(id);
        }
        return new Receipt(handled, refused);
    }

    private Verdict apply(Agent agent, JsonNode json) {
        Message message;
        try {
            message = LinkJson.mapper().treeToValue(json, Message.class);
        } catch (InvalidTypeIdException newer) {
            // The agent is newer than this hub. Holding its outbox up would help nobody.
            LOG.warn("agent {} sent a message of unknown type {}; it is passed over", agent.id(), newer.getTypeId());
            return Verdict.REFUSED;
        } catch (JsonProcessingException malformed) {
            throw Problem.invalid("messages", "message-malformed", malformed.getOriginalMessage());
        }
        var handler = handlers.getOrDefault(message.getClass(), (a, m) -> Verdict.APPLIED);
        try {
            return hub.database().write(handle -> {
                var store = handle.attach(AgentStore.class);
                var before = store.refused(agent.id(), message.id());
                if (before.isPresent()) return before.get() ? Verdict.REFUSED : Verdict.APPLIED;
                if (message instanceof Message.Hello hello) store.version(agent.id(), hello.agentVersion());
                var verdict = handler.apply(agent, message);
                if (verdict != Verdict.TOO_EARLY)
                    store.addMessage(
                            agent.id(),
                            message.id(),
                            verdict == Verdict.REFUSED,
                            hub.clock().millis());
                return verdict;
            });
        } catch (RuntimeException e) {
            LOG.error("message {} of agent {} could not be applied", message.id(), agent.id(), e);
            return Verdict.TOO_EARLY;
        }
    }

    void telemetry(String agentId, Telemetry telemetry) {
        heard(agentId);
        var agent = byId(agentId).orElseThrow(Problem::notFound);
        telemetryListeners.forEach(listener -> listener.accept(agent, telemetry));
    }

    private void heard(String agentId) {
        heardAt.put(agentId, hub.clock().millis());
    }

    /** From now on the agent's token opens nothing; its stream ends. A manager of its lab may do this. */
    Agent revoke(String id, Viewer viewer) {
        var agent = byId(id).filter(known -> labs.may(known.lab(), viewer, Role.MEMBER))
                .orElseThrow(Problem::notFound);
        labs.require(agent.lab(), viewer.require().id(), Role.MANAGER);
        rows.write(store -> store.revoke(agent.id(), hub.clock().millis()));
        heardAt.remove(agent.id());
        hub.live().end(topic(agent.id()));
        return agent;
    }

    int sweep() {
        long now = hub.clock().millis();
        return rows.write(store -> {
            store.dropStops(now - STOP_HOLDS.toMillis(), now);
            store.dropPairings(now - Pairings.LIFETIME.toMillis());
            return store.dropCommands(now - COMMANDS_KEPT.toMillis());
        });
    }

    @Override
    public Optional<Caller> identify(Scheme scheme, String credential) {
        if (scheme != Scheme.BEARER || !credential.startsWith(TOKEN_PREFIX)) return Optional.empty();
        return rows.read(store -> store.byToken(Secret.hash(credential))).map(agent -> new Caller.Agent(agent.id()));
    }
}
