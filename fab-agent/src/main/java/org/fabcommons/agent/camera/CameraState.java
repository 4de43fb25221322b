// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

/** How a camera stands. */
public sealed interface CameraState {
    /** Nobody needs a picture, so it is off. */
    record Resting() implements CameraState {}

    record Starting() implements CameraState {}

    record Live(int widthPx, int heightPx) implements CameraState {}

    /**
     * It gives no pictures and is tried again.
     *
     * @param reason a stable code such as {@code camera-missing}
     * @param detail what the library said, for experts
     * @param retrySeconds from one attempt to the next
     */
    record Failing(String reason, String detail, long retrySeconds) implements CameraState {}

    /** The camera libraries are not on this computer. */
    record NotInstalled() implements CameraState {}
}
