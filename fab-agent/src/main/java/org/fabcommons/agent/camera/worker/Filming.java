// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.fabcommons.agent.camera.Order;

/** Makes an MP4 of pictures that every browser plays: H.264, 4:2:0, its index in front. */
final class Filming {
    /** Bits for a pixel of a picture; enough for things that hardly move. */
    private static final double BITS = 0.15;

    private Filming() {}

    /** @return how many pictures it has */
    static int make(Order.Film order) throws IOException {
        var pictures = pictures(Path.of(order.folder()));
        if (pictures.length == 0) throw new Refused("film-empty", "there is no picture in " + order.folder());
        var file = Path.of(order.file());
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        int count = 0;
        try (var first = opencv_imgcodecs.imread(pictures[0].toString())) {
            if (first.empty()) throw new Refused("film-empty", pictures[0] + " is no picture");
            // 4:2:0 wants even sides.
            int width = first.cols() & ~1;
            int height = first.rows() & ~1;
            try (var recorder = recorder(unfinished, width, height, order.fps());
                    var converter = new OpenCVFrameConverter.ToMat()) {
                for (var picture : pictures) count += add(picture, recorder, converter, new int[] {width, height});
                recorder.stop();
            } catch (FrameRecorder.Exception e) {
                Files.deleteIfExists(unfinished);
                throw new Refused("film-failed", e);
            }
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return count;
    }

    private static FFmpegFrameRecorder recorder(Path file, int width, int height, int fps)
            throws FrameRecorder.Exception {
        var recorder = new FFmpegFrameRecorder(file.toString(), width, height);
        recorder.setFormat("mp4");
        recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
        // The encoder of FFmpeg's LGPL build.
        recorder.setVideoCodecName("libopenh264");
        recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
        recorder.setFrameRate(fps);
        recorder.setGopSize(2 * fps);
        recorder.setVideoBitrate((int) (width * height * fps * BITS));
        // Every picture counts; none is left out to keep the rate.
        recorder.setVideoOption("allow_skip_frames", "0");
        recorder.setOption("movflags", "faststart");
        recorder.start();
        return recorder;
    }

    private static int add(Path picture, FFmpegFrameRecorder recorder, OpenCVFrameConverter.ToMat converter, int[] size)
            throws FrameRecorder.Exception {
        try (var scope = new PointerScope()) {
            Mat mat = opencv_imgcodecs.imread(picture.toString());
            // One that a full disk cut off.
            if (mat.empty()) return 0;
            if (mat.cols() != size[0] || mat.rows() != size[1]) {
                var fitting = new Mat();
                opencv_imgproc.resize(mat, fitting, new Size(size[0], size[1]));
                mat = fitting;
            }
            recorder.record(converter.convert(mat));
            return 1;
        }
    }

    private static Path[] pictures(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toArray(Path[]::new);
        }
    }
}
