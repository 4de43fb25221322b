// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.opencv.global.opencv_core;
import org.fabcommons.agent.camera.Order;
import org.fabcommons.agent.camera.Report;

/** A camera's process from its order to its end. */
public final class CameraWorker {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private CameraWorker() {}

    /** Carries out the order that stands on the first line; returns when there is nothing more to do. */
    public static void run(InputStream in, OutputStream out) throws IOException {
        var orders = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        var line = orders.readLine();
        if (line == null) return;
        var reports = new DataOutputStream(new BufferedOutputStream(out, 64 << 10));
        try {
            avutil.av_log_set_level(avutil.AV_LOG_ERROR);
            // One core is the machines'.
            opencv_core.setNumThreads(1);
            carryOut(JSON.readValue(line, Order.class), orders, reports);
        } catch (Refused e) {
            new Report.Failed(e.reason(), e.getMessage()).write(reports);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            new Report.Failed("camera-libraries", String.valueOf(e.getMessage())).write(reports);
        }
    }

    private static void carryOut(Order order, BufferedReader orders, DataOutputStream reports) throws IOException {
        if (order instanceof Order.Look look) new Looking(look, orders, reports).run();
        else if (order instanceof Order.Film film) new Report.Filmed(Filming.make(film)).write(reports);
        else if (order instanceof Order.Compare compare)
            Comparing.closest(compare).write(reports);
    }
}
