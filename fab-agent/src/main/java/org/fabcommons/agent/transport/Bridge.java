// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands between a machine and another program, which opens a terminal instead of the port, and hands all on unchanged. */
public final class Bridge {
    private final Port port;
    private final Pty pty;
    private final ConcurrentLinkedQueue<byte[]> heard = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;
    private volatile IOException gone;

    public Bridge(Port port, Pty pty) {
        this.port = port;
        this.pty = pty;
    }

    /** Ends {@link #run} soon; from any thread. */
    public void stop() {
        stopping = true;
    }

    /**
     * Hands on until {@link #stop}, whoever comes and goes at the other end.
     *
     * @throws IOException when the machine is gone
     */
    public void run() throws IOException {
        var reader = new Thread(this::listen, "read " + port.name());
        reader.setDaemon(true);
        reader.start();
        var bytes = new byte[4096];
        while (!stopping) {
            if (gone != null) throw gone;
            for (var said = heard.poll(); said != null; said = heard.poll()) pty.write(said);
            int count = pty.hostPresent() ? pty.read(bytes, 2) : -1;
            if (count > 0) port.write(Arrays.copyOf(bytes, count));
            else if (count < 0) pty.awaitHost(20);
        }
    }

    private void listen() {
        var bytes = new byte[1024];
        try {
            while (!stopping) {
                int count = port.read(bytes);
                if (count > 0) heard.add(Arrays.copyOf(bytes, count));
            }
        } catch (IOException end) {
            gone = end;
        }
    }
}
