// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera.worker;

import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.fabcommons.agent.camera.Order;

/** Opens a camera, each kind in its own way, and says in our words why one does not open. */
final class Opening {
    /** Microseconds without a byte after which FFmpeg gives a connection up. */
    private static final String SILENCE_US = "10000000";

    private static final Pattern NUMBER = Pattern.compile("error (-?\\d+)");

    private Opening() {}

    static FFmpegFrameGrabber open(Order.Look order) {
        return switch (order.source().kind()) {
            case V4L2 -> v4l2(order);
            case HTTP -> {
                var grabber = new FFmpegFrameGrabber(order.source().address());
                grabber.setOption("rw_timeout", SILENCE_US);
                // An address that answers with a play-list must not lead to files of this computer.
                grabber.setOption("protocol_whitelist", "http,https,tcp,tls,httpproxy");
                yield started(grabber);
            }
            case RTSP -> {
                var grabber = new FFmpegFrameGrabber(order.source().address());
                grabber.setOption("rtsp_transport", "tcp");
                grabber.setOption("timeout", SILENCE_US);
                grabber.setOption("protocol_whitelist", "rtsp,rtsps,rtp,tcp,tls,udp");
                yield started(grabber);
            }
            case DRAWN -> {
                var grabber = new FFmpegFrameGrabber(order.source().address() + ",realtime");
                grabber.setFormat("lavfi");
                yield started(grabber);
            }
        };
    }

    // Most USB cameras send more pictures, and larger ones, as JPEG than raw; some only know raw.
    private static FFmpegFrameGrabber v4l2(Order.Look order) {
        try {
            return started(v4l2(order, true));
        } catch (Refused e) {
            if (!e.reason().equals("camera-not-understood")) throw e;
            return started(v4l2(order, false));
        }
    }

    private static FFmpegFrameGrabber v4l2(Order.Look order, boolean jpeg) {
        var grabber = new FFmpegFrameGrabber(order.source().address());
        grabber.setFormat("video4linux2");
        grabber.setImageWidth(order.widthPx());
        grabber.setImageHeight(order.heightPx());
        grabber.setFrameRate(order.sourceFps());
        if (jpeg) grabber.setOption("input_format", "mjpeg");
        return grabber;
    }

    private static FFmpegFrameGrabber started(FFmpegFrameGrabber grabber) {
        try {
            grabber.start();
            return grabber;
        } catch (FrameGrabber.Exception e) {
            throw new Refused(reason(e), e);
        }
    }

    /** A stable code for what FFmpeg reports as a number. */
    static String reason(FrameGrabber.Exception fault) {
        var number = NUMBER.matcher(String.valueOf(fault.getMessage()));
        if (!number.find()) return "camera-not-understood";
        int code = Integer.parseInt(number.group(1));
        if (code == avutil.AVERROR_HTTP_UNAUTHORIZED() || code == avutil.AVERROR_HTTP_FORBIDDEN())
            return "camera-password";
        if (code == avutil.AVERROR_HTTP_NOT_FOUND() || code == avutil.AVERROR_HTTP_BAD_REQUEST())
            return "camera-address";
        return switch (-code) {
            // errno of Linux: ENOENT, ENXIO, ENODEV, EACCES and EPERM, EBUSY.
            case 2, 6, 19 -> "camera-missing";
            case 1, 13 -> "camera-permission";
            case 16 -> "camera-busy";
            // EIO, EPIPE, and the network's.
            case 5, 32, 101, 103, 104, 110, 111, 112, 113 -> "camera-unreached";
            default -> "camera-not-understood";
        };
    }
}
