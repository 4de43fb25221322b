// SPDX-License-Identifier: AGPL-3.0-or-later

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.fabcommons.agent.machine.MachineSession;
import org.fabcommons.agent.machine.MachineSetup;
import org.fabcommons.agent.machine.Outcome;
import org.fabcommons.agent.machine.RunListener;
import org.fabcommons.agent.machine.RunRequest;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profiles;

/** Many machines on one agent. Usage: Machines PROFILE FILE PORT ...; prints what the process took while all streamed. */
class Machines {
    public static void main(String[] arguments) throws Exception {
        var profile = Profiles.standard().require(arguments[0]);
        var file = Path.of(arguments[1]);
        var sessions = new ArrayList<MachineSession>();
        for (int i = 2; i < arguments.length; i++)
            sessions.add(MachineSession.open(
                    new MachineSetup("m" + i, "m" + i, profile, arguments[i], 115200), Ports.serial()));
        for (var session : sessions)
            while (session.snapshot().state() != Telemetry.State.IDLE) Thread.sleep(20);
        var over = new CountDownLatch(sessions.size());
        var failed = new ArrayList<String>();
        long cpu = cpu();
        long begin = System.nanoTime();
        for (var session : sessions) session.run(new RunRequest("bench", file, 0), new Listener(over, failed));
        over.await();
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "{\"machines\":%d,\"seconds\":%.1f,\"cores\":%.3f,\"residentMiB\":%d,\"failed\":%d}%n",
                sessions.size(), seconds, (cpu() - cpu) / 1e9 / seconds, resident(), failed.size());
        for (var session : sessions) session.close();
        System.exit(0);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long resident() throws Exception {
        for (var line : Files.readAllLines(Path.of("/proc/self/status")))
            if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
        return 0;
    }

    private record Listener(CountDownLatch latch, List<String> failed) implements RunListener {
        @Override
        public void started() {}

        @Override
        public void acknowledged(long fileLine, long count) {}

        @Override
        public void paused() {}

        @Override
        public void resumed() {}

        @Override
        public void over(Outcome outcome, Optional<String> reason, Optional<Detail> detail, Message.Result result) {
            if (outcome != Outcome.FINISHED) failed.add(detail.map(Detail::english).orElse(""));
            latch.countDown();
        }
    }
}
