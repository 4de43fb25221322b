// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.fabcommons.hub.agent.Agent;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.lab.Lab;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Command;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profiles;

/** What may be asked of machines: find them, see what they do, stop them. */
public final class Machines {
    /** The topic of the lists of machines. */
    static final String ALL = "machines";

    static final int PAGE = 100;
    /** An agent sends telemetry every few seconds, even when nothing moves. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final HubContext hub;
    private final Rows<MachineStore> rows;
    private final Labs labs;
    private final Agents agents;
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    /** Machine ids by key, for each agent heard of; dropped when it says hello. */
    private final Map<String, Map<String, String>> keys = new ConcurrentHashMap<>();

    private final Map<String, Integer> touches = new ConcurrentHashMap<>();
    /** The question that was answered last, by machine: once is enough. */
    private final Map<String, String> answered = new ConcurrentHashMap<>();

    private final List<Consumer<Answered>> answeredListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final Needs needs;

    private record Told(MachineStatus status, long heardAt) {}

    Machines(HubContext hub, Labs labs, Agents agents) {
        this.hub = hub;
        rows = hub.database().rows(MachineStore.class);
        this.labs = labs;
        this.agents = agents;
        this.needs = new Needs(this, labs);
        agents.on(Message.Hello.class, this::hello);
        agents.onTelemetry(this::hear);
    }

    public Optional<Machine> byId(String id) {
        return rows.read(store -> store.byId(id));
    }

    /** The machine that this agent calls so. */
    public Optional<Machine> of(String agentId, String key) {
        return rows.read(store -> store.byKey(agentId, key));
    }

    /** The machine, where this viewer may see it. */
    public Machine requireVisible(String id, Viewer viewer) {
        return byId(id).filter(machine -> labs.maySee(lab(machine), viewer)).orElseThrow(Problem::notFound);
    }

    /** The machines this viewer may see, by lab and name; one more than a page where there are more. */
    public List<Machine> visible(Viewer viewer, int page) {
        var person = viewer.person().map(Caller.Person::id).orElse("");
        return rows.read(store -> store.visible(person, PAGE + 1, (Math.max(1, page) - 1) * PAGE));
    }

    /** The machines of labs where the viewer is operator or manager, by lab and name. */
    List<Machine> lookedAfterBy(Viewer viewer) {
        return viewer.person()
                .map(person -> rows.read(store -> store.lookedAfterBy(person.id())))
                .orElse(List.of());
    }

    /** What waits for somebody at them. */
    public Needs needs() {
        return needs;
    }

    /** The machines of a lab, those that are gone last. */
    public List<Machine> in(Lab lab) {
        return rows.read(store -> store.in(lab.id()));
    }

    public Lab lab(Machine machine) {
        return labs.byId(machine.lab()).orElseThrow();
    }

    /** What the machine does now; offline when its agent has been silent for 15 seconds. */
    public MachineStatus status(Machine machine) {
        var latest = told.get(machine.id());
        if (latest == null
                || hub.clock().millis() - latest.heardAt() > SILENCE.toMillis()
                || machine.retiredAt().isPresent()) return MachineStatus.OFFLINE;
        return latest.status();
    }

    /** How far this job had come when something was last heard of the machine, however long ago. */
    public Optional<Message.Progress> lastProgress(String machineId, String jobId) {
        return Optional.ofNullable(told.get(machineId))
                .map(Told::status)
                .filter(status -> status.job().filter(jobId::equals).isPresent())
                .flatMap(MachineStatus::progress);
    }

    /** The topic of a machine's event stream. */
    public static String topic(String machineId) {
        return "machine/" + machineId;
    }

    /** Hands on the id of every machine of which something was heard. */
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Something around the machine changed that its page shows, such as its queue. */
    public void touched(String machineId) {
        touches.merge(machineId, 1, Integer::sum);
        changed(machineId);
    }

    /** How often something around it changed since the hub started. */
    public int touches(Machine machine) {
        return touches.getOrDefault(machine.id(), 0);
    }

    /** Something about the machine changed: its streams and the lists look again. */
    public void changed(String machineId) {
        hub.live().changed(topic(machineId));
        hub.live().changed(ALL);
    }

    /** Registers a machine by hand; it is offline until an agent of its lab that uses its key comes. */
    Machine create(Caller.Person by, String lab, String name, String profile) {
        List<FieldFault> faults = new ArrayList<>();
        var shown = text(name);
        if (shown.isEmpty() || shown.length() > 80) faults.add(FieldFault.of("name", "machine-name"));
        var key = key(shown);
        if (faults.isEmpty() && key.isEmpty()) faults.add(FieldFault.of("name", "machine-name"));
        if (Profiles.standard().find(text(profile)).isEmpty())
            faults.add(FieldFault.of(
                    "profile",
                    "profile-unknown",
                    text(profile),
                    String.join(", ", Profiles.standard().ids())));
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        var at = labs.requireManaged(lab, by);
        var created = rows.write(store -> {
            if (store.in(at.id()).stream().anyMatch(known -> known.key().equals(key)))
                throw Problem.conflict("machine-known", shown);
            var id = Id.random();
            store.add(
                    id,
                    at.id(),
                    Optional.empty(),
                    key,
                    shown,
                    text(profile),
                    false,
                    Optional.empty(),
                    hub.clock().millis());
            return store.byId(id).orElseThrow();
        });
        changed(created.id());
        return created;
    }

