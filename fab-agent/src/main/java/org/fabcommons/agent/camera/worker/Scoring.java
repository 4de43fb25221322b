// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera.worker;

import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_dnn.Net;
import org.fabcommons.agent.camera.Order;
import org.fabcommons.agent.camera.Region;

/** How much a picture looks like trouble; only its course on one machine means something. */
interface Scoring {
    double of(Mat picture);

    static Scoring of(Order.Look order) {
        return order.model().<Scoring>map(Model::read).orElseGet(() -> new Edges(order.region()));
    }

    /** The pixels of a region. */
    static Rect within(Mat picture, Region region) {
        int x = (int) Math.floor(region.left() * picture.cols());
        int y = (int) Math.floor(region.top() * picture.rows());
        return new Rect(
                x,
                y,
                Math.min(picture.cols() - x, (int) Math.ceil(region.width() * picture.cols())),
                Math.min(picture.rows() - y, (int) Math.ceil(region.height() * picture.rows())));
    }

    /**
     * Without a model: the share of pixels in the region that lie on an edge (Canny, thresholds 60 and 120). A part has
     * few edges for its size; filament that hangs in the air has many.
     */
    record Edges(Region region) implements Scoring {
        @Override
        public double of(Mat picture) {
            var grey = new Mat();
            opencv_imgproc.cvtColor(new Mat(picture, within(picture, region)), grey, opencv_imgproc.COLOR_BGR2GRAY);
            var edges = new Mat();
            opencv_imgproc.Canny(grey, edges, 60, 120);
            return opencv_core.countNonZero(edges) / (double) (edges.rows() * edges.cols());
        }
    }

    /**
     * A model of somebody else's, in ONNX: it gets one RGB picture, N x C x H x W, values 0 to 1. What it may give: one
     * number, the probability of failure; one row of up to {@value #MOST_CLASSES} numbers, a probability per class; or
     * rows of 5 and more numbers, one per thing seen: centre, size, confidence, and perhaps confidences per class, as
     * YOLOv5 does; or a column per thing, with centre, size and confidences per class, as YOLOv8 and later do. The score of
     * things is the sum of the confidences above 0.2, as Obico counts.
     */
    final class Model implements Scoring {
        private static final int MOST_CLASSES = 1000;
        private static final double SEEN = 0.2;

        private final Net net;
        private final int inputPx;
        private final int failureClass;

        private Model(Net net, int inputPx, int failureClass) {
            this.net = net;
            this.inputPx = inputPx;
            this.failureClass = failureClass;
        }

        static Model read(Order.Model model) {
            try {
                var net = opencv_dnn.readNetFromONNX(model.file());
                if (net.empty()) throw new Refused("camera-model", model.file() + " holds no model");
                return new Model(net, model.inputPx(), model.failureClass());
            } catch (Refused e) {
                throw e;
            } catch (RuntimeException e) {
                throw new Refused("camera-model", e);
            }
        }

        @Override
        public double of(Mat picture) {
            try {
                net.setInput(opencv_dnn.blobFromImage(
                        picture,
                        1 / 255.0,
                        new Size(inputPx, inputPx),
                        new Scalar(0.0),
                        true,
                        false,
                        opencv_core.CV_32F));
                return read(net.forward());
            } catch (Refused e) {
                throw e;
            } catch (RuntimeException e) {
                throw new Refused("camera-model", e);
            }
        }

        private double read(Mat output) {
            int columns = output.size(output.dims() - 1);
            int numbers = (int) output.total();
            var flat = output.reshape(1, numbers / columns);
            try (FloatIndexer at = flat.createIndexer()) {
                int rows = numbers / columns;
                // Things are many; what is told of each is little.
                if (output.dims() == 3 && rows >= 5 && columns > rows) return seenAcross(at, rows, columns);
                if (output.dims() == 3 || rows > 1) {
                    if (columns < 5) throw unknown(rows, columns);
                    return seen(at, rows, columns);
                }
                if (columns == 1) return at.get(0, 0);
                if (columns > MOST_CLASSES || failureClass >= columns) throw unknown(rows, columns);
                return at.get(0, failureClass);
            }
        }

        private double seen(FloatIndexer at, int rows, int columns) {
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                double confidence = at.get(row, 4);
                if (columns > 5) confidence *= 5 + failureClass < columns ? at.get(row, 5 + failureClass) : 0;
                if (confidence > SEEN) sum += confidence;
            }
            return sum;
        }

        private double seenAcross(FloatIndexer at, int rows, int columns) {
            if (4 + failureClass >= rows) throw unknown(rows, columns);
            double sum = 0;
            for (int column = 0; column < columns; column++) {
                double confidence = at.get(4 + failureClass, column);
                if (confidence > SEEN) sum += confidence;
            }
            return sum;
        }

        private static Refused unknown(int rows, int columns) {
            return new Refused(
                    "camera-model", "the model gives " + rows + " x " + columns + " numbers, which nobody reads");
        }
    }
}
