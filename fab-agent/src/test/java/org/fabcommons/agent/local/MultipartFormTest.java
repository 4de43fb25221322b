// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.fabcommons.agent.job.FileCache;
import org.junit.jupiter.api.Test;

class MultipartFormTest {
    /** Line ends and beginnings of a delimiter everywhere, also where one buffer ends and the next begins. */
    @Test
    void aFileComesOutByteForByteHoweverMuchOfItLooksLikeADelimiter() throws Exception {
        var random = new Random(5);
        var file = new ByteArrayOutputStream();
        var pieces =
                new String[] {"\r", "\n", "\r\n", "\r\n-", "\r\n--", "\r\n--fab", "\r\n--fabcom", "G1 X10 Y20 E.5"};
        while (file.size() < 300_000) file.write(bytes(pieces[random.nextInt(pieces.length)]));
        var form = new ByteArrayOutputStream();
        form.write(
                bytes("--fabcommons\r\nContent-Disposition: form-data; name=\"print\"\r\n\r\ntrue\r\n--fabcommons\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"a.gcode\"\r\n\r\n"));
        form.write(file.toByteArray());
        form.write(bytes("\r\n--fabcommons--\r\n"));
        var kept = new ByteArrayOutputStream();
        var read = MultipartForm.read(
                "multipart/form-data; boundary=fabcommons", new ByteArrayInputStream(form.toByteArray()), in -> {
                    in.transferTo(kept);
                    return new FileCache.Kept("", kept.size(), Path.of("a"));
                });
        assertThat(read.says("print")).isTrue();
        assertThat(kept.toByteArray()).isEqualTo(file.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