    private static String key(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return plain.substring(0, Math.min(40, plain.length()));
    }

    /**
     * Stops the machine at once, by the fastest way its firmware has. Any member of its lab may do that.
     *
     * @throws Problem CONFLICT where no agent could be told
     */
    void stop(Machine machine, Caller.Person by) {
        labs.require(machine.lab(), by.id(), Role.MEMBER);
        emergencyStop(machine);
    }

    /**
     * Somebody's answer to what a machine asked.
     *
     * @param job the one on the machine
     * @param handle of the person
     * @param what was asked and answered
     */
    public record Answered(Machine machine, Optional<String> job, String handle, Detail what) {}

    /** Hands on each answer that is on its way to a machine. */
    public void onAnswered(Consumer<Answered> listener) {
        answeredListeners.add(listener);
    }

    /** Whether the viewer may answer what the machine asks, where its lab lets that be answered here. */
    boolean mayAnswer(Machine machine, Viewer viewer) {
        return labs.may(machine.lab(), viewer, Role.MANAGER);
    }

    /**
     * A manager of the lab answers what the machine asks; its agent looks again whether that is still asked, and whether it
     * may be answered here.
     *
     * @param question which one, since by now it may be another
     * @param choice counted from 0
     */
    void answer(Machine machine, Viewer viewer, String question, int choice) {
        var by = viewer.require();
        labs.require(machine.lab(), by.id(), Role.MANAGER);
        var now = status(machine);
        var asked = now.question().orElseThrow(() -> Problem.conflict("machine-asks-nothing", machine.name()));
        var way = asked.answering().orElseThrow(() -> Problem.conflict("machine-answered-there", machine.name()));
        boolean given = way.id().equals(answered.get(machine.id()));
        if (given || !way.id().equals(question)) throw Problem.conflict("machine-answered", machine.name());
        if (choice < 0 || choice >= way.choices().size())
            throw Problem.invalid("choice", "machine-choice", way.choices().size() - 1);
        agents.send(
                agentOf(machine), new Command.Answer(machine.key(), question, choice, by.handle(), by.displayName()));
        answered.put(machine.id(), way.id());
        answeredListeners.forEach(
                listener -> listener.accept(new Answered(machine, now.job(), by.handle(), asked.answered(choice))));
        touched(machine.id());
    }

    /** Tells the machine's agent to stop it at once; who may is decided by the caller. */
    public void emergencyStop(Machine machine) {
        agents.send(agentOf(machine), new Command.EmergencyStop(machine.key()));
    }

    /** Tells the machine's agent, if it has one, whether it is in service. */
    void tellService(String id) {
        var machine = byId(id).filter(known -> known.retiredAt().isEmpty()).orElse(null);
        if (machine == null || machine.agent().isEmpty()) return;
        var out = machine.outSince()
                .map(since -> new Command.Out(
                        since, machine.outReason().orElse(""), machine.outBy().orElse("")));
        agents.send(machine.agent().get(), new Command.Availability(machine.key(), out));
    }

    /** @throws Problem CONFLICT where there is none */
    public String agentOf(Machine machine) {
        return machine.agent()
                .filter(id -> machine.retiredAt().isEmpty())
                .orElseThrow(() -> Problem.conflict("machine-without-agent", machine.name()));
    }

    private Agents.Verdict hello(Agent agent, Message.Hello hello) {
        return rows.write(machines -> {
            var present = new HashSet<String>();
            for (var reported : hello.machines()) {
                var known = machines.byKey(agent.id(), reported.key())
                        .or(() -> machines.unclaimed(agent.lab(), reported.key()));
                var id = known.map(Machine::id).orElseGet(Id::random);
                if (known.isPresent())
                    machines.change(
                            id,
                            agent.id(),
                            reported.name(),
                            reported.profile(),
                            reported.simulated(),
                            OwnProfiles.of(reported));
                else
                    machines.add(
                            id,
                            agent.lab(),
                            Optional.of(agent.id()),
                            reported.key(),
                            reported.name(),
                            reported.profile(),
                            reported.simulated(),
                            OwnProfiles.of(reported),
                            hub.clock().millis());
                present.add(id);
            }
            var all = machines.of(agent.id());
            for (var machine : all)
                if (!present.contains(machine.id()))
                    machines.retire(machine.id(), hub.clock().millis());
            // It may be another agent than the one that was told, or have lost its folder.
            all.stream().filter(Machine::outOfService).forEach(machine -> tellService(machine.id()));
            keys.remove(agent.id());
            hub.database().afterCommit(() -> {
                keys.remove(agent.id());
                all.forEach(machine -> changed(machine.id()));
            });
            return Agents.Verdict.APPLIED;
        });
    }

    private void hear(Agent agent, Telemetry telemetry) {
        if (telemetry.machines() == null) return;
        var known = keys.computeIfAbsent(agent.id(), id -> {
            Map<String, String> ids = new HashMap<>();
            for (var machine : rows.read(store -> store.of(id))) ids.put(machine.key(), machine.id());
            return ids;
        });
        long now = hub.clock().millis();
        for (var machine : telemetry.machines()) {
            var id = known.get(machine.key());
            if (id == null) continue;
            told.put(id, new Told(MachineStatus.of(machine), now));
            changed(id);
            listeners.forEach(listener -> listener.accept(id));
        }
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
