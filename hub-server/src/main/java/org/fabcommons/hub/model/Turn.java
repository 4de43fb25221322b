// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

/** A file whose turn it is to be looked at, and where its content can be read. */
public record Turn(String sha256, String design, String revision, String path, int attempts) {}
