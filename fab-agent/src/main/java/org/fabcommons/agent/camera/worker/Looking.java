// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera.worker;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.fabcommons.agent.camera.Order;
import org.fabcommons.agent.camera.Report;

/** Reads a camera as fast as it sends, so that no picture is old, and hands over as many as are wanted. */
final class Looking {
    private static final int JPEG_QUALITY = 80;

    /** Between two scores of a picture; a model may take a second of a small computer. */
    private static final long SCORE_EVERY_NANOS = 5_000_000_000L;

    private final Order.Look order;
    private final BufferedReader orders;
    private final DataOutputStream reports;
    private final Stirring stirring = new Stirring();
    private volatile double fps;
    private volatile boolean ended;
    private long scoredNanos = System.nanoTime() - SCORE_EVERY_NANOS;

    Looking(Order.Look order, BufferedReader orders, DataOutputStream reports) {
        this.order = order;
        this.orders = orders;
        this.reports = reports;
        fps = order.fps();
    }

    void run() throws IOException {
        var listening = new Thread(this::listen, "orders");
        listening.setDaemon(true);
        listening.start();
        var scoring = order.scored() ? Scoring.of(order) : null;
        load();
        new Report.Ready().write(reports);
        try (var grabber = Opening.open(order);
                var converter = new OpenCVFrameConverter.ToMat()) {
            new Report.Opened(grabber.getImageWidth(), grabber.getImageHeight()).write(reports);
            look(grabber, converter, scoring);
        } catch (FrameGrabber.Exception e) {
            throw new Refused(Opening.reason(e), e);
        }
    }

    // All of them, the first time unpacked from their archives: half a minute and more of a small computer.
    private static void load() {
        Loader.load(opencv_imgproc.class);
        Loader.load(opencv_imgcodecs.class);
        try {
            FFmpegFrameGrabber.tryLoad();
        } catch (FrameGrabber.Exception e) {
            throw new Refused("camera-libraries", e);
        }
    }

    private void look(FFmpegFrameGrabber grabber, OpenCVFrameConverter.ToMat converter, Scoring scoring)
            throws IOException {
        long due = System.nanoTime();
        while (!ended) {
            boolean wanted = System.nanoTime() - due >= 0;
            // A picture that nobody wants is read and not converted.
            var frame = grabber.grabFrame(false, true, wanted, false);
            if (frame == null) throw new Refused("camera-ended", "the camera sends no more pictures");
            if (!wanted || frame.image == null) continue;
            long every = Math.round(1e9 / fps);
            due = Math.max(due + every, System.nanoTime() - every);
            hand(frame, converter, scoring);
        }
    }

    private void hand(Frame frame, OpenCVFrameConverter.ToMat converter, Scoring scoring) throws IOException {
        try (var scope = new PointerScope()) {
            var picture = upright(converter.convert(frame));
            double motion = stirring.of(picture);
            new Report.Taken(picture.cols(), picture.rows(), motion, score(picture, scoring), jpeg(picture))
                    .write(reports);
        }
    }

    private OptionalDouble score(Mat picture, Scoring scoring) {
        if (scoring == null || System.nanoTime() - scoredNanos < SCORE_EVERY_NANOS) return OptionalDouble.empty();
        scoredNanos = System.nanoTime();
        return OptionalDouble.of(scoring.of(picture));
    }

    private Mat upright(Mat seen) {
        var picture = seen;
        if (order.rotateDegrees() != 0) {
            picture = new Mat();
            opencv_core.rotate(seen, picture, order.rotateDegrees() / 90 - 1);
        }
        double scale = Math.min(1, (double) order.widthPx() / picture.cols());
        if (scale == 1) return picture;
        var small = new Mat();
        opencv_imgproc.resize(picture, small, new Size(), scale, scale, opencv_imgproc.INTER_AREA);
        return small;
    }

    private static byte[] jpeg(Mat picture) {
        var bytes = new BytePointer();
        if (!opencv_imgcodecs.imencode(
                ".jpg", picture, bytes, new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY)))
            throw new Refused("camera-not-understood", "a picture could not be written as JPEG");
        var jpeg = new byte[(int) bytes.limit()];
        bytes.get(jpeg);
        return jpeg;
    }

    private void listen() {
        try {
            for (var line = orders.readLine(); line != null; line = orders.readLine())
                if (line.startsWith("fps ")) fps = Double.parseDouble(line.substring(4));
        } catch (IOException | NumberFormatException e) {
            avutil.av_log(null, avutil.AV_LOG_ERROR, "orders: " + e.getMessage() + "\n");
        }
        // The agent is gone or wants no more.
        ended = true;
    }
}
