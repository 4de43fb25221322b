// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Cameras beside the machines: what they see, keep and say. Looking itself is done by a process of its own per camera
 * ({@code camera.worker}), which alone loads native code, so that nothing here can disturb the wire. One thread per
 * camera listens to its process; the thread {@code cameras} follows the jobs.
 */
package org.fabcommons.agent.camera;
