// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.FlowControl;

final class SerialPorts implements Ports {
    /** A reader wakes this often to see whether it is still wanted. Milliseconds. */
    private static final int READ_WAIT_MS = 200;

    // errno of Linux, macOS and FreeBSD alike, as jSerialComm reports them.
    private static final int EIO = 5;
    private static final int ENXIO = 6;
    private static final int EACCES = 13;
    private static final int ENODEV = 19;
    private static final int EINVAL = 22;
    /** What a driver says that can set no rate but the usual ones. */
    private static final int ENOTTY = 25;

    static void atShutdown(String name, Runnable lastWork) {
        SerialPort.addShutdownHook(new Thread(lastWork, name));
    }

    @Override
    public Port open(String path, int baud, FlowControl flow) throws PortException {
        if (TcpLine.names(path)) return TcpLine.open(path);
        var named = UsbIdentity.names(path) ? UsbIdentity.path(path, list()) : path;
        var device = device(named);
        LowLatency.ask(device);
        var serial = port(path, device);
        serial.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        serial.setFlowControl(
                switch (flow) {
                    case NONE -> SerialPort.FLOW_CONTROL_DISABLED;
                    case XON_XOFF ->
                        SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED | SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED;
                    case RTS_CTS -> SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED;
                    case DSR_DTR -> SerialPort.FLOW_CONTROL_DSR_ENABLED | SerialPort.FLOW_CONTROL_DTR_ENABLED;
                });
        serial.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_WAIT_MS, 0);
        if (!serial.openPort(0)) throw refused(path, device, baud, serial.getLastErrorCode());
        if (!leadsTo(named, device)) {
            // Meanwhile another device may have got the number that this one had.
            serial.closePort();
            throw new PortException(PortException.Reason.MISSING, Detail.of("port.plugged-anew", path));
        }
        var line = new SerialLine(path, serial);
        return flow == FlowControl.NONE ? line : HeldLine.over(line);
    }

    private static SerialPort port(String path, String device) throws PortException {
        try {
            return SerialPort.getCommPort(device);
        } catch (SerialPortInvalidPortException invalid) {
            throw new PortException(PortException.Reason.MISSING, missing(path));
        }
    }

    private static String device(String path) throws PortException {
        var file = Path.of(path);
        if (!file.isAbsolute()) return path;
        try {
            return file.toRealPath().toString();
        } catch (IOException absent) {
            throw new PortException(PortException.Reason.MISSING, missing(path));
        }
    }

    private static boolean leadsTo(String path, String device) {
        try {
            return device(path).equals(device);
        } catch (PortException gone) {
            return false;
        }
    }

    private static Detail missing(String path) {
        return Detail.of("port.none", path);
    }

    /** The library's error code is that of its last attempt, not always of this one; so the file is asked first. */
    private static PortException refused(String path, String device, int baud, int code) {
        var file = Path.of(device);
        boolean isPath = file.isAbsolute();
        if (isPath && Files.isRegularFile(file))
            return new PortException(PortException.Reason.UNUSABLE, Detail.of("port.file", path));
        if (path.isBlank() || Files.isDirectory(file))
            return new PortException(
                    PortException.Reason.UNUSABLE,
                    path.isBlank() ? Detail.of("port.unnamed") : Detail.of("port.folder", path));
        if (code == EACCES || (isPath && Files.exists(file) && !Files.isWritable(file)))
            return new PortException(PortException.Reason.FORBIDDEN, Detail.of("port.not-allowed", path));
        if (code == EIO || code == ENXIO || code == ENODEV || code == EINVAL || code == ENOTTY)
            return new PortException(
                    PortException.Reason.UNUSABLE, Detail.of("port.not-at-this-rate", path, baud, code));
        if (isPath && !Files.exists(file)) return new PortException(PortException.Reason.MISSING, missing(path));
        var who = isPath ? PortHolder.of(file) : Optional.<String>empty();
        return who.map(name -> PortException.heldBy(name, Detail.of("port.held-by", path, name)))
                .orElseGet(() -> new PortException(PortException.Reason.BUSY, Detail.of("port.held", path, code)));
    }

    @Override
    public List<PortInfo> list() {
        return Stream.of(SerialPort.getCommPorts())
                .map(port -> new PortInfo(
                        port.getSystemPortPath(),
                        Objects.toString(port.getDescriptivePortName(), ""),
                        port.getVendorID(),
                        port.getProductID(),
                        known(port.getSerialNumber())))
                .sorted(Comparator.comparing(PortInfo::path))
                .toList();
    }

    private static String known(String serialNumber) {
        var text = Objects.toString(serialNumber, "").strip();
        return text.toLowerCase(Locale.ROOT).equals("unknown") ? "" : text;
    }
}
