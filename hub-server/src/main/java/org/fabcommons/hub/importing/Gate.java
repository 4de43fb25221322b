// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.fabcommons.hub.web.Problem;

/**
 * The only way from an import to the network: a SOCKS proxy of this process (RFC 1928). A name is looked up once, the
 * address is judged, and exactly that address is connected to; so neither a redirect nor a name that changes its mind
 * leads to where the hub alone may go. It also ends what brings too much or takes too long.
 */
final class Gate implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int CONNECT_MS = 15_000;
    private static final int SILENCE_MS = 60_000;

    private final ServerSocket door;
    private final Predicate<InetAddress> reachable;
    private final long maxBytes;
    private final long end;
    private final InstantSource clock;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile Optional<Problem> refusal = Optional.empty();

    /** @param reachable which addresses may be */
    Gate(Predicate<InetAddress> reachable, long maxBytes, Duration most, InstantSource clock) throws IOException {
        this.reachable = reachable;
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.end = clock.millis() + most.toMillis();
        this.door = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        start("gate", () -> {
            while (!door.isClosed()) {
                var socket = door.accept();
                start("gate-connection", () -> connect(socket));
            }
        });
    }

    Proxy proxy() {
        return new Proxy(
                Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), door.getLocalPort()));
    }

    /** Why something did not get through, where that was this gate's doing. */
    Optional<Problem> refusal() {
        return refusal;
    }

    long bytes() {
        return bytes.get();
    }

    private void connect(Socket near) throws IOException {
        open.add(near);
        try (near) {
            near.setSoTimeout(SILENCE_MS);
            var in = new DataInputStream(near.getInputStream());
            var out = near.getOutputStream();
            if (in.readUnsignedByte() != 5) return;
            in.readNBytes(in.readUnsignedByte());
            out.write(new byte[] {5, 0});
            // Version, CONNECT, reserved.
            if (in.readUnsignedByte() != 5 || in.readUnsignedByte() != 1 || in.readUnsignedByte() != 0) return;
            var name = name(in);
            int port = in.readUnsignedShort();
            InetAddress address;
            try {
                address = InetAddress.getByName(name);
            } catch (UnknownHostException unknown) {
                refuse(Problem.invalid("url", "import-host", name));
                out.write(new byte[] {5, 4, 0, 1, 0, 0, 0, 0, 0, 0});
                return;
            }
            if (!reachable.test(address)) {
                refuse(Problem.invalid("url", "import-address", address.getHostAddress()));
                out.write(new byte[] {5, 2, 0, 1, 0, 0, 0, 0, 0, 0});
                return;
            }
            try (var far = new Socket(Proxy.NO_PROXY)) {
                open.add(far);
                far.connect(new InetSocketAddress(address, port), CONNECT_MS);
                far.setSoTimeout(SILENCE_MS);
                out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
                start("gate-out", () -> pump(in, far.getOutputStream(), far));
                pump(far.getInputStream(), out, near);
            } catch (ConnectException | SocketTimeoutException unreachable) {
                refuse(Problem.invalid("url", "import-silent", name, port));
                out.write(new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
            } catch (IOException unreachable) {
                out.write(new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
            }
        } finally {
            open.remove(near);
        }
    }

    /** A name, or an address as it is written. */
    private static String name(DataInputStream in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
            case 3 -> new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
            default -> throw new IOException("an address of no known kind");
        };
    }

    private void pump(InputStream from, OutputStream to, Closeable also) throws IOException {
        var chunk = new byte[CHUNK_BYTES];
        try (also) {
            for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                if (bytes.addAndGet(read) > maxBytes) {
                    refuse(Problem.of(Problem.Kind.TOO_LARGE, "import-git-large", maxBytes / 1_000_000));
                    return;
                }
                if (clock.millis() > end) {
                    refuse(Problem.badRequest("import-git-slow"));
                    return;
                }
                to.write(chunk, 0, read);
                to.flush();
            }
        }
    }

    private void refuse(Problem problem) {
        if (refusal.isEmpty()) refusal = Optional.of(problem);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException over) {
                        // Either side has closed it, and whoever fetches is told by their own end of it.
                        return;
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (var each : open) each.close();
    }
}
