// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera.worker;

import java.util.Comparator;
import java.util.Optional;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.fabcommons.agent.camera.Order;
import org.fabcommons.agent.camera.Region;
import org.fabcommons.agent.camera.Report;

/**
 * What differs between a picture and one of the empty machine, light forgiven. Both are made 320 pixels wide, and the
 * picture is moved onto the reference (phase correlation). Then, in each colour and around each pixel (Gaussian, sigma 3), with the
 * means taken away and the picture's contrast brought to that of the reference:
 *
 * <pre>likeness = (2 covariance + c) / (variance + variance' + c),   c = 90</pre>
 *
 * which is the structure and contrast of SSIM (Wang and others, 2004). Where it is below 0.4 the pixel has changed; the
 * largest connected patch of such pixels is what counts, since noise is scattered and things are not.
 */
final class Comparing {
    private static final int WIDTH = 320;
    private static final double SIGMA = 3;
    /** Variance that noise alone makes; it keeps flat, noisy places alike. */
    private static final double C = 90;

    private static final double ALIKE = 0.4;
    /** A camera that hangs loosely swings by so much; more, and it looks somewhere else. Share of the width. */
    private static final double MOST_SHIFT = 0.06;

    private static final double DARK = 14;

    private Comparing() {}

    static Report.Compared closest(Order.Compare order) {
        var picture = small(order.picture());
        if (opencv_core.mean(grey(picture)).get(0) < DARK) return new Report.Compared(1, 0, Optional.of("dark"));
        return order.references().stream()
                .map(reference -> with(small(reference), picture, order.region()))
                // Of those that say something the closest, then those that do not.
                .min(Comparator.comparing((Report.Compared one) -> one.usable().isPresent())
                        .thenComparing(Report.Compared::changed))
                .orElseThrow(() -> new Refused("bed-no-reference", "there is no reference"));
    }

    private static Mat small(String file) {
        var picture = opencv_imgcodecs.imread(file, opencv_imgcodecs.IMREAD_COLOR);
        if (picture.empty()) throw new Refused("camera-not-understood", file + " is no picture");
        var small = new Mat();
        opencv_imgproc.resize(
                picture,
                small,
                new Size(WIDTH, Math.max(16, WIDTH * picture.rows() / picture.cols())),
                0,
                0,
                opencv_imgproc.INTER_AREA);
        var floats = new Mat();
        small.convertTo(floats, opencv_core.CV_32F);
        return floats;
    }

    private static Mat grey(Mat picture) {
        var grey = new Mat();
        opencv_imgproc.cvtColor(picture, grey, opencv_imgproc.COLOR_BGR2GRAY);
        return grey;
    }

    private static Report.Compared with(Mat reference, Mat picture, Region region) {
        try (var scope = new PointerScope()) {
            if (reference.rows() != picture.rows()) return new Report.Compared(1, 0, Optional.of("moved"));
            var window = new Mat();
            opencv_imgproc.createHanningWindow(window, reference.size(), opencv_core.CV_32F);
            try (var shift = opencv_imgproc.phaseCorrelate(
                    structure(grey(reference)), structure(grey(picture)), window, new DoublePointer(1))) {
                double way = Math.hypot(shift.x(), shift.y());
                if (way > MOST_SHIFT * WIDTH) return new Report.Compared(1, way, Optional.of("moved"));
                var onto = moved(picture, -shift.x(), -shift.y());
                return new Report.Compared(
                        changed(reference, onto, Scoring.within(reference, region)), way, Optional.empty());
            }
        }
    }

    /** What does not depend on the light: each pixel against its surroundings, in units of how much these vary. */
    private static Mat structure(Mat picture) {
        var mean = blurred(picture, 8);
        var off = opencv_core.subtract(picture, mean).asMat();
        var spread = new Mat();
        opencv_core.sqrt(blurred(off.mul(off).asMat(), 8), spread);
        return opencv_core
                .divide(off, opencv_core.add(spread, new Scalar(4.0)).asMat())
                .asMat();
    }

    private static Mat moved(Mat picture, double dx, double dy) {
        var way = new Mat(2, 3, opencv_core.CV_64F);
        try (org.bytedeco.javacpp.indexer.DoubleIndexer at = way.createIndexer()) {
            at.put(0, 0, 1.0).put(0, 1, 0.0).put(0, 2, dx);
            at.put(1, 0, 0.0).put(1, 1, 1.0).put(1, 2, dy);
        }
        var onto = new Mat();
        opencv_imgproc.warpAffine(
                picture,
                onto,
                way,
                picture.size(),
                opencv_imgproc.INTER_LINEAR,
                opencv_core.BORDER_REPLICATE,
                new Scalar(0.0));
        return onto;
    }

    /** Looks at each colour by itself: a part may be as bright as the bed and of another colour. */
    private static double changed(Mat reference, Mat picture, Rect region) {
        var references = new MatVector();
        var pictures = new MatVector();
        opencv_core.split(reference, references);
        opencv_core.split(picture, pictures);
        var least = likeness(references.get(0), pictures.get(0));
        for (int colour = 1; colour < 3; colour++)
            least = opencv_core
                    .min(least, likeness(references.get(colour), pictures.get(colour)))
                    .asMat();
        var unlike = new Mat();
        opencv_imgproc.threshold(new Mat(least, region), unlike, ALIKE, 255, opencv_imgproc.THRESH_BINARY_INV);
        unlike.convertTo(unlike, opencv_core.CV_8U);
        return largestPatch(unlike) / (double) (region.width() * region.height());
    }

    private static Mat likeness(Mat reference, Mat picture) {
        var a = opencv_core.subtract(reference, blurred(reference, SIGMA)).asMat();
        var b = opencv_core.subtract(picture, blurred(picture, SIGMA)).asMat();
        double gain = contrast(a) / Math.max(0.5, contrast(b));
        b = opencv_core.multiply(b, Math.max(0.5, Math.min(2.5, gain))).asMat();
        var both = blurred(a.mul(b).asMat(), SIGMA);
        var each = opencv_core
                .add(blurred(a.mul(a).asMat(), SIGMA), blurred(b.mul(b).asMat(), SIGMA))
                .asMat();
        var above =
                opencv_core.add(opencv_core.multiply(both, 2), new Scalar(C)).asMat();
        var below = opencv_core.add(each, new Scalar(C)).asMat();
        return opencv_core.divide(above, below).asMat();
    }

    /** The middle of how much the places vary, which a part on the bed hardly changes. */
    private static double contrast(Mat detail) {
        var spread = new Mat();
        opencv_core.sqrt(blurred(detail.mul(detail).asMat(), SIGMA), spread);
        // A mean of roots weighs strong edges less than a root of the mean.
        return opencv_core.mean(spread).get(0);
    }

    private static int largestPatch(Mat unlike) {
        var labels = new Mat();
        var facts = new Mat();
        int patches = opencv_imgproc.connectedComponentsWithStats(unlike, labels, facts, new Mat());
        int largest = 0;
        try (org.bytedeco.javacpp.indexer.IntIndexer at = facts.createIndexer()) {
            // The first is the background.
            for (int i = 1; i < patches; i++) largest = Math.max(largest, at.get(i, opencv_imgproc.CC_STAT_AREA));
        }
        return largest;
    }

    private static Mat blurred(Mat picture, double sigma) {
        var blurred = new Mat();
        opencv_imgproc.GaussianBlur(picture, blurred, new Size(), sigma);
        return blurred;
    }
}
