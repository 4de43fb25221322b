// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.Closeable;

/** A job's file, one thing to send after the other; holds one of them in memory, however long the file is. */
public interface Program extends LineSource, Closeable {}
