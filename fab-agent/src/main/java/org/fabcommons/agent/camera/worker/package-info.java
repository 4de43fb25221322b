// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What runs in a camera's own process, and there alone: JavaCV (FFmpeg, OpenCV). It takes an order on its standard input
 * and reports on its standard output; one thread looks, one waits for the input to end.
 */
package org.fabcommons.agent.camera.worker;
