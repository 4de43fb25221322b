// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.fabcommons.agent.camera.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringTest {
    @TempDir
    Path folder;

    @Test
    void aModelInOnnxScoresThePicture() throws IOException {
        // What it has learnt: how red the picture is.
        var model = Scoring.Model.read(new Order.Model(redness(1).toString(), 32, 0));
        assertThat(model.of(picture(0, 0, 255))).isCloseTo(1 / (1 + Math.exp(-6)), within(0.01));
        assertThat(model.of(picture(255, 0, 0))).isCloseTo(1 / (1 + Math.exp(6)), within(0.01));
    }

    @Test
    void ofAModelThatTellsClassesApartTheFailureCounts() throws IOException {
        var file = redness(2).toString();
        assertThat(Scoring.Model.read(new Order.Model(file, 32, 0)).of(picture(0, 0, 255)))
                .isGreaterThan(0.9);
        assertThat(Scoring.Model.read(new Order.Model(file, 32, 1)).of(picture(0, 0, 255)))
                .isLessThan(0.1);
    }

    @Test
    void ofAModelThatFindsThingsEachOneCountsWhetherItsNumbersStandInARowOrInAColumn() throws IOException {
        // Two things are found in what is red: a row each, with a confidence of their own before that of their class.
        var rows = Scoring.Model.read(new Order.Model(things(8, 6, 4, 5, 22, 23).toString(), 32, 0));
        assertThat(rows.of(picture(0, 0, 255))).isCloseTo(2, within(0.05));
        assertThat(rows.of(picture(255, 0, 0))).isZero();
        // A column each, with the confidences of two classes alone.
        var file = things(6, 40, 5 * 40 + 1, 5 * 40 + 30).toString();
        assertThat(Scoring.Model.read(new Order.Model(file, 32, 1)).of(picture(0, 0, 255)))
                .isCloseTo(2, within(0.05));
        assertThat(Scoring.Model.read(new Order.Model(file, 32, 0)).of(picture(0, 0, 255)))
                .isZero();
    }

    @Test
    void whatIsNoModelIsRefusedWithItsName() throws IOException {
        var junk = Files.writeString(folder.resolve("junk.onnx"), "this is no model");
        assertThatThrownBy(() -> Scoring.Model.read(new Order.Model(junk.toString(), 32, 0)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo("camera-model"));
    }

    private static Mat picture(int blue, int green, int red) {
        return new Mat(48, 64, opencv_core.CV_8UC3, new Scalar(blue, green, red, 0));
    }

    /** sigmoid(12 red - 6) of the mean colour; of two classes the second is the opposite. */
    private Path redness(int classes) throws IOException {
        var weights = new float[classes * 3];
        var bias = new float[classes];
        for (int i = 0; i < classes; i++) {
            weights[3 * i] = i == 0 ? 12 : -12;
            bias[i] = i == 0 ? -6 : 6;
        }
        var graph = new Message()
                .add(1, node("GlobalAveragePool", "mean", "picture"))
                .add(1, node("Conv", "weighed", "mean", "w", "b").add(5, kernel()))
                .add(1, node("Flatten", "flat", "weighed"))
                .add(1, node("Sigmoid", "score", "flat"))
                .text(2, "redness")
                .add(5, tensor("w", weights, classes, 3, 1, 1))
                .add(5, tensor("b", bias, classes))
                .add(11, value("picture", 1, 3, 32, 32))
                .add(12, value("score", 1, classes));
        var model = new Message()
                .number(1, 8)
                .add(7, graph)
                .add(8, new Message().text(1, "").number(2, 13));
        return Files.write(folder.resolve("redness-" + classes + ".onnx"), model.bytes());
    }

    /** 1 x rows x columns numbers that are near 0, but for some that are near 1 in red pictures. */
    private Path things(int rows, int columns, int... red) throws IOException {
        var weights = new float[rows * columns * 3];
        var bias = new float[rows * columns];
        Arrays.fill(bias, -6);
        // Colours come as red, green, blue.
        for (int number : red) weights[3 * number] = 12;
        var shape = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        shape.putLong(1).putLong(rows).putLong(columns);
        var graph = new Message()
                .add(1, node("GlobalAveragePool", "mean", "picture"))
                .add(1, node("Conv", "weighed", "mean", "w", "b").add(5, kernel()))
                .add(1, node("Sigmoid", "sure", "weighed"))
                .add(1, node("Reshape", "things", "sure", "shape"))
                .text(2, "things")
                .add(5, tensor("w", weights, rows * columns, 3, 1, 1))
                .add(5, tensor("b", bias, rows * columns))
                .add(5, new Message().number(1, 3).number(2, 7).text(8, "shape").bytes(9, shape.array()))
                .add(11, value("picture", 1, 3, 32, 32))
                .add(12, value("things", 1, rows, columns));
        var model = new Message()
                .number(1, 8)
                .add(7, graph)
                .add(8, new Message().text(1, "").number(2, 13));
        return Files.write(folder.resolve("things-" + rows + ".onnx"), model.bytes());
    }

    private static Message node(String type, String output, String... inputs) {
        var node = new Message();
        for (var input : inputs) node.text(1, input);
        return node.text(2, output).text(3, output).text(4, type);
    }

    /** An attribute: a kernel of one pixel. */
    private static Message kernel() {
        return new Message().text(1, "kernel_shape").number(8, 1).number(8, 1).number(20, 7);
    }

    private static Message tensor(String name, float[] values, int... shape) {
        var tensor = new Message();
        for (int side : shape) tensor.number(1, side);
        var raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) raw.putFloat(value);
        return tensor.number(2, 1).text(8, name).bytes(9, raw.array());
    }

    private static Message value(String name, int... shape) {
        var sides = new Message();
        for (int side : shape) sides.add(1, new Message().number(1, side));
        var type = new Message().add(1, new Message().number(1, 1).add(2, sides));
        return new Message().text(1, name).add(2, type);
    }

    /** A message of protocol buffers; the numbers are those of onnx.proto3. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message add(int field, Message value) {
            return bytes(field, value.bytes());
        }

        Message bytes(int field, byte[] value) {
            varint(((long) field << 3) | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            long rest = value;
            for (; rest > 127; rest >>>= 7) out.write((int) ((rest & 127) | 128));
            out.write((int) rest);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
