// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.fabcommons.link.Detail;

/** A machine behind a network socket: an ESP32 that speaks telnet, a ser2net, a simulator. */
final class TcpLine implements Port {
    private static final int CONNECT_MS = 5000;
    private static final int READ_WAIT_MS = 200;
    /** A machine that takes nothing for so long is gone. Milliseconds. */
    private static final long WRITE_WAIT_MS = 5000;

    private final String name;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final Telnet telnet = new Telnet();

    private TcpLine(String name, SocketChannel channel, Selector readable, Selector writable) {
        this.name = name;
        this.channel = channel;
        this.readable = readable;
        this.writable = writable;
    }

    /** Whether this names a network port: {@code tcp://host:port}. */
    static boolean names(String path) {
        return path.startsWith("tcp://");
    }

    static TcpLine open(String path) throws PortException {
        var address = address(path);
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.socket().connect(address, CONNECT_MS);
            channel.configureBlocking(false);
            var readable = Selector.open();
            var writable = Selector.open();
            channel.register(readable, SelectionKey.OP_READ);
            channel.register(writable, SelectionKey.OP_WRITE);
            return new TcpLine(path, channel, readable, writable);
        } catch (IOException refused) {
            close(channel);
            throw new PortException(
                    PortException.Reason.MISSING,
                    Detail.of("port.nothing-answers", path, String.valueOf(refused.getMessage())));
        }
    }

    private static InetSocketAddress address(String path) throws PortException {
        try {
            var uri = URI.create(path);
            var address = uri.getHost() == null || uri.getPort() < 1
                    ? null
                    : new InetSocketAddress(uri.getHost(), uri.getPort());
            if (address != null && !address.isUnresolved()) return address;
            if (address != null)
                throw new PortException(PortException.Reason.MISSING, Detail.of("port.name-unknown", uri.getHost()));
        } catch (IllegalArgumentException malformed) {
            // Told below, with what it should look like.
        }
        throw new PortException(PortException.Reason.UNUSABLE, Detail.of("port.malformed", path));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        var rest = ByteBuffer.wrap(bytes);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WRITE_WAIT_MS);
        try {
            while (rest.hasRemaining()) {
                if (channel.write(rest) > 0) continue;
                long leftMs = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (leftMs <= 0) throw gone();
                writable.select(leftMs);
                writable.selectedKeys().clear();
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException lost) {
            throw gone();
        }
    }

    @Override
    public int read(byte[] into) throws IOException {
        try {
            readable.select(READ_WAIT_MS);
            readable.selectedKeys().clear();
            int count = channel.read(ByteBuffer.wrap(into));
            if (count < 0) throw gone();
            return telnet.strip(into, count);
        } catch (IOException | java.nio.channels.ClosedSelectorException lost) {
            throw gone();
        }
    }

    private IOException gone() {
        return new IOException(
                channel.isOpen() ? "The machine at " + name + " is gone." : "The port " + name + " was closed.");
    }

    @Override
    public void close() {
        close(channel);
        close(readable);
        close(writable);
    }

    private static void close(AutoCloseable open) {
        if (open == null) return;
        try {
            open.close();
        } catch (Exception already) {
            // Nothing is left to be done with it.
        }
    }
}
