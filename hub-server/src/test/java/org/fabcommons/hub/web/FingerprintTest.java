// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    private static String multipart(String boundary, String content) throws IOException {
        var body = "--" + boundary + "\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
        return fingerprint("multipart/form-data; boundary=" + boundary, body);
    }

    private static String fingerprint(String type, String body) throws IOException {
        return new Fingerprint(
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                        "POST",
                        "/api/v1/jobs",
                        Optional.of(MediaType.valueOf(type)))
                .finish();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "----WebKitFormBoundaryAbC", "--a--a--b", "-------------------------1234"})
    void theBoundaryDoesNotMatter(String boundary) throws IOException {
        assertThat(multipart(boundary, "G28 -- home ---- now"))
                .isEqualTo(multipart("0xKhTmLbOuNdArY", "G28 -- home ---- now"));
    }

    @Test
    void everyByteOfTheContentMatters() throws IOException {
        assertThat(multipart("----x", "G28 X")).isNotEqualTo(multipart("----x", "G28 Y"));
        assertThat(multipart("----x", "----")).isNotEqualTo(multipart("----x", "---"));
        assertThat(fingerprint("application/json", "{}")).isNotEqualTo(fingerprint("application/json", "{ }"));
    }

    @Test
    void whatWasReadBeforeCounts() throws IOException {
        var whole = fingerprint("text/plain", "abc");
        try (var partly = new Fingerprint(
                new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)),
                "POST",
                "/api/v1/jobs",
                Optional.of(MediaType.TEXT_PLAIN_TYPE))) {
            assertThat(partly.read()).isEqualTo('a');
            assertThat(partly.finish()).isEqualTo(whole);
        }
    }
}
