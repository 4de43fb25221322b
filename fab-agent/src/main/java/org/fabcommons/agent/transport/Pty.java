// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * The machine's end of a pseudo-terminal; a host opens the other end, {@link #path()}, as if it were a serial port. For
 * one thread.
 */
public final class Pty implements AutoCloseable {
    /** The kernel tells nobody that the other end was opened, so we look this often. Milliseconds. */
    private static final int LOOK_MS = 10;

    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = Platform.isMac() ? 0x20000 : 0x100;
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final short POLLHUP = 16;
    private static final int TCSANOW = 0;

    /** Of what we call, the C library's own declarations; below 0 means refused, and errno tells why. */
    private interface C extends Library {
        C LIBRARY = Native.load("c", C.class);

        int posix_openpt(int flags);

        int grantpt(int fd);

        int unlockpt(int fd);

        String ptsname(int fd);

        int open(String path, int flags);

        int close(int fd);

        int tcgetattr(int fd, Pointer termios);

        int tcsetattr(int fd, int actions, Pointer termios);

        void cfmakeraw(Pointer termios);

        int poll(Pointer fds, long count, int timeoutMs);

        long read(int fd, byte[] into, long count);

        long write(int fd, byte[] from, long count);
    }

    private final int master;
    private final String path;
    private final Memory pollfd = new Memory(8);
    private boolean closed;

    private Pty(int master, String path) {
        this.master = master;
        this.path = path;
    }

    /** @throws IOException when the system has no pseudo-terminals (left) */
    public static Pty open() throws IOException {
        if (Platform.isWindows()) throw new IOException("Windows has no pseudo-terminals; use Linux, macOS or WSL.");
        int master = required(C.LIBRARY.posix_openpt(O_RDWR | O_NOCTTY));
        try {
            required(C.LIBRARY.grantpt(master));
            required(C.LIBRARY.unlockpt(master));
            var path = nameOf(master);
            makeRaw(path);
            return new Pty(master, path);
        } catch (IOException refused) {
            C.LIBRARY.close(master);
            throw refused;
        }
    }

    /** The system keeps one name for all threads (ptsname(3)): one that asked at the same time would get the other's. */
    private static synchronized String nameOf(int master) {
        return C.LIBRARY.ptsname(master);
    }

    private static int required(int result) throws IOException {
        if (result < 0)
            throw new IOException("No pseudo-terminal could be opened (error " + Native.getLastError() + ").");
        return result;
    }

    /** Without this the terminal would echo, and turn one end of line into another. */
    private static void makeRaw(String path) throws IOException {
        int slave = required(C.LIBRARY.open(path, O_RDWR | O_NOCTTY));
        try (var termios = new Memory(256)) {
            required(C.LIBRARY.tcgetattr(slave, termios));
            C.LIBRARY.cfmakeraw(termios);
            required(C.LIBRARY.tcsetattr(slave, TCSANOW, termios));
        } finally {
            // Opened and closed once, the master reports a hang-up until a host opens the other end.
            C.LIBRARY.close(slave);
        }
    }

    /** What a host opens. */
    public String path() {
        return path;
    }

    /** Puts a symbolic link to {@link #path()} there, in one step, replacing an older link but no other file. */
    public void linkFrom(Path link) throws IOException {
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link))
            throw new IOException(link + " exists and is no symbolic link; choose another name.");
        var absolute = link.toAbsolutePath();
        var fresh = absolute.resolveSibling(absolute.getFileName() + "." + master + "."
                + ProcessHandle.current().pid());
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, Path.of(path));
        try {
            Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unusual) {
            Files.move(fresh, absolute, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Takes the link away again, unless it has become another's. */
    public void unlinkFrom(Path link) throws IOException {
        if (Files.isSymbolicLink(link)
                && Files.readSymbolicLink(link).toString().equals(path)) Files.delete(link);
    }

    /** Whether a host holds the other end open now. */
    public boolean hostPresent() {
        return (poll(POLLIN, 0) & POLLHUP) == 0;
    }

    /** Waits until a host is there, at most about so long. */
    public boolean awaitHost(int timeoutMs) {
        for (int waited = 0; waited < timeoutMs; waited += LOOK_MS) {
            if (hostPresent()) return true;
            C.LIBRARY.poll(Pointer.NULL, 0, LOOK_MS);
        }
        return hostPresent();
    }

    /**
     * Waits for bytes from the host.
     *
     * @return how many came, 0 when none came in time, -1 when the host has closed its end
     */
    public int read(byte[] into, int timeoutMs) {
        int ready = poll(POLLIN, timeoutMs);
        if ((ready & POLLIN) != 0) {
            int count = (int) C.LIBRARY.read(master, into, into.length);
            return count > 0 ? count : -1;
        }
        return (ready & POLLHUP) != 0 ? -1 : 0;
    }

    /** Waits without reading; -1 when the host has closed its end, else 0. */
    public int await(int timeoutMs) {
        C.LIBRARY.poll(Pointer.NULL, 0, timeoutMs);
        return hostPresent() ? 0 : -1;
    }

    /** Writes to the host. What a host that is gone, or does not read for 200 ms, cannot take is lost. */
    public void write(byte[] bytes) {
        var rest = bytes;
        while (rest.length > 0) {
            int ready = poll(POLLOUT, 200);
            if ((ready & POLLHUP) != 0 || (ready & POLLOUT) == 0) return;
            // A blocking write of more than the terminal has room for would wait for the host for ever.
            var part = rest.length > 512 ? Arrays.copyOf(rest, 512) : rest;
            int written = (int) C.LIBRARY.write(master, part, part.length);
            if (written <= 0) return;
            rest = Arrays.copyOfRange(rest, written, rest.length);
        }
    }

    private int poll(short events, int timeoutMs) {
        pollfd.setInt(0, master);
        pollfd.setShort(4, events);
        pollfd.setShort(6, (short) 0);
        // Below 0 a signal came in between; the caller asks again.
        if (C.LIBRARY.poll(pollfd, 1, timeoutMs) < 0) return 0;
        return pollfd.getShort(6);
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        C.LIBRARY.close(master);
        pollfd.close();
    }
}
