// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.net.URI;

/**
 * Where pictures come from: {@code /dev/video0} (USB, V4L2), {@code http://…} (MJPEG), {@code rtsp://…}, or
 * {@code lavfi:…}, a picture that FFmpeg draws, to try things out.
 */
public record Source(Kind kind, String address) {
    public enum Kind {
        V4L2,
        HTTP,
        RTSP,
        DRAWN
    }

    private static final String LAVFI = "lavfi:";

    /** @throws IllegalArgumentException when it is none */
    public static Source parse(String text) {
        if (text.startsWith("/dev/")) return new Source(Kind.V4L2, text);
        if (text.startsWith(LAVFI)) return new Source(Kind.DRAWN, text.substring(LAVFI.length()));
        if (text.matches("https?://.+")) return new Source(Kind.HTTP, checked(text));
        if (text.matches("rtsps?://.+")) return new Source(Kind.RTSP, checked(text));
        throw new IllegalArgumentException(
                "A camera's source is /dev/video0, http://…, or rtsp://…, not \"" + withoutPassword(text) + "\".");
    }

    private static String checked(String text) {
        try {
            if (URI.create(text).getHost() != null) return text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + withoutPassword(text) + "\" is no address of a camera.", e);
        }
        throw new IllegalArgumentException("\"" + withoutPassword(text) + "\" is no address of a camera.");
    }

    /** As people may see it: without name and password. */
    public String shown() {
        return withoutPassword(address);
    }

    private static String withoutPassword(String text) {
        return text.replaceAll("://[^/@]*@", "://");
    }
}
