// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.util.List;
import org.fabcommons.profile.FlowControl;

/** Ports of which everything that goes over them is written down. */
public final class RecordedPorts implements Ports {
    private final Ports ports;
    private final Recording recording;

    public RecordedPorts(Ports ports, Recording recording) {
        this.ports = ports;
        this.recording = recording;
    }

    @Override
    public Port open(String path, int baud, FlowControl flow) throws PortException {
        var port = ports.open(path, baud, flow);
        recording.note("opened at " + baud + " baud");
        return new Recorded(port, recording);
    }

    @Override
    public List<PortInfo> list() {
        return ports.list();
    }

    private record Recorded(Port port, Recording recording) implements Port {
        @Override
        public String name() {
            return port.name();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            recording.sent(bytes, bytes.length);
            port.write(bytes);
        }

        @Override
        public int read(byte[] into) throws IOException {
            int count = port.read(into);
            if (count > 0) recording.heard(into, count);
            return count;
        }

        @Override
        public long pending() {
            return port.pending();
        }

        @Override
        public void drop() {
            port.drop();
        }

        @Override
        public void close() {
            recording.note("closed");
            port.close();
        }
    }
}
