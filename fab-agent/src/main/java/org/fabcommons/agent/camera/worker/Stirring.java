// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera.worker;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * How much of the picture has changed since about a second ago: both in grey, 160 pixels wide, blurred, each without its
 * mean brightness (a lamp that goes on is no motion); the share of pixels that differ by more than 10 of 255.
 */
final class Stirring {
    private static final long APART_NANOS = 900_000_000L;
    private static final int WIDTH = 160;
    /** Above the noise of a cheap sensor once it is blurred; a guess that the tests' noisy pictures bear out. */
    private static final double DIFFERENT = 10;

    private Mat before;
    private long takenNanos;
    private double last;

    double of(Mat picture) {
        long now = System.nanoTime();
        if (before != null && now - takenNanos < APART_NANOS) return last;
        takenNanos = now;
        var grey = flat(picture);
        if (before != null && before.rows() == grey.rows()) {
            var difference = new Mat();
            opencv_core.absdiff(before, grey, difference);
            var over = new Mat();
            opencv_imgproc.threshold(difference, over, DIFFERENT, 1, opencv_imgproc.THRESH_BINARY);
            last = opencv_core.countNonZero(over) / (double) (grey.rows() * grey.cols());
        }
        if (before != null) before.close();
        // It outlives the picture's scope.
        before = new Mat(grey.rows(), grey.cols(), grey.type());
        grey.copyTo(before);
        before.retainReference();
        return last;
    }

    private static Mat flat(Mat picture) {
        var grey = new Mat();
        opencv_imgproc.cvtColor(picture, grey, opencv_imgproc.COLOR_BGR2GRAY);
        var small = new Mat();
        opencv_imgproc.resize(
                grey,
                small,
                new Size(WIDTH, Math.max(1, WIDTH * grey.rows() / grey.cols())),
                0,
                0,
                opencv_imgproc.INTER_AREA);
        opencv_imgproc.GaussianBlur(small, small, new Size(5, 5), 0);
        var flat = new Mat();
        small.convertTo(flat, opencv_core.CV_32F, 1, -opencv_core.mean(small).get(0));
        return flat;
    }
}
