// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Reading G-code: lines and words, the modal state, and what a toolpath amounts to. Pure: a stream in, values out; memory
 * does not grow with the file. Coordinates in millimetres, feed rates in mm/min.
 */
package org.fabcommons.gcode;
