// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fabcommons.agent.camera.Source;
import org.fabcommons.agent.camera.UsbCameras;
import org.fabcommons.agent.local.NewCameras;
import org.fabcommons.agent.local.NotAdded;

/** The cameras of this agent: those of settings and command line, and those that people add on its page. */
final class AddingCameras implements NewCameras {
    private final List<CameraOption> given;
    private final AddedOnPage<CameraOption> added;
    private final Supplier<List<MachineOption>> machines;
    private final BooleanSupplier busy;
    private final Runnable beginAnew;

    /**
     * @param given what stands in settings and command line, which goes before what was added
     * @param busy whether a machine is at work, which would be interrupted
     */
    AddingCameras(
            List<CameraOption> given,
            AddedOnPage<CameraOption> added,
            Supplier<List<MachineOption>> machines,
            BooleanSupplier busy,
            Runnable beginAnew) {
        this.given = given;
        this.added = added;
        this.machines = machines;
        this.busy = busy;
        this.beginAnew = beginAnew;
    }

    /** All of them, each key once. */
    List<CameraOption> all() {
        var all = new ArrayList<>(given);
        var keys = given.stream().map(CameraOption::key).collect(Collectors.toSet());
        for (var camera : added.all()) if (keys.add(camera.key())) all.add(atMachineThatIsThere(camera));
        return all;
    }

    /** The machine that it looked at may have been taken away; then it is only looked through. */
    private CameraOption atMachineThatIsThere(CameraOption camera) {
        boolean there = camera.machine()
                .map(key -> machines.get().stream()
                        .anyMatch(machine -> machine.key().equals(key)))
                .orElse(true);
        return there
                ? camera
                : CameraOption.of(camera.key(), camera.name(), Optional.empty(), camera.source(), Optional.empty());
    }

    @Override
    public List<Device> devices() {
        var used = all().stream().map(CameraOption::source).collect(Collectors.toSet());
        return UsbCameras.list().stream()
                .filter(found -> !used.contains(found.path()))
                .map(found -> new Device(found.path(), found.name().isBlank() ? found.path() : found.name()))
                .toList();
    }

    @Override
    public List<String> added() {
        return added.all().stream().map(CameraOption::key).toList();
    }

    @Override
    public synchronized void add(Wanted wanted) throws NotAdded {
        if (busy.getAsBoolean()) throw new NotAdded("busy");
        var all = all();
        if (all.stream().anyMatch(camera -> camera.source().equals(wanted.source()))) throw new NotAdded("sourceUsed");
        if (wanted.timeLapse().isPresent()
                && wanted.machine().isPresent()
                && all.stream()
                        .anyMatch(camera -> camera.timeLapse().isPresent()
                                && camera.machine().equals(wanted.machine()))) throw new NotAdded("filmed");
        if (wanted.machine()
                .filter(key -> machines.get().stream()
                        .noneMatch(machine -> machine.key().equals(key)))
                .isPresent()) throw new NotAdded("machineUnknown");
        var keys = all.stream().map(CameraOption::key).collect(Collectors.toSet());
        var camera = CameraOption.of(
                Restartable.key(wanted.name(), keys, "camera"),
                Optional.of(wanted.name()),
                wanted.machine(),
                wanted.source(),
                wanted.timeLapse());
        try {
            camera.settings();
            // A drawn picture can read files of this computer, which is for whoever writes its settings.
            if (Source.parse(wanted.source()).kind() == Source.Kind.DRAWN) throw new NotAdded("sourceUnknown");
        } catch (IllegalArgumentException e) {
            throw new NotAdded("sourceUnknown");
        }
        var kept = new ArrayList<>(added.all());
        kept.add(camera);
        added.keep(kept);
        beginAnew.run();
    }

    @Override
    public synchronized void remove(String key) throws NotAdded {
        if (busy.getAsBoolean()) throw new NotAdded("busy");
        var kept = new ArrayList<>(added.all());
        if (!kept.removeIf(camera -> camera.key().equals(key))) throw new NotAdded("notHere");
        added.keep(kept);
        beginAnew.run();
    }
}
