// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists show small pictures, made by the hub. */
class ThumbnailsTest {
    private static final String HTML = "text/html";

    private static Hub hub;
    private static Hub.Client ada;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void publish(String name, String visibility, Map<String, byte[]> files) {
        ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", name, "summary", "S", "licence", "MIT", "visibility", visibility));
        var answer = ada.publish("ada/" + name, "x", files);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    /** A picture that does not compress, or a ring through which one sees. */
    private static byte[] png(int width, int height, boolean ring) throws IOException {
        var image = new BufferedImage(width, height, ring ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        if (ring) {
            var canvas = image.createGraphics();
            canvas.setColor(Color.RED);
            canvas.fillRect(0, 0, width / 2, height);
            canvas.dispose();
        } else {
            var random = new Random(1);
            for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) image.setRGB(x, y, random.nextInt());
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static String thumbnail(String design, String size, String path) {
        return "/@ada/" + design + "/thumbnails/" + size + "/head/" + path;
    }

    private static BufferedImage image(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void listsShowASmallPictureInsteadOfTheLargeOne() throws IOException {
        var large = png(1200, 900, false);
        publish("photo", "public", Map.of("cover.png", large));
        var list = hub.anyone().get("/designs", "Accept", HTML).text();
        var address = Pattern.compile("/@ada/photo/thumbnails/card/[0-9a-f]{40}/cover\\.png")
                .matcher(list);
        assertThat(address.find()).isTrue();
        assertThat(list).doesNotContain("/@ada/photo/files/");
        var card = hub.anyone().get(address.group());
        assertThat(card.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(card.header("Cache-Control")).contains("immutable");
        assertThat(card.response().body().length).isLessThan(large.length / 10);
        assertThat(image(card.response().body()).getWidth()).isEqualTo(480);
        assertThat(hub.anyone()
                        .get(address.group(), "If-None-Match", card.header("ETag"))
                        .status())
                .isEqualTo(304);
        var row = ada.get(thumbnail("photo", "row", "cover.png"));
        assertThat(image(row.response().body()).getHeight()).isEqualTo(132);
        assertThat(ada.get(thumbnail("photo", "poster", "cover.png")).status()).isEqualTo(404);
        // A remix in the list of derivations.
        hub.as("bob").post("/api/v1/designs/ada/photo/remixes", Map.of("name", "again"));
        assertThat(hub.anyone().get("/@ada/photo/derivations", "Accept", HTML).text())
                .contains("/@bob/again/thumbnails/row/")
                .doesNotContain("/@bob/again/files/");
    }

    @Test
    void aDesignsPageShowsItsPicturesAtTheSizeThatIsSeen() throws IOException {
        var large = png(2000, 1500, false);
        publish("poster", "public", Map.of("cover.png", large, "small.png", png(60, 40, true), "turns.gif", new byte[] {
            1
        }));
        var page = hub.anyone().get("/@ada/poster", "Accept", HTML).text();
        var shown = Pattern.compile("<img src=\"(/@ada/poster/thumbnails/stage/[0-9a-f]{40}/cover\\.png)\"")
                .matcher(page);
        assertThat(shown.find()).isTrue();
        assertThat(page).doesNotContain("<img src=\"/@ada/poster/files/");
        // What moves goes on moving, and whoever wants all of it finds it.
        assertThat(page).containsPattern("data-shown=\"/@ada/poster/files/[0-9a-f]{40}/turns\\.gif\"");
        assertThat(page).containsPattern("href=\"/@ada/poster/files/[0-9a-f]{40}/cover\\.png\"");
        var picture = hub.anyone().get(shown.group(1));
        assertThat(image(picture.response().body()).getWidth()).isEqualTo(1280);
        assertThat(picture.response().body().length).isLessThan(large.length / 2);
        // What would not become smaller comes as it is.
        assertThat(ada.get(thumbnail("poster", "stage", "small.png")).header("Location"))
                .endsWith("small.png");
    }

    @Test
    void whatShinesThroughStillDoes() throws IOException {
        publish("ring", "public", Map.of("cover.png", png(600, 600, true)));
        var card = ada.get(thumbnail("ring", "card", "cover.png"));
        assertThat(card.header("Content-Type")).isEqualTo("image/png");
        assertThat(image(card.response().body()).getRGB(470, 10) >>> 24).isZero();
    }

    @Test
    void whatIsNoPictureOrClaimsToBeAHugeOneIsNotRead() {
        publish(
                "hostile",
                "public",
                Map.of(
                        "cover.png", "not really".getBytes(StandardCharsets.UTF_8),
                        "huge.png", claiming(100_000, 100_000),
                        "new.webp", "RIFF0000WEBP".getBytes(StandardCharsets.US_ASCII)));
        for (var path : List.of("cover.png", "huge.png", "huge.png")) {
            var card = ada.get(thumbnail("hostile", "card", path));
            assertThat(card.status()).isEqualTo(200);
            assertThat(card.header("Content-Type")).startsWith("image/svg+xml");
        }
        var webp = ada.get(thumbnail("hostile", "card", "new.webp"));
        assertThat(webp.status()).isEqualTo(302);
        assertThat(webp.header("Location")).contains("/files/").endsWith("new.webp");
    }

    @Test
    void ofAPrivateDesignOthersSeeNone() throws IOException {
        publish("mine", "private", Map.of("cover.png", png(300, 200, false)));
        var address = thumbnail("mine", "card", "cover.png");
        assertThat(ada.get(address).header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(hub.anyone().get(address).status()).isEqualTo(404);
    }

    /** The beginning of a PNG of this size. */
    private static byte[] claiming(int width, int height) {
        var head = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height);
        head.put(new byte[] {8, 2, 0, 0, 0});
        var crc = new CRC32();
        crc.update(head.array());
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(head.array())
                .putInt((int) crc.getValue())
                .array();
    }

    @Test
    void aPhonesPictureIsTurnedUpright() {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xd8,
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        assertThat(Raster.orientation(exif)).isEqualTo(6);
        assertThat(Raster.orientation(new byte[] {1, 2, 3})).isEqualTo(1);
    }
}
